package dev.attar.runtime.text.task;

import dev.attar.runtime.text.LongInput;

/** What a task can do with a long text that has an answer as a whole alone. */
final class OneSequence {
    private OneSequence() {}

    /** @throws IllegalArgumentException when the choice makes several sequences of a text */
    static LongInput of(LongInput choice) {
        return switch (choice) {
            case LongInput.Refuse any -> any;
            case LongInput.Truncate any -> any;
            case LongInput.Windows any -> throw several();
            case LongInput.Parts any -> throw several();
        };
    }

    private static IllegalArgumentException several() {
        return new IllegalArgumentException(
                "the parts of a text have no common answer here: refuse long texts, truncate them, or ask for each"
                        + " part");
    }
}
