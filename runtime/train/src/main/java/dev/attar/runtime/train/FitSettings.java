package dev.attar.runtime.train;

import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.data.Masking;
import dev.attar.runtime.train.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a model is trained. {@link #defaults()} with the changes that are wanted.
 *
 * @param epochs how often the data is gone through; ignored where {@code steps} is above 0
 * @param steps how many optimizer steps are made, whatever epochs that are; 0: as many as the epochs have
 * @param accumulate batches for one optimizer step
 * @param seed of order, masks and dropout
 * @param metrics measured besides the loss; empty: those that are usual for the task
 * @param evaluateEvery after how many steps the validation data is looked at; 0: after each epoch
 * @param checkpointEvery after how many steps a checkpoint is written; 0: after each epoch
 * @param keep how many checkpoints are kept besides the best
 * @param monitor which number says what is best
 * @param patience after how many evaluations without a better one training ends; 0: never
 * @param keepBest whether the weights at the end are the best ones, and not the last
 * @param skipNotFinite whether a step is left out when a loss or gradient is not finite; otherwise training ends
 * @param masking how tokens are hidden, for the task that needs it
 * @param tensorBoard whether event files for TensorBoard are written
 */
public record FitSettings(
        int epochs,
        long steps,
        Batching batching,
        int accumulate,
        long seed,
        Schedule schedule,
        List<Metric> metrics,
        long evaluateEvery,
        long checkpointEvery,
        int keep,
        Monitor monitor,
        int patience,
        boolean keepBest,
        boolean skipNotFinite,
        Optional<Masking> masking,
        boolean tensorBoard) {
    public FitSettings {
        metrics = List.copyOf(metrics);
        require(steps >= 0 && (steps > 0 || epochs > 0), "no steps and no epochs");
        require(accumulate > 0, "batches for a step: " + accumulate);
        require(
                evaluateEvery >= 0 && checkpointEvery >= 0,
                "evaluation or checkpoints after a negative number of steps");
        require(keep > 0, "checkpoints kept: " + keep);
        require(patience >= 0, "a patience of " + patience);
    }

    /** One epoch of 32 shuffled sequences a batch, at a constant rate of 1e-3. */
    public static FitSettings defaults() {
        return new FitSettings(
                1,
                0,
                Batching.ofSequences(32),
                1,
                1,
                Schedule.constant(1e-3),
                List.of(),
                0,
                0,
                2,
                Monitor.LOSS,
                0,
                false,
                false,
                Optional.empty(),
                false);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** What the bits of a run depend on, by name: a run can be resumed with the same ones only. */
    Map<String, String> fingerprint() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("length", steps > 0 ? steps + " steps" : epochs + " epochs");
        settings.put(
                "batches",
                batching.sequences() + " sequences, " + batching.tokens() + " tokens, "
                        + (batching.shuffled() ? "shuffled" : "in the given order"));
        settings.put("accumulate", Integer.toString(accumulate));
        settings.put("seed", Long.toString(seed));
        settings.put(
                "schedule",
                schedule.kind().name().toLowerCase(Locale.ROOT) + ", rate " + schedule.rate() + ", warm-up "
                        + schedule.warmUp());
        settings.put("metrics", metrics.stream().map(Metric::text).toList().toString());
        settings.put("evaluate", evaluateEvery + " steps");
        settings.put("monitor", monitor.name() + ", patience " + patience);
        settings.put("not finite", skipNotFinite ? "skip" : "stop");
        masking.ifPresent(m -> settings.put("masking", m.share() + " by " + m.mask()));
        return settings;
    }
}
