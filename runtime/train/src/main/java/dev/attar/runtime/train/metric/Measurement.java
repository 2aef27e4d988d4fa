package dev.attar.runtime.train.metric;

import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.training.BatchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss and the metrics of many batches together. */
public final class Measurement {
    private final Task task;
    private final List<Metric> metrics;
    private final List<Tally> tallies = new ArrayList<>();
    private double loss;
    private double count;

    /** Of these metrics, which must fit the task. */
    public Measurement(Task task, List<Metric> metrics) {
        this.task = task;
        this.metrics = List.copyOf(metrics);
        for (Metric metric : metrics) {
            if (!metric.fits(task)) {
                throw new IllegalArgumentException(
                        metric.text() + " cannot be measured of " + task.kind() + " with " + task.width() + " scores");
            }
            Tally tally = metric.tally(task);
            if (tally != null) {
                tallies.add(tally);
            }
        }
    }

    /** Adds what the model made of a batch, whose scores can still be read. */
    public Predictions add(TrainingBatch batch, BatchResult result) {
        loss += result.loss();
        count += result.count();
        Predictions predictions = tallies.isEmpty() ? null : Predictions.of(task, batch, result.scores());
        tallies.forEach(tally -> tally.add(predictions));
        return predictions;
    }

    /** Whether nothing was labelled. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** {@code loss}, the mean, and each metric by its name, in a fixed order; NaN where nothing is labelled. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        double mean = Counts.quotient(loss, count);
        values.put("loss", mean);
        tallies.forEach(tally -> values.putAll(tally.values()));
        if (metrics.contains(Metric.PERPLEXITY)) {
            values.put(Metric.PERPLEXITY.text(), Math.exp(mean));
        }
        return values;
    }

    /** All that was counted, to go on with later. */
    public List<double[]> state() {
        List<double[]> state = new ArrayList<>();
        state.add(new double[] {loss, count});
        tallies.forEach(tally -> state.add(tally.state()));
        return state;
    }

    /** Goes on with what was counted by a measurement of the same metrics. */
    public void restore(List<double[]> state) {
        loss = state.getFirst()[0];
        count = state.getFirst()[1];
        for (int i = 0; i < tallies.size(); i++) {
            tallies.get(i).restore(state.get(i + 1));
        }
    }
}
