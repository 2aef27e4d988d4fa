package dev.attar.compiler.model;

/** How the tokens of a sequence become one row. */
public enum Pool {
    /** The mean over its tokens. */
    MEAN,
    /** Its first token. */
    CLS,
    /** The largest value in each channel. */
    MAX,
    /** Its last token. */
    LAST
}
