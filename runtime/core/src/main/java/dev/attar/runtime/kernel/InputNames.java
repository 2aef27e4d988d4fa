package dev.attar.runtime.kernel;

/** What the axes and inputs of token sequences are called in a program's plan. */
public final class InputNames {
    /** The axis of tokens. */
    public static final String TOKENS = "tokens";

    /** The token ids. */
    public static final String IDS = "ids";

    /** The segment ids. */
    public static final String SEGMENTS = "segments";

    /** The axis of a source's tokens. */
    public static final String SOURCE_TOKENS = "sourceTokens";

    /** What comes before the name of an input of a source. */
    public static final String OF_SOURCE = "source.";

    private InputNames() {}
}
