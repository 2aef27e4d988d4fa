package dev.attar.compiler.gradient;

import dev.attar.compiler.check.Train;
import dev.attar.compiler.model.UpdateOp.AdamForm;

/** How gradients become steps. The rate is given with each call of {@code update}. */
public sealed interface Optimizer {
    /**
     * Gradient descent: {@code m = momentum m + g}, {@code p = p - rate m}; Nesterov: {@code p = p - rate (g + momentum m)}.
     *
     * @param momentum 0: none, and no moments are kept
     * @param decay of the L2 penalty that is added to the gradient
     */
    record Sgd(double momentum, boolean nesterov, double decay) implements Optimizer {
        public Sgd {
            require(0 <= momentum && momentum < 1, "a momentum of " + momentum);
            require(!nesterov || momentum > 0, "Nesterov without momentum");
            require(decay >= 0, "a decay of " + decay);
        }

        public static Sgd plain() {
            return new Sgd(0, false, 0);
        }
    }

    /**
     * Adam.
     *
     * @param decay 0: none
     * @param decoupled the decay shrinks the parameter itself (AdamW); otherwise it is an L2 penalty in the gradient
     * @param form where epsilon is added
     */
    record Adam(double beta1, double beta2, double epsilon, double decay, boolean decoupled, AdamForm form)
            implements Optimizer {
        public Adam {
            require(0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1, "betas of " + beta1 + " and " + beta2);
            require(epsilon > 0, "an epsilon of " + epsilon);
            require(decay >= 0, "a decay of " + decay);
        }

        /** Adam of Kingma and Ba 2015, with their epsilon of 1e-8. */
        public static Adam paper() {
            return new Adam(0.9, 0.999, 1e-8, 0, false, AdamForm.PAPER);
        }

        /** Adam of Keras: epsilon 1e-7, added after the bias correction is folded into the rate. */
        public static Adam keras() {
            return new Adam(0.9, 0.999, 1e-7, 0, false, AdamForm.FOLDED);
        }

        /** AdamW with this decay. */
        public static Adam decoupled(double decay) {
            return new Adam(0.9, 0.999, 1e-8, decay, true, AdamForm.PAPER);
        }
    }

    /** What a spec says, with what is usual where it says nothing. */
    static Optimizer of(Train.Optimizer said) {
        if (said.kind() == Train.OptimizerKind.SGD)
            return new Sgd(
                    said.momentum().orElse(0.0), said.nesterov(), said.decay().orElse(0.0));
        Adam usual = said.kind() == Train.OptimizerKind.ADAM ? Adam.paper() : Adam.decoupled(0.01);
        return new Adam(
                said.beta1().orElse(usual.beta1()),
                said.beta2().orElse(usual.beta2()),
                said.epsilon().orElse(usual.epsilon()),
                said.decay().orElse(usual.decay()),
                usual.decoupled(),
                usual.form());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException("an optimizer cannot have " + otherwise);
    }
}
