package dev.attar.compiler.check;

/** How the score of a class becomes its probability. */
public enum Probability {
    /** exp(score) over the sum of all classes: one of them holds. */
    SOFTMAX,
    /** 1 / (1 + exp(-score)): each holds or not, whatever the others do. */
    SIGMOID,
    /** It does not: scores are what one wants, such as a regression. */
    NONE
}
