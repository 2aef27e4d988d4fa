package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Dense layers: {@code y[t,n] = residual[t,n] + function(bias[n] + sum over k of x[t,k] * w[n,k])}.
 *
 * <p>Numerics: each output is one chain of fused multiply-adds that begins with the bias and goes through k = 0, 1, 2, …
 */
final class LinearLoops {
    private LinearLoops() {}

    static Lowered lower(Value out, Op.Linear op, LoweringContext context) {
        Storage stored = context.productWeights();
        int inputs = op.in().type().last();
        int outputs = op.outputs();
        Buffer x = context.rows("x", op.in());
        Buffer w = new Buffer("w", Space.WEIGHT, stored.element(), List.of(Index.of(inputs), Index.of(1)));
        Buffer bias = Buffer.vector("bias", Space.WEIGHT);
        Buffer y = context.rows("y", out);
        List<Buffer> buffers = new ArrayList<>(List.of(x, w));
        List<Argument> arguments = new ArrayList<>(
                List.of(Lowered.value(op.in()), new Argument.OfWeights(WeightUse.product(op.weights(), stored))));
        boolean biased = !op.biases().isEmpty();
        if (biased) {
            buffers.add(bias);
            arguments.add(new Argument.OfWeights(WeightUse.vector(op.biases())));
        }
        Index t = var("t");
        Index n = var("n");
        Index k = var("k");
        List<Statement> nests = new ArrayList<>();
        Statement product = new Statement.Product(
                new Range("t", context.count(out)),
                new Range("n", Index.of(padded(outputs))),
                new Range("k", Index.of(inputs)),
                biased ? load(bias, n) : real(0),
                load(x, t, k),
                load(w, n, k),
                new Statement.Store(y, List.of(t, n), local(Statement.Product.SUM)));
        nests.add(new Statement.Phase("Tile", biased ? "y = x w^T + bias" : "y = x w^T", product));

        List<String> parts = new ArrayList<>();
        op.function().ifPresent(f -> parts.add(camel(f)));
        if (op.residual().isPresent()) {
            buffers.add(context.rows("r", op.residual().get()));
            arguments.add(Lowered.value(op.residual().get()));
            parts.add("Add");
        }
        buffers.add(y);
        arguments.add(Lowered.value(out));
        if (!parts.isEmpty()) {
            Expr value = load(y, t, n);
            if (op.function().isPresent()) value = Functions.apply(op.function().get(), value);
            if (op.residual().isPresent())
                value = Expr.add(value, load(context.rows("r", op.residual().get()), t, n));
            nests.add(new Statement.Phase(
                    "Finish",
                    finish(op),
                    For.parallel(
                            "t",
                            context.count(out),
                            For.parallel(
                                    "n", Index.of(padded(outputs)), new Statement.Store(y, List.of(t, n), value)))));
        }
        String shape = inputs + "x" + outputs;
        String rows = context.symbol(out);
        String name =
                "linear" + shape + String.join("", parts) + (biased ? "" : "NoBias") + context.suffix(op.in(), out);
        String comment = comment(op, biased, rows, inputs, outputs, stored);
        return new Lowered(new Kernel(name, comment, buffers, List.of(), Statement.block(nests)), arguments);
    }

    private static String comment(Op.Linear op, boolean biased, String rows, int inputs, int outputs, Storage stored) {
        String product = "x w^T" + (biased ? " + bias" : "");
        String function = op.function()
                .map(f -> f.name().toLowerCase(Locale.ROOT) + "(" + product + ")")
                .orElse(product);
        String formula = op.residual().isPresent() ? function + " + r" : function;
        return "y = " + formula + "      x (" + rows + "," + inputs + "), w ("
                + op.weights().stream()
                        .map(Param::type)
                        .map(t -> t.sizes().getFirst().toString())
                        .collect(Collectors.joining("+"))
                + "," + inputs + ")" + (stored.equals(Storage.FP32) ? "" : " in " + stored.symbol())
                + (op.residual().isPresent() ? ", r (" + rows + "," + outputs + ")" : "")
                + " -> y (" + rows
                + "," + outputs + ")";
    }

    private static String finish(Op.Linear op) {
        String value = op.function()
                .map(f -> f.name().toLowerCase(Locale.ROOT) + "(y)")
                .orElse("y");
        return "y = " + value + (op.residual().isPresent() ? " + r" : "");
    }

    static String camel(Activation function) {
        return switch (function) {
            case RELU -> "Relu";
            case GELU -> "Gelu";
            case GELU_TANH -> "GeluTanh";
            case SILU -> "Silu";
            case TANH -> "Tanh";
        };
    }
}
