package dev.attar.importer.term;

import java.util.List;

/** One axis of a value, with what it counts. */
public record Axis(Role role, Dim size) {
    /** What the indices of an axis are. */
    public enum Role {
        /** Sequences of the batch. */
        BATCH,
        /** Tokens of a sequence. */
        SEQUENCE,
        /** Anything else: channels, heads, or a mixture. */
        PLAIN
    }

    public static Axis plain(Dim size) {
        return new Axis(Role.PLAIN, size);
    }

    public static Axis plain(long size) {
        return plain(Dim.of(size));
    }

    public static List<Axis> plain(List<Long> sizes) {
        return sizes.stream().map(Axis::plain).toList();
    }

    public boolean is(long value) {
        return role == Role.PLAIN && size.is(value);
    }

    public boolean single() {
        return size.is(1);
    }
}
