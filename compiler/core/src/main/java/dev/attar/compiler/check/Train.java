package dev.attar.compiler.check;

import java.util.List;
import java.util.Optional;

/**
 * What a spec says about training; where it says nothing, {@code attar train} has defaults.
 *
 * @param clip the largest global norm of the gradients; empty: none
 * @param frozen what does not learn
 * @param adapters low-rank matrices that learn instead of those of the model
 */
public record Train(
        Optimizer optimizer,
        Loss loss,
        List<Metric> metrics,
        int epochs,
        Schedule schedule,
        Optional<Double> clip,
        List<Frozen> frozen,
        Optional<LowRank> adapters) {
    public Train {
        ModelSpec.demand(epochs >= 1 && epochs <= Limits.MAX_EPOCHS, "epochs", epochs);
        clip.ifPresent(norm -> ModelSpec.demand(DecimalRange.SCALE.contains(norm), "clip", norm));
        metrics = List.copyOf(metrics);
        frozen = List.copyOf(frozen);
    }

    /** At a constant rate; everything learns. */
    public Train(Optimizer optimizer, Loss loss, List<Metric> metrics, int epochs) {
        this(optimizer, loss, metrics, epochs, Schedule.CONSTANT, Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * Which optimizer, its rate, and what else is not as usual.
     *
     * @param decay empty: 0.01 of adamw, else 0
     * @param momentum of sgd; empty: 0
     * @param beta1 of adam; empty: 0.9
     * @param beta2 of adam; empty: 0.999
     * @param epsilon of adam; empty: 1e-8
     */
    public record Optimizer(
            OptimizerKind kind,
            double rate,
            Optional<Double> decay,
            Optional<Double> momentum,
            boolean nesterov,
            Optional<Double> beta1,
            Optional<Double> beta2,
            Optional<Double> epsilon) {
        public Optimizer {
            ModelSpec.demand(DecimalRange.RATE.contains(rate), "rate", rate);
            decay.ifPresent(x -> ModelSpec.demand(DecimalRange.DECAY.contains(x), "decay", x));
            momentum.ifPresent(x -> ModelSpec.demand(DecimalRange.PROBABILITY.contains(x), "momentum", x));
            beta1.ifPresent(x -> ModelSpec.demand(DecimalRange.PROBABILITY.contains(x), "beta1", x));
            beta2.ifPresent(x -> ModelSpec.demand(DecimalRange.PROBABILITY.contains(x), "beta2", x));
            epsilon.ifPresent(x -> ModelSpec.demand(DecimalRange.EPSILON.contains(x), "epsilon", x));
        }

        /** All else as usual. */
        public Optimizer(OptimizerKind kind, double rate) {
            this(
                    kind,
                    rate,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    public enum OptimizerKind {
        SGD,
        ADAM,
        ADAMW
    }

    /**
     * The learning rate from step to step.
     *
     * @param warmUp steps over which it rises from 0
     */
    public record Schedule(ScheduleKind kind, int warmUp) {
        public static final Schedule CONSTANT = new Schedule(ScheduleKind.CONSTANT, 0);
    }

    public enum ScheduleKind {
        CONSTANT,
        LINEAR,
        COSINE,
        INVERSE_SQRT
    }

    public enum Loss {
        SPARSE_CATEGORICAL_CROSSENTROPY,
        MEAN_SQUARED_ERROR
    }

    public enum Metric {
        ACCURACY
    }
}
