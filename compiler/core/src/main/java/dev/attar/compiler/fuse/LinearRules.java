package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/** Laws that gather everything around a matrix product. */
final class LinearRules {
    private LinearRules() {}

    static final Rule PRODUCT = new Rule(
            "linear.product",
            "matmul(x, w) = linear(x, w)",
            (op, _) -> op instanceof Op.MatMul(Value in, Param weight)
                    ? Optional.of(new Op.Linear(in, List.of(weight), List.of(), Optional.empty(), Optional.empty()))
                    : Optional.empty());

    static final Rule BIAS = new Rule(
            "linear.bias",
            "linear(x, w) + b = linear(x, w, b)",
            (op, producers) -> op instanceof Op.AddBias(Value in, Param bias)
                            && producers.onlyFor(in).orElse(null) instanceof Op.Linear l
                            && l.weights().size() == 1
                            && l.biases().isEmpty()
                            && l.function().isEmpty()
                            && l.residual().isEmpty()
                    ? Optional.of(new Op.Linear(l.in(), l.weights(), List.of(bias), Optional.empty(), Optional.empty()))
                    : Optional.empty());

    static final Rule FUNCTION = new Rule(
            "linear.function",
            "f(linear(x, w, b)) = linear(x, w, b, f)",
            (op, producers) -> op instanceof Op.Activate(Value in, Activation function)
                            && producers.onlyFor(in).orElse(null) instanceof Op.Linear l
                            && l.function().isEmpty()
                            && l.residual().isEmpty()
                    ? Optional.of(
                            new Op.Linear(l.in(), l.weights(), l.biases(), Optional.of(function), Optional.empty()))
                    : Optional.empty());

    static final Rule RESIDUAL = new Rule(
            "linear.residual",
            "linear(x, w, b, f) + r = linear(x, w, b, f, r), and r + linear the same",
            (op, producers) -> {
                if (!(op instanceof Op.Add(Value left, Value right)) || left.equals(right)) return Optional.empty();
                return residual(left, right, producers).or(() -> residual(right, left, producers));
            });

    private static Optional<Op> residual(Value linear, Value residual, Producers producers) {
        return producers.onlyFor(linear).orElse(null) instanceof Op.Linear l
                        && l.residual().isEmpty()
                ? Optional.of(new Op.Linear(l.in(), l.weights(), l.biases(), l.function(), Optional.of(residual)))
                : Optional.empty();
    }
}
