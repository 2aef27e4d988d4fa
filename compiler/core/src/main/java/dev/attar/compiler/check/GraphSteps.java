package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.NormKind;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The steps of a graph in the making, and what every part of a model is built from. */
final class GraphSteps {
    private List<Step> steps = new ArrayList<>();

    List<Step> taken() {
        return List.copyOf(steps);
    }

    Value add(String name, Op op) {
        Assign assign = Assign.of(name, op);
        steps.add(assign);
        return assign.out();
    }

    /**
     * Equal layers, one after another.
     *
     * @param name of the value that the first layer reads, before {@code in}, and of the result, before {@code out}
     * @param body one round of them: what it makes of its input
     */
    Value repeat(Repeat.Layers layers, Value in, String entering, String result, UnaryOperator<Value> body) {
        List<Step> outside = steps;
        steps = new ArrayList<>();
        Value first = new Value(entering, in.type());
        Value leaving = body.apply(first);
        Value out = new Value(result, in.type());
        outside.add(new Repeat(layers, List.of(new Repeat.Carried(in, first, leaving, out)), steps));
        steps = outside;
        return out;
    }

    /** A matrix, and where there is one, a bias. */
    Value dense(String value, String param, Value in, int outputs, boolean bias) {
        Op.MatMul product =
                new Op.MatMul(in, Param.of(param + ".weight", outputs, in.type().last()));
        if (!bias) {
            return add(value, product);
        }
        return add(value, new Op.AddBias(add(value + ".product", product), Param.of(param + ".bias", outputs)));
    }

    Value norm(String value, String param, Value in, Optional<Norm> norm) {
        return norm.map(given -> norm(value, param, in, in.type().last(), given))
                .orElse(in);
    }

    /** Of each run of {@code width} channels. */
    Value norm(String value, String param, Value in, int width, Norm norm) {
        Optional<Param> gamma = norm.scale() ? Optional.of(Param.of(param + ".weight", width)) : Optional.empty();
        if (norm.bias()) {
            return add(
                    value, new Op.LayerNorm(in, gamma.orElseThrow(), Param.of(param + ".bias", width), norm.epsilon()));
        }
        return add(
                value,
                norm.kind() == NormKind.RMS
                        ? new NormOp.RmsNorm(in, width, gamma, norm.epsilon())
                        : new NormOp.CenteredNorm(in, width, gamma, norm.epsilon()));
    }

    Value activate(String value, Value in, ModelSpec.Activation function) {
        return add(value, new Op.Activate(in, activation(function)));
    }

    private static Activation activation(ModelSpec.Activation written) {
        return switch (written) {
            case RELU -> Activation.RELU;
            case GELU -> Activation.GELU;
            case GELU_TANH -> Activation.GELU_TANH;
            case SILU -> Activation.SILU;
            case TANH -> Activation.TANH;
        };
    }
}
