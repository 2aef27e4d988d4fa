package dev.attar.runtime.text.task;

import java.util.Objects;

/**
 * A passage in a ranking.
 *
 * @param index its place in the list of passages that was given, from 0
 * @param passage its text
 * @param score how well it answers the query
 */
public record Ranked(int index, String passage, float score) {
    public Ranked {
        Objects.requireNonNull(passage, "passage");
    }
}
