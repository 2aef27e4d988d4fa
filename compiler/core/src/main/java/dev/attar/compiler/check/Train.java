package dev.attar.compiler.check;

import java.util.List;

/** What a spec says about training; where it says nothing, {@code attar train} has defaults. */
public record Train(Optimizer optimizer, Loss loss, List<Metric> metrics, int epochs) {
    public Train {
        ModelSpec.demand(epochs >= 1 && epochs <= Limits.MAX_EPOCHS, "epochs", epochs);
        metrics = List.copyOf(metrics);
    }

    /** Which optimizer, and its rate. */
    public record Optimizer(OptimizerKind kind, double rate) {
        public Optimizer {
            ModelSpec.demand(DecimalRange.RATE.contains(rate), "rate", rate);
        }
    }

    public enum OptimizerKind {
        SGD,
        ADAM,
        ADAMW
    }

    public enum Loss {
        SPARSE_CATEGORICAL_CROSSENTROPY,
        MEAN_SQUARED_ERROR
    }

    public enum Metric {
        ACCURACY
    }
}
