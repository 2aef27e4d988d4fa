package dev.attar.runtime.text.task;

/**
 * How the labels of tokens become labels of words. Models are trained to label the first token of a word, so what they say of the others
 * may contradict it.
 */
public enum Aggregation {
    /** They do not: each token has its own label, and an entity can begin or end within a word. */
    SIMPLE,
    /** A word has the label of its first token. */
    FIRST,
    /** A word has the label with the highest mean probability over its tokens. */
    AVERAGE,
    /** A word has the label of the token that is surest of its own. */
    MAX
}
