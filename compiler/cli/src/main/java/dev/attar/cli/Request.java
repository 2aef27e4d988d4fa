package dev.attar.cli;

import java.util.List;

/** One thing to run the model on. */
sealed interface Request {
    /** Where it was given, for messages: {@code --text 2} or {@code notes.txt:17}. */
    String place();

    /** A text, for the tokenizer. */
    record OfText(String place, String text) implements Request {}

    /** Token ids; {@code segments} is empty where none were given. */
    record OfIds(String place, List<Integer> ids, List<Integer> segments) implements Request {
        public OfIds {
            ids = List.copyOf(ids);
            segments = List.copyOf(segments);
        }
    }
}
