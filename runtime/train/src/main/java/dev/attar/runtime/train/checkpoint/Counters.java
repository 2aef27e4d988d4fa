package dev.attar.runtime.train.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run is, between two optimizer steps.
 *
 * @param step optimizer steps that are done, those among them that were skipped
 * @param updates steps that changed the parameters
 * @param epoch from 0
 * @param batch batches of the epoch that are done
 * @param tokens that were trained on so far
 * @param measured the sums of the epoch's loss and metrics
 * @param best the best evaluation so far
 * @param sinceBest evaluations since then
 * @param settings what the bits of the run depend on, by name
 */
public record Counters(
        long step,
        long updates,
        int epoch,
        int batch,
        long tokens,
        List<double[]> measured,
        Optional<Best> best,
        int sinceBest,
        Map<String, String> settings) {
    public Counters {
        measured = List.copyOf(measured);
        settings = Map.copyOf(settings);
    }

    /** The best evaluation: after which step, and its value. */
    public record Best(long step, double value) {}
}
