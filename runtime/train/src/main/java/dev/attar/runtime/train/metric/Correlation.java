package dev.attar.runtime.train.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well numbers go together with their targets: Pearson's correlation, or Spearman's, which is Pearson's of their ranks;
 * equal numbers share the mean of their ranks.
 */
final class Correlation implements Tally {
    private final String name;
    private final boolean ranks;
    private double[] pairs = new double[64];
    private int size;

    Correlation(String name, boolean ranks) {
        this.name = name;
        this.ranks = ranks;
    }

    @Override
    public void add(Predictions predictions) {
        if (predictions instanceof Predictions.Numbers(float[] targets, float[] scores, var _)) {
            for (int i = 0; i < targets.length; i++) {
                if (!Float.isNaN(targets[i])) {
                    if (size + 2 > pairs.length) {
                        pairs = Arrays.copyOf(pairs, 2 * pairs.length);
                    }
                    pairs[size++] = targets[i];
                    pairs[size++] = scores[i];
                }
            }
        }
    }

    @Override
    public Map<String, Double> values() {
        double[] targets =
                IntStream.range(0, size / 2).mapToDouble(i -> pairs[2 * i]).toArray();
        double[] scores =
                IntStream.range(0, size / 2).mapToDouble(i -> pairs[2 * i + 1]).toArray();
        return Map.of(name, ranks ? pearson(ranks(targets), ranks(scores)) : pearson(targets, scores));
    }

    private static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(Double.NaN);
        double meanB = Arrays.stream(b).average().orElse(Double.NaN);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            for (to = from + 1; to < order.length && values[order[to]] == values[order[from]]; ) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    @Override
    public double[] state() {
        return Arrays.copyOf(pairs, size);
    }

    @Override
    public void restore(double[] state) {
        pairs = Arrays.copyOf(state, Math.max(64, state.length));
        size = state.length;
    }
}
