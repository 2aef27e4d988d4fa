package dev.attar.runtime.train.metric;

import dev.attar.runtime.training.Labels;

/** How often each class was taken for each. */
public final class Confusion {
    private final long[][] counts;

    /** Of so many classes. */
    public Confusion(int classes) {
        counts = new long[classes][classes];
    }

    /** Counts what was said of labelled rows. */
    public void add(Predictions predictions) {
        if (predictions instanceof Predictions.Classes(int[] labels, int[] predicted, var _, var _)) {
            for (int r = 0; r < labels.length; r++) {
                if (labels[r] != Labels.IGNORED) {
                    counts[labels[r]][predicted[r]]++;
                }
            }
        }
    }

    public int classes() {
        return counts.length;
    }

    /** How many rows of one class were taken for the other. */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }
}
