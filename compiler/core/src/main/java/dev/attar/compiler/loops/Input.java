package dev.attar.compiler.loops;

/**
 * What a caller gives for each row of an axis, or for each sequence: an integer.
 *
 * @param name unique in the model: {@code ids}
 * @param what one of its values is called in messages: {@code token id}
 * @param array its values as kernels read them
 * @param axis the name of the axis; {@link #SEQUENCES}: one for each sequence
 * @param limit values are 0 to limit - 1; or one of the constants below
 */
public record Input(String name, String what, Index.Array array, String axis, int limit, Kind kind) {
    /** In place of an axis: one value for each sequence. */
    public static final String SEQUENCES = "";

    /** Values are slots: less than the caller's state has room for. */
    public static final int SLOTS = -1;

    /** Which values are allowed. */
    public enum Kind {
        /** 0 to limit - 1. */
        INDEX,
        /** 0 to limit - 1, or -100 where there is no label. */
        LABEL,
        /** Any; there are {@code limit} of them, whatever the call. */
        WORDS
    }

    /** Of plain indices. */
    public Input(String name, String what, Index.Array array, String axis, int limit) {
        this(name, what, array, axis, limit, Kind.INDEX);
    }
}
