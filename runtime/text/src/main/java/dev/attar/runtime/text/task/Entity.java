package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * Something that a text names.
 *
 * @param label its kind, such as {@code PER}
 * @param score mean probability of the labels of its tokens or words
 * @param start where it begins in the text, in UTF-16 units
 * @param end where it ends
 * @param text {@code text.substring(start, end)} of the text as it was given
 */
public record Entity(String label, float score, int start, int end, String text) {
    public Entity {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(text, "text");
    }
}
