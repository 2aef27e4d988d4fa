package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Value;
import java.util.List;

/**
 * The keys and values that the queries of a sequence attend to: how many there are, where each lies, and where a query stands
 * among them. All that attention's loops know about where keys come from.
 */
sealed interface KeyRows {
    /** What the keys go along. */
    Axis axis();

    /** Integers of a sequence that the other methods mention, besides its {@code start} and {@code length}. */
    List<Statement> declarations();

    /** How many keys a sequence has. */
    Index count();

    /** The place of query {@code i} of the sequence among its keys, which masks and biases count from. */
    Index place(Index i);

    /** A formal buffer for keys or values. */
    Buffer buffer(String formal, Value value);

    /** What the buffer stands for. */
    Argument argument(Value value);

    /** Where channel {@code d} of key {@code j} is in the buffer, for the group of heads that is being computed. */
    List<Index> at(AttentionHeads heads, Index j, Index d);

    /** Whether what a head reads lies side by side, so that nobody needs to gather it. */
    boolean liesByHead();

    /** The most keys of any sequence of the call, rounded up to a multiple of 16: what working memory is measured by. */
    default Index longest() {
        return var(axis().longest());
    }

    static KeyRows of(Op.Attention op, LoweringContext context) {
        Axis axis = context.axis(op.key());
        return switch (op.key().type().ragged()) {
            case KEPT, KEPT_SOURCE -> new Kept(axis, op.isContinued(), context);
            case TOKENS, SOURCE_TOKENS ->
                op.key().type().ragged() == op.query().type().ragged()
                        ? new Own(axis, context)
                        : new OfSource(axis, context);
            case SEQUENCES -> throw new IllegalArgumentException("a sequence is no sequence of keys");
        };
    }

    /** Those of the sequence itself. */
    record Own(Axis axis, LoweringContext context) implements KeyRows {
        @Override
        public boolean liesByHead() {
            return false;
        }

        @Override
        public List<Statement> declarations() {
            return List.of();
        }

        @Override
        public Index count() {
            return var("length");
        }

        @Override
        public Index place(Index i) {
            return i;
        }

        @Override
        public Buffer buffer(String formal, Value value) {
            return context.rows(formal, value);
        }

        @Override
        public Argument argument(Value value) {
            return Lowered.value(value);
        }

        @Override
        public List<Index> at(AttentionHeads heads, Index j, Index d) {
            return List.of(var("start").plus(j), heads.keyChannel(d));
        }
    }

    /** Those of another axis: the source that the sequence is written from. */
    record OfSource(Axis axis, LoweringContext context) implements KeyRows {
        @Override
        public boolean liesByHead() {
            return false;
        }

        @Override
        public List<Statement> declarations() {
            return counted(axis);
        }

        @Override
        public Index count() {
            return var("keys");
        }

        @Override
        public Index place(Index i) {
            throw new IllegalArgumentException("a query has no place in its source: nothing is masked by it");
        }

        @Override
        public Buffer buffer(String formal, Value value) {
            return context.rows(formal, value);
        }

        @Override
        public Argument argument(Value value) {
            return Lowered.value(value);
        }

        @Override
        public List<Index> at(AttentionHeads heads, Index j, Index d) {
            return List.of(var("keyStart").plus(j), heads.keyChannel(d));
        }
    }

    /**
     * Those that are kept between calls, each in a slot of the caller's choice: of the sequence, where the queries are the last of them,
     * or of its source.
     *
     * @param continued whether they are of the sequence
     */
    record Kept(Axis axis, boolean continued, LoweringContext context) implements KeyRows {
        @Override
        public boolean liesByHead() {
            return true;
        }

        @Override
        public List<Statement> declarations() {
            return counted(axis);
        }

        @Override
        public Index count() {
            return var("keys");
        }

        @Override
        public Index place(Index i) {
            if (!continued) throw new IllegalArgumentException("a query has no place in its source");
            return var("keys").minus(var("length")).plus(i);
        }

        @Override
        public Buffer buffer(String formal, Value value) {
            return CacheLoops.buffer(formal, context.recalled().get(value.name()).cache());
        }

        @Override
        public Argument argument(Value value) {
            return new Argument.OfState(context.recalled().get(value.name()).cache());
        }

        @Override
        public List<Index> at(AttentionHeads heads, Index j, Index d) {
            Index.Array slots = context.slots(axis);
            return List.of(heads.group(), Index.element(slots, var("keyStart").plus(j)), d);
        }
    }

    private static List<Statement> counted(Axis axis) {
        Index s = var("s");
        return List.of(
                new LetIndex("keyStart", Index.element(axis.starts(), s)),
                new LetIndex("keys", Index.element(axis.starts(), s.plus(1)).minus(var("keyStart"))));
    }
}
