package dev.attar.cli;

import java.util.List;
import java.util.Optional;

/** One thing to run the model on. */
sealed interface Request {
    /** Where it was given, for messages: {@code --text 2} or {@code notes.txt:17}. */
    String place();

    /**
     * A text, for the tokenizer.
     *
     * @param pair the second of two texts that are one sequence
     */
    record OfText(String place, String text, Optional<String> pair) implements Request {
        OfText(String place, String text) {
            this(place, text, Optional.empty());
        }
    }

    /** Token ids; {@code segments} is empty where none were given. */
    record OfIds(String place, List<Integer> ids, List<Integer> segments) implements Request {
        public OfIds {
            ids = List.copyOf(ids);
            segments = List.copyOf(segments);
        }
    }
}
