package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * A model uses an operation that the tensor IR and the reference know and that has no loops yet. What is missing is listed here and
 * nowhere else; who writes the loops deletes the line.
 */
public final class NotLoweredYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotLoweredYet(String model, String what) {
        super(
                model + " cannot be compiled yet: there is no code for " + what
                        + "; `attar check` knows its parameters and FLOP",
                null,
                false,
                false);
    }

    /** @throws NotLoweredYet naming the first operation without loops */
    public static void refuse(ModelGraph model) {
        for (Graph graph : model.entryPoints()) refuse(model.name(), graph.steps());
    }

    private static void refuse(String model, List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign(var out, Op op) ->
                    missing(op).ifPresent(what -> {
                        throw new NotLoweredYet(model, what + " (" + out + ")");
                    });
                case Repeat repeat -> refuse(model, repeat.body());
            }
        }
    }

    private static Optional<String> missing(Op op) {
        return switch (op) {
            case Op.Attention attention -> missing(attention);
            case LossOp.CrossEntropy loss when !loss.classWeights().isEmpty() -> Optional.of("weights of classes");
            default -> Optional.empty();
        };
    }

    private static Optional<String> missing(Op.Attention op) {
        if (op.mask() instanceof Mask.Banded) return Optional.of("banded attention");
        return Optional.empty();
    }
}
