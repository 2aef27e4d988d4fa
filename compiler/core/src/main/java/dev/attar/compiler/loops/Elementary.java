package dev.attar.compiler.loops;

/** The functions of one float that kernels call. What they compute is in {@link ElementaryFunctions}. */
public enum Elementary {
    EXP("exp"),
    /** For numbers below 127. */
    EXP2("twoTo"),
    ERF("erf"),
    TANH("tanh"),
    /** The natural logarithm of numbers from 1 to 2^32. */
    LOG("log"),
    RELU("relu"),
    GELU("gelu"),
    GELU_TANH("geluTanh"),
    SILU("silu");

    private final String symbol;

    Elementary(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
