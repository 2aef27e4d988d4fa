package dev.attar.runtime.decode;

/** Which logits are wanted of the tokens that are added to a sequence. */
public enum Logits {
    /** None: the tokens are only read. */
    NONE,
    /** Those after the last token. */
    LAST,
    /** Those after every token. */
    ALL
}
