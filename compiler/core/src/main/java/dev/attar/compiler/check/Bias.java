package dev.attar.compiler.check;

/** Which dense layers of a part add a bias. */
public enum Bias {
    /** All of them. */
    ALL,
    /** Those that read the hidden state: query, key and value; the first of the feed-forward part, with its gate. */
    INPUTS,
    /** The one that writes it. */
    OUTPUT,
    /** None. */
    NONE;

    public boolean ofInputs() {
        return this == ALL || this == INPUTS;
    }

    public boolean ofOutput() {
        return this == ALL || this == OUTPUT;
    }

    /** The constant that says so. */
    static Bias of(boolean inputs, boolean output) {
        return inputs ? output ? ALL : INPUTS : output ? OUTPUT : NONE;
    }
}
