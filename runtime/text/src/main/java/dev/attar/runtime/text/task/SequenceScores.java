package dev.attar.runtime.text.task;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;

/** The head of a model with a row of scores for each sequence: {@code model::classify} of a generated class. */
@FunctionalInterface
public interface SequenceScores {
    /** Scores (B, classes). */
    Matrix of(Batch batch);
}
