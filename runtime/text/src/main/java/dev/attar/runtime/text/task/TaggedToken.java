package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A token, or word, with its label as the model gives it.
 *
 * @param label such as {@code B-PER} or {@code O}
 * @param score its probability
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends
 */
public record TaggedToken(String label, float score, int start, int end) {
    public TaggedToken {
        Objects.requireNonNull(label, "label");
    }
}
