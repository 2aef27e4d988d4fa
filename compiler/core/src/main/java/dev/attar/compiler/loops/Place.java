package dev.attar.compiler.loops;

import java.util.Optional;

/** Where a buffer begins in the memory it lives in. Each kind of memory has its owner; see {@link Space}. */
public sealed interface Place {
    /** The memory. */
    Space space();

    /** In the arena of the call, at float {@code begin + column}, where {@code begin} is a polynomial over the call's sizes. */
    record Arena(String value, Index begin, int column, Optional<PerLayer> perLayer) implements Place {
        /** A place in the arena that all layers use. */
        public Arena(String value, Index begin, int column) {
            this(value, begin, column, Optional.empty());
        }

        @Override
        public Space space() {
            return Space.ACTIVATION;
        }
    }

    /**
     * A place in the arena of the call, in rows of {@code stride} floats; nobody outside of the fused rows needs it, so when they
     * are done for some tokens at a time, their rows may lie where the rows of other tokens would.
     */
    record RowLocal(String value, Index begin, int column, int stride) implements Place {
        @Override
        public Space space() {
            return Space.ACTIVATION;
        }
    }

    /**
     * In the memory of a trainer, at this float; see {@link ParameterPlan}.
     *
     * @param part which of the numbers that a trainer has for each parameter
     * @param perLayer how far the parameters of layers lie apart, in floats
     */
    record Parameters(String parameter, ParameterPlan.Part part, long offset, Optional<PerLayer> perLayer)
            implements Place {
        @Override
        public Space space() {
            return Space.PARAMETER;
        }
    }

    /**
     * In every block of the caller's state, at this float of it; see {@link StatePlan}.
     *
     * @param cache what is kept there
     * @param perLayer how far the layers of a cache lie apart, in floats
     */
    record State(String cache, long offset, Optional<PerLayer> perLayer) implements Place {
        @Override
        public Space space() {
            return Space.STATE;
        }
    }

    /**
     * In the packed weights, at this float of 4 bytes; what lies there are elements of this kind.
     *
     * @param perLayer how far the blocks of layers lie apart, in floats
     */
    record Weights(String block, long offset, Element element, Optional<PerLayer> perLayer) implements Place {
        @Override
        public Space space() {
            return Space.WEIGHT;
        }
    }
}
