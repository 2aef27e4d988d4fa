package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A part of a passage that answers a question.
 *
 * @param text {@code passage.substring(start, end)}
 * @param score its probability: that of its start times that of its end, over all tokens of all windows of the passage
 * @param start where it begins in the passage, in UTF-16 units
 * @param end where it ends
 */
public record Answer(String text, float score, int start, int end) {
    public Answer {
        Objects.requireNonNull(text, "text");
    }
}
