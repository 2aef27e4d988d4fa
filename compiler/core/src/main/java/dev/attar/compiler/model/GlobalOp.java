package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Attention where the first {@code first} tokens of each sequence are global: all tokens see them, and they see all. The other tokens
 * see a band besides. What global tokens see is attended to with projections of its own, so a layer has both operations, the second
 * over the first.
 *
 * <p>Source: Beltagy, Peters and Cohan 2020, section 3.1.
 */
public sealed interface GlobalOp extends Op {
    int heads();

    int groups();

    /** How many tokens of each sequence are global, if it has so many. */
    int first();

    double scale();

    Value query();

    Value key();

    Value value();

    /** D: channels of one head. */
    default int headWidth() {
        return query().type().last() / heads();
    }

    /** Attention of the same heads to all keys that there are. */
    default Op.Attention plain() {
        return new Op.Attention(
                query(), key(), value(), heads(), groups(), new Mask.None(), scale(), new ScoreBias.None());
    }

    /**
     * Each query sees the keys at most {@code band} places away and the first ones, each once, in one softmax:
     * query (R,C), key and value (R,groups D) -> (R,C).
     */
    record Local(Value query, Value key, Value value, int heads, int groups, int band, int first, double scale)
            implements GlobalOp {
        public Local {
            require(query, key, value, heads, groups, first, scale);
            Shapes.require(query.type().ragged() == key.type().ragged(), "attention within a band", query, key);
            Shapes.require(band >= 1, "a band of " + band, query, key);
        }

        /** Place of the first key of the band that the query at {@code place} sees. */
        public int bandFrom(int place) {
            return Math.max(0, place - band);
        }

        @Override
        public TensorType type() {
            return query.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(query, key, value);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Local(to.apply(query), to.apply(key), to.apply(value), heads, groups, band, first, scale);
        }
    }

    /**
     * The first tokens see all keys; the rows of the others are those of {@code local}: local (R,C), query (R,C), or (B,C) where one
     * token is global, key and value (R,groups D) -> (R,C).
     */
    record Everywhere(Value local, Value query, Value key, Value value, int heads, int groups, int first, double scale)
            implements GlobalOp {
        public Everywhere {
            require(query, key, value, heads, groups, first, scale);
            Shapes.require(local.type().ragged() == key.type().ragged(), "attention of first tokens", local, key);
            Shapes.require(local.type().last() == query.type().last(), "attention of first tokens", local, query);
            boolean one =
                    query.type().ragged() == Ragged.SEQUENCES && local.type().ragged() == Ragged.TOKENS;
            Shapes.require(
                    one ? first == 1 : query.type().equals(local.type()), "attention of first tokens", local, query);
        }

        /** Whether queries are rows of sequences, and not of tokens. */
        public boolean isOfSequences() {
            return query.type().ragged() == Ragged.SEQUENCES;
        }

        /** Of one query, over keys of the same rows: what each of them does. */
        @Override
        public Op.Attention plain() {
            Value rows = new Value(
                    query.name(),
                    TensorType.rows(local.type().ragged(), query.type().last()));
            return new Op.Attention(rows, key, value, heads, groups, new Mask.None(), scale, new ScoreBias.None());
        }

        @Override
        public TensorType type() {
            return local.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(local, query, key, value);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Everywhere(
                    to.apply(local), to.apply(query), to.apply(key), to.apply(value), heads, groups, first, scale);
        }
    }

    private static void require(Value query, Value key, Value value, int heads, int groups, int first, double scale) {
        String name = "attention with " + heads + " heads and " + first + " global tokens";
        Shapes.requireFloats(name, query);
        Shapes.require(key.type().equals(value.type()), name, key, value);
        Shapes.require(key.type().ragged() != Ragged.SEQUENCES, name, query, key);
        Shapes.require(heads > 0 && query.type().last() % heads == 0, name, query, key);
        Shapes.require(groups > 0 && heads % groups == 0, name, query, key);
        Shapes.require(key.type().last() == query.type().last() / heads * groups, name, query, key);
        Shapes.require(first >= 1, name, query, key);
        Shapes.require(0 < scale && scale < Double.POSITIVE_INFINITY, name + ", scale " + scale, query, key);
    }
}
