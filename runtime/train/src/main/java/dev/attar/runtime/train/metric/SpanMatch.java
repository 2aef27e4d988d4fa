package dev.attar.runtime.train.metric;

import dev.attar.runtime.training.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exact match of answers, and F1 of their tokens, as means over the sequences that have an answer. */
final class SpanMatch extends Counts {
    /** Sums: exact ones, F1, answers. */
    SpanMatch() {
        super(3);
    }

    @Override
    public void add(Predictions predictions) {
        if (predictions instanceof Predictions.Spans(int[] starts, int[] ends, int[] from, int[] to)) {
            for (int s = 0; s < starts.length; s++) {
                if (starts[s] != Labels.IGNORED && ends[s] != Labels.IGNORED) {
                    int common = Math.min(ends[s], to[s]) - Math.max(starts[s], from[s]) + 1;
                    sums[0] += starts[s] == from[s] && ends[s] == to[s] ? 1 : 0;
                    sums[1] += f1(Math.max(common, 0), to[s] - from[s] + 1, ends[s] - starts[s] + 1);
                    sums[2]++;
                }
            }
        }
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("exact_match", quotient(sums[0], sums[2]));
        values.put("span_f1", quotient(sums[1], sums[2]));
        return values;
    }
}
