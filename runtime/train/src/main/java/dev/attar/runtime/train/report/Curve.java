package dev.attar.runtime.train.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a chart.
 *
 * @param steps where its points are
 * @param values what they are; as many
 */
record Curve(String name, List<Double> steps, List<Double> values) {
    private static final int MOST_POINTS = 400;

    Curve(String name) {
        this(name, new ArrayList<>(), new ArrayList<>());
    }

    /** Adds a point; one that is not finite is left out. */
    void add(double step, double value) {
        if (Double.isFinite(value)) {
            steps.add(step);
            values.add(value);
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** As many points as can be seen: means of neighbours. */
    Curve thinned() {
        if (steps.size() <= MOST_POINTS) {
            return this;
        }
        Curve thin = new Curve(name);
        int size = Math.ceilDiv(steps.size(), MOST_POINTS);
        for (int from = 0; from < steps.size(); from += size) {
            int to = Math.min(steps.size(), from + size);
            thin.add(mean(steps.subList(from, to)), mean(values.subList(from, to)));
        }
        return thin;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
