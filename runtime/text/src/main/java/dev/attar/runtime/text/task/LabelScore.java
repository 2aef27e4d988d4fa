package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A class and how much speaks for it.
 *
 * @param label the name of the class
 * @param score its probability, or its score where probabilities were not asked for
 */
public record LabelScore(String label, float score) {
    public LabelScore {
        Objects.requireNonNull(label, "label");
    }
}
