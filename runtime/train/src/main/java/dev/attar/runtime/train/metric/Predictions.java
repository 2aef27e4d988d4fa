package dev.attar.runtime.train.metric;

import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Scores;
import java.util.Arrays;

/** What a model says of a batch, and what it should have said. */
public sealed interface Predictions {
    /**
     * A class for each row.
     *
     * @param labels the true ones; {@link Labels#IGNORED}: none
     * @param predicted the class with the largest score; of equal ones the first
     * @param ranks how many classes come before the true one by their scores
     * @param sequences the first row of each sequence, then the number of rows
     */
    record Classes(int[] labels, int[] predicted, int[] ranks, int[] sequences) implements Predictions {}

    /**
     * A number for each score.
     *
     * @param width numbers in a row
     */
    record Numbers(float[] targets, float[] scores, int width) implements Predictions {}

    /** The first and last token of an answer for each sequence; where the truth is {@link Labels#IGNORED}, there is none. */
    record Spans(int[] starts, int[] ends, int[] predictedStarts, int[] predictedEnds) implements Predictions {}

    /** Reads the scores, which must not have been overwritten by another call of the model. */
    static Predictions of(Task task, TrainingBatch batch, Scores scores) {
        return switch (batch.labels()) {
            case Labels.Classes(int[] labels) -> classes(task, batch.tokens(), labels, scores);
            case Labels.Numbers(float[] targets) -> numbers(targets, scores);
            case Labels.Spans(int[] starts, int[] ends) -> spans(batch.tokens(), starts, ends, scores);
            case Labels.None() -> pairs(scores);
        };
    }

    private static Classes classes(Task task, Batch tokens, int[] given, Scores scores) {
        int[] sequences = new int[tokens.sequences() + 1];
        boolean ofTokens = task.kind() != Task.Kind.CLASS;
        for (int s = 0; s < tokens.sequences(); s++) {
            sequences[s + 1] = ofTokens ? tokens.start(s) + tokens.length(s) : s + 1;
        }
        int[] labels = task.kind() == Task.Kind.NEXT_TOKEN ? next(given, sequences) : given;
        int[] predicted = new int[labels.length];
        int[] ranks = new int[labels.length];
        float[] row = new float[scores.width()];
        for (int r = 0; r < labels.length; r++) {
            if (labels[r] != Labels.IGNORED) {
                scores.read(r, row);
                predicted[r] = largest(row);
                ranks[r] = rank(row, labels[r]);
            }
        }
        return new Classes(labels, predicted, ranks, sequences);
    }

    private static int[] next(int[] tokens, int[] sequences) {
        int[] next = new int[tokens.length];
        for (int s = 0; s + 1 < sequences.length; s++) {
            for (int t = sequences[s]; t < sequences[s + 1]; t++) {
                next[t] = t + 1 < sequences[s + 1] ? tokens[t + 1] : Labels.IGNORED;
            }
        }
        return next;
    }

    static int largest(float[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }

    private static int rank(float[] row, int label) {
        int before = 0;
        for (int c = 0; c < row.length; c++) {
            before += row[c] > row[label] || row[c] == row[label] && c < label ? 1 : 0;
        }
        return before;
    }

    private static Numbers numbers(float[] targets, Scores scores) {
        float[] all = new float[targets.length];
        float[] row = new float[scores.width()];
        for (int r = 0; r < scores.rows(); r++) {
            scores.read(r, row);
            System.arraycopy(row, 0, all, r * row.length, row.length);
        }
        return new Numbers(targets, all, row.length);
    }

    /** Of all first and last tokens in order, the two with the largest sum of scores. */
    private static Spans spans(Batch tokens, int[] starts, int[] ends, Scores scores) {
        int[] first = new int[starts.length];
        int[] last = new int[starts.length];
        float[] row = new float[2];
        for (int s = 0; s < starts.length; s++) {
            double best = Double.NEGATIVE_INFINITY;
            int bestStart = 0;
            float startScore = Float.NEGATIVE_INFINITY;
            for (int t = 0; t < tokens.length(s); t++) {
                scores.read(tokens.start(s) + t, row);
                if (row[0] > startScore) {
                    startScore = row[0];
                    bestStart = t;
                }
                double sum = (double) startScore + row[1];
                if (sum > best) {
                    best = sum;
                    first[s] = bestStart;
                    last[s] = t;
                }
            }
        }
        return new Spans(starts, ends, first, last);
    }

    /** Which positive has the largest product with each anchor. */
    private static Classes pairs(Scores scores) {
        int half = scores.rows() / 2;
        float[][] rows = new float[scores.rows()][scores.width()];
        for (int r = 0; r < rows.length; r++) {
            scores.read(r, rows[r]);
        }
        int[] labels = new int[half];
        int[] predicted = new int[half];
        int[] ranks = new int[half];
        float[] products = new float[half];
        for (int a = 0; a < half; a++) {
            for (int p = 0; p < half; p++) {
                products[p] = product(rows[a], rows[half + p]);
            }
            labels[a] = a;
            predicted[a] = largest(products);
            ranks[a] = rank(products, a);
        }
        int[] sequences = new int[half + 1];
        Arrays.setAll(sequences, i -> i);
        return new Classes(labels, predicted, ranks, sequences);
    }

    private static float product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return (float) sum;
    }
}
