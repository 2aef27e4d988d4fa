package dev.attar.compiler.model;

/** One dimension of a tensor: known when compiling, or one of those that a ragged batch brings. */
public sealed interface Dimension {
    /** Known when compiling. */
    record Constant(int size) implements Dimension {
        public Constant {
            if (size < 1) throw new IllegalArgumentException("a dimension is at least 1, not " + size);
        }

        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    /** Known when a batch arrives. */
    enum Ragged implements Dimension {
        /** T: all tokens of the batch, one sequence after another, no padding. */
        TOKENS("T"),
        /** B: the sequences of the batch. */
        SEQUENCES("B"),
        /** R: all tokens of the sources in the batch, one for each sequence; a translator reads them. */
        SOURCE_TOKENS("R"),
        /** K: what is kept of each sequence, earlier calls' tokens and this one's; a decoder that goes on step by step reads it. */
        KEPT("K"),
        /** KS: what is kept of the source of each sequence. */
        KEPT_SOURCE("KS");

        private final String symbol;

        Ragged(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public String toString() {
            return symbol;
        }
    }
}
