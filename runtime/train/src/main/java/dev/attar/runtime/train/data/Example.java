package dev.attar.runtime.train.data;

/** One row of training data, as tokens. */
sealed interface Example {
    /** How many tokens of a batch it takes. */
    int tokens();

    /** A sequence and what is to be learned from it. */
    record Sequence(TokenIds input, Target target) implements Example {
        @Override
        public int tokens() {
            return input.length();
        }
    }

    /** Two sequences that belong together. */
    record Pair(TokenIds anchor, TokenIds positive) implements Example {
        @Override
        public int tokens() {
            return anchor.length() + positive.length();
        }
    }

    /** A sequence and its translation. */
    record Translation(TokenIds source, TokenIds target) implements Example {
        @Override
        public int tokens() {
            return source.length() + target.length();
        }
    }

    /** What is to be learned from a sequence. */
    sealed interface Target {
        /** The tokens themselves. */
        record Tokens() implements Target {}

        /** A class for each row: one, or one for each token. */
        record Classes(int[] labels) implements Target {}

        /** A number for each score of each row. */
        record Numbers(float[] values) implements Target {}

        /** The first and the last token of an answer. */
        record Place(int start, int end) implements Target {}
    }
}
