package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.model.Op;
import java.util.List;

/**
 * The keys and values that the queries of a sequence attend to: how many there are, in which row each lies, and where a query stands
 * among them. All that attention's loops know about where keys come from.
 */
sealed interface KeyRows {
    /** Integers of a sequence that the other methods mention, besides its {@code start} and {@code length}. */
    List<Statement> declarations();

    /** How many keys there are. */
    Index count();

    /** The most keys of any sequence of the call, rounded up to a multiple of 16: what working memory is measured by. */
    Index longest();

    /** Channel {@code d} of the head, of key {@code j}. */
    Expr.Load load(Buffer from, Index j, AttentionHeads heads, Index d);

    /** The place of query {@code i} of the sequence among its keys, which masks and biases count from. */
    Index place(Index i);

    /** The most keys that a sequence can have. */
    int most();

    /** What the rows go along in comments: T. */
    String rows();

    static KeyRows of(Op.Attention op, LoweringContext context) {
        Axis axis = context.axis(op.key());
        return switch (op.key().type().ragged()) {
            case KEPT, KEPT_SOURCE -> throw new IllegalArgumentException("loops of their own: " + op.key());
            case TOKENS, SOURCE_TOKENS, SEQUENCES ->
                op.key().type().ragged() == op.query().type().ragged()
                        ? new Own(axis, context)
                        : new OfSource(axis, context);
        };
    }

    /** Those that lie in rows of values of this call. */
    sealed interface Rows extends KeyRows {
        LoweringContext context();

        /** The row of key {@code j}. */
        Index row(Index j);

        @Override
        default Expr.Load load(Buffer from, Index j, AttentionHeads heads, Index d) {
            return new Expr.Load(from, List.of(row(j), heads.keyChannel(d)), 1);
        }
    }

    /** Those of the sequence itself. */
    record Own(Axis axis, LoweringContext context) implements Rows {
        @Override
        public List<Statement> declarations() {
            return List.of();
        }

        @Override
        public Index count() {
            return var("length");
        }

        @Override
        public Index longest() {
            return var(axis.longest());
        }

        @Override
        public Index row(Index j) {
            return var("start").plus(j);
        }

        @Override
        public Index place(Index i) {
            return i;
        }

        @Override
        public int most() {
            return axis.most();
        }

        @Override
        public String rows() {
            return axis.rows();
        }
    }

    /** Those of another axis: the source that the sequence is written from. */
    record OfSource(Axis axis, LoweringContext context) implements Rows {
        @Override
        public List<Statement> declarations() {
            Index s = var("s");
            return List.of(
                    new LetIndex("keyStart", Index.element(axis.starts(), s)),
                    new LetIndex("keys", Index.element(axis.starts(), s.plus(1)).minus(var("keyStart"))));
        }

        @Override
        public Index count() {
            return var("keys");
        }

        @Override
        public Index longest() {
            return var(axis.longest());
        }

        @Override
        public Index row(Index j) {
            return var("keyStart").plus(j);
        }

        /** Queries have no places among the keys of a source: nothing is masked by them. */
        @Override
        public Index place(Index i) {
            throw new IllegalArgumentException("a query has no place in its source");
        }

        @Override
        public int most() {
            return axis.most();
        }

        @Override
        public String rows() {
            return axis.rows();
        }
    }
}
