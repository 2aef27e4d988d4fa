package dev.attar.runtime.train;

import dev.attar.runtime.train.metric.Confusion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param steps that are done
 * @param tokens that were trained on
 * @param end why it ended
 * @param best the evaluation whose weights were the best; empty: nothing was evaluated
 * @param weights the weight file; empty when the run was stopped before its end
 * @param epochs all that ended, in order; after resuming also the earlier ones
 */
public record TrainingResult(
        long steps,
        long tokens,
        End end,
        Optional<EvaluationReport> best,
        Optional<Path> weights,
        Optional<Confusion> confusion,
        List<EpochReport> epochs) {
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** Why a run ended. */
    public enum End {
        /** All steps are done. */
        DONE,
        /** The metric that was watched got no better. */
        EARLY,
        /** Somebody asked for it; a checkpoint was written. */
        STOPPED
    }
}
