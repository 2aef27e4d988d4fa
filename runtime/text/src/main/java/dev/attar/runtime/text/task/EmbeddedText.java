package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A text's vector.
 *
 * @param vector its own array, which nothing else refers to
 * @param tokens of the text and its prompt, special tokens not counted; tokens that parts have in common count in each
 */
public record EmbeddedText(float[] vector, int tokens) {
    public EmbeddedText {
        Objects.requireNonNull(vector, "vector");
    }
}
