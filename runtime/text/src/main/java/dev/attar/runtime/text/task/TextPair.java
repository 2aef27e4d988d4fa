package dev.attar.runtime.text.task;

import java.util.Objects;

/** Two texts that a model reads as one sequence: a premise and a hypothesis, a query and a passage. */
public record TextPair(String first, String second) {
    public TextPair {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }
}
