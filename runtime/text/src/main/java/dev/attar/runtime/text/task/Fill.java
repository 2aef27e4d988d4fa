package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A token for the place of a mask.
 *
 * @param token as the vocabulary writes it
 * @param id its id
 * @param score its probability
 * @param text the text with this token in place of the mask
 */
public record Fill(String token, int id, float score, String text) {
    public Fill {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(text, "text");
    }
}
