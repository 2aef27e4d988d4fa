package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Memory that a caller keeps from call to call: keys and values of tokens that were computed before. A cache is a table with a
 * row for each slot; which token has which slot is the caller's to say. These are the only operations that are not pure, so a
 * {@link Recall} names the {@link Keep} that it comes after.
 */
public sealed interface CacheOp extends Op {
    /** The memory that it is about. */
    Cache cache();

    /**
     * @param name unique in its model; with a {@code *} each layer has its own
     * @param rows whose tokens have slots: {@link Ragged#KEPT} or {@link Ragged#KEPT_SOURCE}
     * @param holds what attention reads it as
     * @param heads how many heads lie side by side in a row
     * @param headWidth channels of each
     */
    record Cache(String name, Ragged rows, Holds holds, int heads, int headWidth) {
        /** What attention reads a cache as. */
        public enum Holds {
            /** Keys, which queries are multiplied with. */
            KEYS,
            /** Values, which are mixed. */
            VALUES
        }

        public Cache {
            if (rows != Ragged.KEPT && rows != Ragged.KEPT_SOURCE)
                throw new IllegalArgumentException("nothing is kept of " + rows);
        }

        /** Floats of a row. */
        public int width() {
            return heads * headWidth;
        }

        /** Whether each layer has its own. */
        public boolean isPerLayer() {
            return name.indexOf('*') >= 0;
        }
    }

    /** {@code cache[slots[t]] = in[t]}; the result is {@code in}: (R,C), index (R) -> (R,C). No two tokens have one slot. */
    record Keep(Value in, Value slots, Cache cache) implements CacheOp {
        public Keep {
            Shapes.require(in.type().last() == cache.width(), "keep", in, slots);
            Shapes.require(slots.type().equals(TensorType.indices(in.type().ragged())), "keep", in, slots);
        }

        @Override
        public TensorType type() {
            return in.type();
        }

        @Override
        public List<Value> operands() {
            return List.of(in, slots);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Keep(to.apply(in), to.apply(slots), cache);
        }
    }

    /**
     * {@code out[j] = cache[kept[j]]}: index (K) -> (K,C).
     *
     * @param kept the slots of the tokens of each sequence, in their order
     * @param after what this call has kept before, if anything
     */
    record Recall(Cache cache, Value kept, Optional<Value> after) implements CacheOp {
        public Recall {
            Shapes.require(kept.type().equals(TensorType.indices(cache.rows())), "recall", kept, kept);
            after.ifPresent(v -> Shapes.require(v.type().last() == cache.width(), "recall", kept, v));
        }

        @Override
        public TensorType type() {
            return TensorType.rows(cache.rows(), cache.width());
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(kept));
            after.ifPresent(all::add);
            return List.copyOf(all);
        }

        @Override
        public Op mapOperands(UnaryOperator<Value> to) {
            return new Recall(cache, to.apply(kept), after.map(to));
        }
    }
}
