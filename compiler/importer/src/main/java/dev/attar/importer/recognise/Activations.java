package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.term.Op.Apply;
import dev.attar.importer.term.Op.Function;
import dev.attar.importer.term.Term;
import java.util.Optional;

/** Which functions are activations of the language. */
final class Activations {
    private Activations() {}

    /** The activation that makes this term from its argument. */
    static Optional<Activation> of(Term term) {
        return term.op() instanceof Apply(Function function)
                ? Optional.ofNullable(
                        switch (function) {
                            case RELU -> Activation.RELU;
                            case GELU -> Activation.GELU;
                            case GELU_TANH -> Activation.GELU_TANH;
                            case SILU -> Activation.SILU;
                            case TANH -> Activation.TANH;
                            case ERF, SIGMOID -> null;
                        })
                : Optional.empty();
    }
}
