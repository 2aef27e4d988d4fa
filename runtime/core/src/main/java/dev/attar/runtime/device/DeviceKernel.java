package dev.attar.runtime.device;

import java.util.List;

/**
 * A kernel and what it is given.
 *
 * @param name its name in the source
 * @param across work-items of a work-group in the first dimension
 * @param down in the second
 * @param arguments in order
 */
public record DeviceKernel(String name, int across, int down, List<Argument> arguments) {
    public DeviceKernel {
        arguments = List.copyOf(arguments);
    }

    /** A kernel of work-groups of one work-item. */
    public static DeviceKernel of(String name, Argument... arguments) {
        return of(name, 1, 1, arguments);
    }

    public static DeviceKernel of(String name, int across, int down, Argument... arguments) {
        return new DeviceKernel(name, across, down, List.of(arguments));
    }

    /**
     * One argument of a kernel.
     *
     * @param of the place of the axis or of the input in the plan, where the kind has one
     */
    public record Argument(Kind kind, int of) {
        /** The activations of the call. */
        public static final Argument ARENA = new Argument(Kind.ARENA, 0);

        /** The packed weights. */
        public static final Argument WEIGHTS = new Argument(Kind.WEIGHTS, 0);

        /** Working memory of every work-group, one part after another. */
        public static final Argument SCRATCH = new Argument(Kind.SCRATCH, 0);

        /** Floats of working memory that each work-group has, an {@code int}. */
        public static final Argument SCRATCH_FLOATS = new Argument(Kind.SCRATCH_FLOATS, 0);

        /** B, the number of sequences, an {@code int}. */
        public static final Argument SEQUENCES = new Argument(Kind.SEQUENCES, 0);

        /** What the caller keeps between calls. */
        public static final Argument STATE = new Argument(Kind.STATE, 0);

        /** Where a buffer begins in each block of what the caller keeps, in floats, a {@code long}: the next of the launch's places. */
        public static final Argument STATE_PLACE = new Argument(Kind.STATE_PLACE, 0);

        /** Where a buffer begins in the arena, in floats, an {@code int}: the next of the launch's places. */
        public static final Argument ARENA_PLACE = new Argument(Kind.ARENA_PLACE, 0);

        /** Where a buffer begins in the weights, in its elements, a {@code long}: the next of the launch's places. */
        public static final Argument WEIGHTS_PLACE = new Argument(Kind.WEIGHTS_PLACE, 0);

        /** The values of an input, all sequences one after another. */
        public static Argument indices(int input) {
            return new Argument(Kind.INDICES, input);
        }

        /** For each sequence the index of its first row along an axis, and at the end the number of rows. */
        public static Argument starts(int axis) {
            return new Argument(Kind.STARTS, axis);
        }

        /** The number of rows along an axis, an {@code int}. */
        public static Argument rows(int axis) {
            return new Argument(Kind.ROWS, axis);
        }

        /** The longest sequence along an axis, rounded up to a multiple of 16, an {@code int}. */
        public static Argument longest(int axis) {
            return new Argument(Kind.LONGEST, axis);
        }

        /** What an argument is. */
        public enum Kind {
            ARENA,
            WEIGHTS,
            SCRATCH,
            SCRATCH_FLOATS,
            STATE,
            INDICES,
            STARTS,
            ROWS,
            SEQUENCES,
            LONGEST,
            ARENA_PLACE,
            WEIGHTS_PLACE,
            STATE_PLACE
        }
    }
}
