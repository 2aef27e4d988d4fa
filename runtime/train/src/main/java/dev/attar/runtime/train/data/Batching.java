package dev.attar.runtime.train.data;

/**
 * How examples are put into batches.
 *
 * @param sequences the most examples of a batch; 0: no limit
 * @param tokens the most tokens of a batch, of at least one example; 0: no limit
 * @param shuffled in another order in each epoch, which the seed decides; otherwise in the order of the file
 */
public record Batching(int sequences, int tokens, boolean shuffled) {
    public Batching {
        if (sequences < 0 || tokens < 0 || sequences == 0 && tokens == 0) {
            throw new IllegalArgumentException("batches of " + sequences + " sequences and " + tokens + " tokens");
        }
    }

    /** Batches of so many examples, shuffled. */
    public static Batching ofSequences(int sequences) {
        return new Batching(sequences, 0, true);
    }

    /** Batches of so many tokens, shuffled. */
    public static Batching ofTokens(int tokens) {
        return new Batching(0, tokens, true);
    }

    /** In the order of the file. */
    public Batching inGivenOrder() {
        return new Batching(sequences, tokens, false);
    }
}
