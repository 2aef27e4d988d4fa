package dev.attar.runtime.train.metric;

import dev.attar.runtime.training.Labels;
import java.util.Map;

/** The share of labelled rows whose true class is among the {@code k} with the largest scores. */
final class Accuracy extends Counts {
    private final String name;
    private final int k;

    Accuracy(String name, int k) {
        super(2);
        this.name = name;
        this.k = k;
    }

    @Override
    public void add(Predictions predictions) {
        if (predictions instanceof Predictions.Classes(int[] labels, var _, int[] ranks, var _)) {
            for (int r = 0; r < labels.length; r++) {
                if (labels[r] != Labels.IGNORED) {
                    sums[0] += ranks[r] < k ? 1 : 0;
                    sums[1]++;
                }
            }
        }
    }

    @Override
    public Map<String, Double> values() {
        return Map.of(name, quotient(sums[0], sums[1]));
    }
}
