package dev.attar.runtime.train.metric;

import java.util.Map;

/** Counts what a metric needs, batch by batch. */
interface Tally {
    void add(Predictions predictions);

    /** The metric's numbers by their names; NaN where nothing was counted. */
    Map<String, Double> values();

    /** All that was counted, to go on with later. */
    double[] state();

    /** Goes on with what was counted. */
    void restore(double[] state);
}
