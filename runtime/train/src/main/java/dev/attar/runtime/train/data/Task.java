package dev.attar.runtime.train.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model is to learn, as its spec and its loss say: what rows of data must have, how batches are made of them, and which
 * metrics apply.
 *
 * @param width scores in a row of the head: classes, or tokens of the vocabulary
 * @param labels the names of the classes; empty: they have none, and are numbers
 * @param input what sequences may hold
 * @param source what a translator's source may hold
 * @param start of a translator: what its decoder reads before the first token of the target
 */
public record Task(
        Kind kind, int width, List<String> labels, Limits input, Optional<Limits> source, OptionalInt start) {
    public Task {
        labels = List.copyOf(labels);
    }

    /** Whose sequences are no translations. */
    public Task(Kind kind, int width, List<String> labels, Limits input) {
        this(kind, width, labels, input, Optional.empty(), OptionalInt.empty());
    }

    /** What is predicted. */
    public enum Kind {
        /** One class for a sequence. */
        CLASS,
        /** One class for each token. */
        TOKEN_CLASSES,
        /** The token that follows each one. */
        NEXT_TOKEN,
        /** Tokens that are hidden on the fly. */
        MASKED,
        /** Several labels at once, each yes or no. */
        LABELS,
        /** Numbers. */
        NUMBERS,
        /** For each anchor its own positive among all positives of the batch. */
        PAIRS,
        /** The first and the last token of an answer. */
        SPAN,
        /** The tokens of a translation. */
        TRANSLATION
    }

    /**
     * What a sequence may hold.
     *
     * @param vocabulary token ids are 0 to vocabulary - 1
     * @param context its most tokens
     * @param segments segment ids are 0 to segments - 1; 0: there are none
     */
    public record Limits(int vocabulary, int context, int segments) {}

    /** What a class is called: its name, or its number. */
    public String label(int number) {
        return labels.isEmpty() ? Integer.toString(number) : labels.get(number);
    }
}
