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

    /** K: what is kept of the sequences of the batch, all of them together. */
    public static final String KEPT = "K";

    /** N: the most that is kept of a sequence of the batch, rounded up to a multiple of 16. */
    public static final String LONGEST_KEPT = "N";

    /** KS: what is kept of the sources of the batch. */
    public static final String KEPT_SOURCE = "KS";

    /** NS: the most that is kept of a source of the batch, rounded up to a multiple of 16. */
    public static final String LONGEST_KEPT_SOURCE = "NS";

    /** H: 1 where panels of packed floats are 8 columns wide, half as wide as elsewhere; 0 where they have 16. */
    public static final String NARROW_PANELS = "H";

    /** The number of the layer that is being computed; 0 outside of layers. A kernel that mentions it is told. */
    public static final String LAYER = "layer";

    private Sizes() {}
}
