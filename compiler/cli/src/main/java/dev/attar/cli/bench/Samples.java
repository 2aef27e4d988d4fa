package dev.attar.cli.bench;

import java.util.Arrays;
import java.util.List;

/** Measured values of one thing. */
final class Samples {
    private final double[] sorted;

    Samples(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Samples of(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double median() {
        return quantile(0.5);
    }

    /** Between two values in proportion. */
    double quantile(double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
