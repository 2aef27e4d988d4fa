package dev.attar.runtime.generate;

/** Why a text ended. */
public enum Finish {
    /** The model generated an end token. */
    END_TOKEN,
    /** The text came to a stop text. */
    STOP_TEXT,
    /** As many tokens as were asked for. */
    LENGTH,
    /** The model's context is full. */
    CONTEXT,
    /** The caller has cancelled it. */
    CANCELLED,
    /** The time that it had is over. */
    DEADLINE
}
