package dev.attar.runtime.text.task;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;

/**
 * The head of a model with a row of scores for each token: {@code model::tag}, {@code model::answer} or {@code model::predict} of a
 * generated class.
 */
@FunctionalInterface
public interface TokenScores {
    /** Scores (T, classes), the tokens of all sequences one after another. */
    Matrix of(Batch batch);
}
