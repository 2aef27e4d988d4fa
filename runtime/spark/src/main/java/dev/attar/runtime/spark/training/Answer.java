package dev.attar.runtime.spark.training;

import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Scores;
import java.io.Serializable;

/** What executors answer. */
sealed interface Answer extends Serializable {
    /** The key of answers that are for the driver; ranges of the gradients have their numbers. */
    int FOR_DRIVER = -1;

    /** Whom it is for. */
    default int key() {
        return FOR_DRIVER;
    }

    /** The replica has missed updates, and needs the whole {@link State}. */
    record Behind() implements Answer {}

    /**
     * The result of a batch.
     *
     * @param number of the batch in its step
     * @param scores row-major
     */
    record Computed(int number, double loss, double count, int rows, int width, float[] scores) implements Answer {
        static Computed of(int number, BatchResult result) {
            Scores scores = result.scores();
            float[] all = new float[scores.rows() * scores.width()];
            float[] row = new float[scores.width()];
            for (int r = 0; r < scores.rows(); r++) {
                scores.read(r, row);
                System.arraycopy(row, 0, all, r * row.length, row.length);
            }
            return new Computed(number, result.loss(), result.count(), scores.rows(), scores.width(), all);
        }

        BatchResult result() {
            return new BatchResult(loss, count, new Received(rows, width, scores));
        }
    }

    /**
     * A range of the gradients of one batch, or of the sum of several.
     *
     * @param number of the batch in its step
     * @param range the number of the range
     */
    record Slice(int number, int range, float[] values) implements Answer {
        @Override
        public int key() {
            return range;
        }
    }

    /** Scores that were sent. */
    record Received(int rows, int width, float[] scores) implements Scores {
        @Override
        public void read(int row, float[] into) {
            System.arraycopy(scores, row * width, into, 0, width);
        }
    }
}
