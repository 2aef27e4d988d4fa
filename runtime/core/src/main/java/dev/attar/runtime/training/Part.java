package dev.attar.runtime.training;

/** What a trainable model holds for a parameter; all have its shape. */
public enum Part {
    /** The parameter itself. */
    VALUE,
    /** The gradient of the sum of the losses since the last update. */
    GRADIENT,
    /** The running mean of the gradients (Adam), or the momentum (SGD). */
    FIRST_MOMENT,
    /** The running mean of their squares (Adam). */
    SECOND_MOMENT
}
