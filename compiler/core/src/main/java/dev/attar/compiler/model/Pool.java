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
    LAST,
    /** The mean over its tokens, each weighted by its place, counted from 1. */
    WEIGHTED_MEAN,
    /** The sum over its tokens, divided by the root of how many there are. */
    MEAN_SQRT_LEN
}
