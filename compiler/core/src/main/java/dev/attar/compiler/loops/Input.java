package dev.attar.compiler.loops;

/**
 * What a caller gives for each row of an axis: an integer.
 *
 * @param name unique in the model: {@code ids}
 * @param what one of its values is called in messages: {@code token id}
 * @param array its values as kernels read them
 * @param axis the name of the axis
 * @param limit values are 0 to limit - 1; or one of the constants below
 */
public record Input(String name, String what, Index.Array array, String axis, int limit) {
    /** Values are slots: less than the caller's state has room for. */
    public static final int SLOTS = -1;

    /** The same for slots of sources. */
    public static final int SOURCE_SLOTS = -2;
}
