package dev.attar.examples.wordnet.entities;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text in words, each with its label: {@code B-} begins an entity, {@code I-} goes on with it, {@code O} is none. */
final class Labelled {
    static final String NONE = "O";

    /** As BERT's tokenizer splits: letters and digits, or one sign alone. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");

    private final List<String> words = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    static List<String> words(String text) {
        return WORD.matcher(text).results().map(match -> match.group()).toList();
    }

    /** Adds words that are no entity. */
    Labelled plain(String text) {
        return add(words(text), NONE);
    }

    /** Adds an entity. */
    Labelled entity(String text, String kind) {
        return add(words(text), kind);
    }

    Labelled add(List<String> more, String kind) {
        for (int i = 0; i < more.size(); i++) {
            words.add(more.get(i));
            labels.add(kind.equals(NONE) ? NONE : (i == 0 ? "B-" : "I-") + kind);
        }
        return this;
    }

    Labelled append(Labelled other) {
        words.addAll(other.words);
        labels.addAll(other.labels);
        return this;
    }

    String text() {
        return String.join(" ", words);
    }

    String labels() {
        return String.join(" ", labels);
    }
}
