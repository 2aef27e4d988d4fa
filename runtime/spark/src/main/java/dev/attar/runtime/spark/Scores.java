package dev.attar.runtime.spark;

import java.util.List;

/** What the scores of one row of classes mean; each way gives the same bits on every machine. */
enum Scores {
    /** Exactly one class holds. */
    SOFTMAX {
        @Override
        double[] of(float[] row) {
            double most = row[best(row)];
            double[] shares = new double[row.length];
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                shares[i] = StrictMath.exp(row[i] - most);
                sum += shares[i];
            }
            for (int i = 0; i < row.length; i++) {
                shares[i] /= sum;
            }
            return shares;
        }
    },
    /** Each class holds or not, whatever the others. */
    SIGMOID {
        @Override
        double[] of(float[] row) {
            double[] shares = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                shares[i] = 1 / (1 + StrictMath.exp(-row[i]));
            }
            return shares;
        }
    },
    /** Scores as the model gives them. */
    NONE {
        @Override
        double[] of(float[] row) {
            double[] wide = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                wide[i] = row[i];
            }
            return wide;
        }
    };

    /** Probabilities, or what else the scores are. */
    abstract double[] of(float[] row);

    /** The class with the highest score; of equal ones the first. */
    static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The name of a class; its number where the model has no names. */
    static String label(List<String> labels, int number) {
        return labels.isEmpty() ? Integer.toString(number) : labels.get(number);
    }
}
