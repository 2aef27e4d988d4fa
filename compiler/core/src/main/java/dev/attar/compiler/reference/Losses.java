package dev.attar.compiler.reference;

import dev.attar.compiler.model.LossOp;
import java.util.Arrays;
import java.util.List;

/**
 * Losses of rows and the derivatives of their sums. Each method fills in a row's loss, how much it counts, and its gradient;
 * where a row has no label all three stay 0.
 *
 * @param losses (R,2): loss, count
 * @param gradients as the scores
 */
record Losses(double[][] losses, double[][] gradients) {
    private static Losses like(double[][] scores, int rows) {
        double[][] gradients = new double[scores.length][];
        for (int r = 0; r < scores.length; r++) gradients[r] = new double[scores[r].length];
        return new Losses(new double[rows][2], gradients);
    }

    static Losses crossEntropy(double[][] scores, int[] labels, List<Double> classWeights, double smoothing) {
        Losses all = like(scores, scores.length);
        for (int r = 0; r < scores.length; r++) {
            int label = labels[r];
            if (label == LossOp.IGNORED) continue;
            int classes = scores[r].length;
            require(label, classes, r);
            double logSum = Softmaxes.logSum(scores[r]);
            double targets = 0;
            for (int n = 0; n < classes; n++) {
                double weight = classWeights.isEmpty() ? 1 : classWeights.get(n);
                double target = weight * ((n == label ? 1 - smoothing : 0) + smoothing / classes);
                all.losses[r][0] -= target * (scores[r][n] - logSum);
                all.gradients[r][n] = -target;
                targets += target;
            }
            for (int n = 0; n < classes; n++) all.gradients[r][n] += targets * StrictMath.exp(scores[r][n] - logSum);
            all.losses[r][1] = classWeights.isEmpty() ? 1 : classWeights.get(label);
        }
        return all;
    }

    static Losses binaryCrossEntropy(double[][] scores, double[][] targets) {
        Losses all = like(scores, scores.length);
        for (int r = 0; r < scores.length; r++)
            for (int n = 0; n < scores[r].length; n++) {
                double target = targets[r][n];
                if (target == LossOp.IGNORED) continue;
                if (!(0 <= target && target <= 1))
                    throw new IllegalArgumentException("target " + target + " of row " + r + " is not from 0 to 1");
                double score = scores[r][n];
                all.losses[r][0] +=
                        Math.max(score, 0) - score * target + StrictMath.log1p(StrictMath.exp(-Math.abs(score)));
                all.losses[r][1]++;
                all.gradients[r][n] = 1 / (1 + StrictMath.exp(-score)) - target;
            }
        return all;
    }

    static Losses meanSquaredError(double[][] scores, double[][] targets) {
        Losses all = like(scores, scores.length);
        for (int r = 0; r < scores.length; r++)
            for (int n = 0; n < scores[r].length; n++) {
                if (Double.isNaN(targets[r][n])) continue;
                double difference = scores[r][n] - targets[r][n];
                all.losses[r][0] += difference * difference;
                all.losses[r][1]++;
                all.gradients[r][n] = 2 * difference;
            }
        return all;
    }

    static Losses inBatchNegatives(double[][] rows, double scale) {
        if (rows.length % 2 != 0)
            throw new IllegalArgumentException(rows.length + " sequences are no pairs of anchor and positive");
        Losses all = like(rows, rows.length);
        int half = rows.length / 2;
        int width = rows[0].length;
        for (int i = 0; i < half; i++) {
            double[] scores = new double[half];
            for (int j = 0; j < half; j++) scores[j] = scale * Products.dot(rows[i], rows[half + j], 0, width);
            double logSum = Softmaxes.logSum(scores);
            all.losses[i][0] = logSum - scores[i];
            all.losses[i][1] = 1;
            for (int j = 0; j < half; j++) {
                double gradient = scale * (StrictMath.exp(scores[j] - logSum) - (i == j ? 1 : 0));
                for (int c = 0; c < width; c++) {
                    all.gradients[i][c] += gradient * rows[half + j][c];
                    all.gradients[half + j][c] += gradient * rows[i][c];
                }
            }
        }
        return all;
    }

    /** @param labels for column 0 and column 1 of the scores: a place in each sequence */
    static Losses span(double[][] scores, List<int[]> labels, int[] starts) {
        Losses all = like(scores, starts.length - 1);
        for (int column = 0; column < labels.size(); column++)
            for (int s = 0; s + 1 < starts.length; s++) {
                int label = labels.get(column)[s];
                if (label == LossOp.IGNORED) continue;
                int from = starts[s];
                require(label, starts[s + 1] - from, s);
                double[] places = column(scores, column, from, starts[s + 1]);
                double logSum = Softmaxes.logSum(places);
                all.losses[s][0] += logSum - places[label];
                all.losses[s][1]++;
                for (int t = 0; t < places.length; t++)
                    all.gradients[from + t][column] = StrictMath.exp(places[t] - logSum) - (t == label ? 1 : 0);
            }
        return all;
    }

    /** {@code out[t] = labels[t + 1]} within each sequence, and no label for its last token. */
    static int[] nextTokens(int[] labels, int[] starts) {
        int[] out = new int[labels.length];
        for (int s = 0; s + 1 < starts.length; s++)
            for (int t = starts[s]; t < starts[s + 1]; t++)
                out[t] = t + 1 < starts[s + 1] ? labels[t + 1] : LossOp.IGNORED;
        return out;
    }

    private static double[] column(double[][] in, int column, int from, int to) {
        return Arrays.stream(in, from, to).mapToDouble(row -> row[column]).toArray();
    }

    private static void require(int label, int labels, int row) {
        if (label < 0 || label >= labels)
            throw new IllegalArgumentException(
                    "label " + label + " of row " + row + "; there are " + labels + ", and -100 is none");
    }
}
