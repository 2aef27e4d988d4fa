package dev.attar.runtime.text;

/** What to do with a text of more tokens than the model's context: always the caller's choice, never a setting in a file. */
public sealed interface LongInput {
    /** Say no: {@link TextException.Kind#TOO_LONG}. */
    LongInput REFUSE = new Refuse();

    /** Drop what does not fit from the end; of a pair from the longer text first. */
    LongInput TRUNCATE = new Truncate(Which.LONGEST_FIRST, Side.RIGHT);

    /** As few sequences as it takes, cut between words. */
    LongInput PARTS = new Parts();

    /** Several sequences, each {@code overlap} tokens into the one before. */
    static LongInput windows(int overlap) {
        return new Windows(overlap);
    }

    /** Drop what does not fit. */
    static LongInput truncate(Which which, Side side) {
        return new Truncate(which, side);
    }

    /** Which text of a pair loses tokens. */
    enum Which {
        /** The longer one, until both are equally long. */
        LONGEST_FIRST,
        /** The first one alone. */
        ONLY_FIRST,
        /** The second one alone. */
        ONLY_SECOND
    }

    /** Where tokens are dropped. */
    enum Side {
        /** At the beginning; the whole text is tokenised. */
        LEFT,
        /** At the end; the dropped text is not tokenised, nor looked at. */
        RIGHT
    }

    /** The text is refused. */
    record Refuse() implements LongInput {}

    /** Tokens are dropped. */
    record Truncate(Which which, Side side) implements LongInput {}

    /**
     * The text becomes as many sequences as it needs, each with its own special tokens. Of a pair the second text is cut,
     * and each window holds the first text whole.
     *
     * @param overlap tokens of the text, special tokens not counted, that each window repeats from the one before
     */
    record Windows(int overlap) implements LongInput {
        public Windows {
            if (overlap < 0) {
                throw new IllegalArgumentException("an overlap of " + overlap + " tokens; it must be 0 or more");
            }
        }
    }

    /**
     * The text becomes as many sequences as it needs, each with its own special tokens, and each as long as fits without
     * cutting a word; a word that alone is longer than a sequence is cut. Of a pair the second text is cut, and each part
     * holds the first text whole.
     */
    record Parts() implements LongInput {}
}
