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

    /** One argument of a kernel. */
    public enum Argument {
        /** The activations of the call. */
        ARENA,
        /** The packed weights. */
        WEIGHTS,
        /** Working memory of every work-group, one part after another, as {@code ArenaPlan} says for a worker. */
        SCRATCH,
        /** Token ids of all sequences, one after another. */
        IDS,
        /** Segment ids, as the token ids. */
        SEGMENTS,
        /** For each sequence the index of its first token, and at the end the number of tokens. */
        STARTS,
        /** T, the number of tokens, an {@code int}. */
        TOKENS,
        /** B, the number of sequences, an {@code int}. */
        SEQUENCES,
        /** L, the longest sequence in tokens, rounded up to a multiple of 16, an {@code int}. */
        LONGEST,
        /** Where a buffer begins in the arena, in floats, an {@code int}: the next of the launch's places. */
        ARENA_PLACE,
        /** Where a buffer begins in the weights, in its elements, a {@code long}: the next of the launch's places. */
        WEIGHTS_PLACE
    }
}
