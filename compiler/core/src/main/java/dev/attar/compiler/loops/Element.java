package dev.attar.compiler.loops;

/**
 * How one number lies in memory. Arithmetic is fp32 whatever the element: what is read from memory is widened to a float, which
 * loses nothing.
 */
public enum Element {
    /** IEEE 754 single precision. */
    FP32("fp32", 4, 1),
    /** bfloat16: the upper half of a single precision number; 8 bits of precision, the whole range. */
    BF16("bf16", 2, 1),
    /**
     * A number of {@link Storage.Int8}: an integer times the scale of its group. Lowering reads such; schedules, which know where both
     * are, read {@link #INTEGER} and {@link #SCALE} in its place.
     */
    GROUPED("int8", 1, 1),
    /** A signed integer of 8 bits. */
    INTEGER("integer", 1, 1),
    /** A bfloat16 among integers: its place is counted in bytes, of which it has two. */
    SCALE("scale", 1, 2);

    private final String symbol;
    private final int bytes;
    private final int step;

    Element(String symbol, int bytes, int step) {
        this.symbol = symbol;
        this.bytes = bytes;
        this.step = step;
    }

    /** Its name in messages and in printed loops. */
    public String symbol() {
        return symbol;
    }

    /** Bytes of what places are counted in. */
    public int bytes() {
        return bytes;
    }

    /** From one to the next that lies beside it, in what places are counted in. */
    public int step() {
        return step;
    }

    /** How many places are in the 4 bytes of a float. */
    public int perFloat() {
        return Float.BYTES / bytes;
    }
}
