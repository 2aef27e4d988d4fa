package dev.attar.examples.conformance;

/** The outputs of a sentence encoder by their place in its plan. */
final class Outputs {
    static final int HIDDEN = 0;
    static final int HEAD = 2;

    private Outputs() {}
}
