package dev.attar.compiler.check;

/** How large a model may be. Above these a number is a slip of the hand, and no index, offset or loop bound can overflow below. */
public final class Limits {
    /** Every dimension: 2^24. A float counts so far exactly, and a row of so many floats has a size that fits an int. */
    public static final int MAX_DIMENSION = 1 << 24;

    /** Layers in a stack. */
    public static final int MAX_DEPTH = 4096;

    /** {@code let} constants in a model. */
    public static final int MAX_CONSTANTS = 256;

    /** Bytes of all parameters in fp32: what a 64-bit process can address in practice. */
    public static final long MAX_PARAMETER_BYTES = 1L << 47;

    public static final int MAX_EPOCHS = 1_000_000;

    /** Smallest epsilon and learning rate: well inside the normal numbers of fp32, so that it does not vanish there. */
    public static final double MIN_STEP = 1e-30;

    public static final double MAX_EPSILON = 1;

    public static final double MAX_RATE = 100;

    /** Largest scale and rotary base. */
    public static final double MAX_FACTOR = 1e9;

    /** Relative buckets of attention. */
    public static final int MAX_BUCKETS = 1024;

    /** The epsilon of a layer norm that states none. */
    public static final double DEFAULT_EPSILON = 1e-5;

    /** The epsilon of an RMS norm that states none. */
    public static final double DEFAULT_RMS_EPSILON = 1e-6;

    private Limits() {}
}
