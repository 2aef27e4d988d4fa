package dev.attar.compiler.loops;

/** The names every kernel knows without declaring them: what a batch brings. */
public final class Sizes {
    /** T: tokens of the batch. */
    public static final String TOKENS = "T";

    /** B: sequences of the batch. */
    public static final String SEQUENCES = "B";

    /** L: longest sequence of the batch, rounded up to a multiple of 16. */
    public static final String LONGEST = "L";

    /** R: tokens of the sources that a translator reads, one source for each sequence. */
    public static final String SOURCE_TOKENS = "R";

    /** M: longest source of the batch, rounded up to a multiple of 16. */
    public static final String LONGEST_SOURCE = "M";

    /** H: 1 where panels of packed floats are 8 columns wide, half as wide as elsewhere; 0 where they have 16. */
    public static final String NARROW_PANELS = "H";

    private Sizes() {}
}
