package dev.attar.compiler.model;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A graph as text, one operation a line: {@code name (shape) = op operands}. For people and for goldens. */
public final class GraphPrinter {
    private final StringBuilder text = new StringBuilder();

    private GraphPrinter() {}

    public static String print(ModelGraph model) {
        GraphPrinter printer = new GraphPrinter();
        printer.line(
                0,
                "model %s   vocabulary %d, context %d, segments %d",
                model.name(),
                model.limits().vocabulary(),
                model.limits().context(),
                model.limits().segments());
        model.source()
                .ifPresent(source -> printer.line(
                        0,
                        "source vocabulary %d, context %d, segments %d",
                        source.vocabulary(),
                        source.context(),
                        source.segments()));
        for (Graph graph : model.entryPoints()) printer.graph(graph);
        return printer.text.toString();
    }

    private void graph(Graph graph) {
        line(0, "");
        line(0, "entry %s(%s)", graph.name(), typed(graph.inputs()));
        steps(graph.steps(), 1);
        for (Graph.Output output : graph.outputs())
            line(1, "output %s = %s", output.name(), output.value().name());
    }

    private void steps(List<Step> steps, int depth) {
        for (Step step : steps) {
            switch (step) {
                case Assign(Value out, Op op) -> line(depth, "%s %s = %s", out.name(), out.type(), operation(op));
                case Repeat(Repeat.Layers layers, List<Repeat.Carried> carried, List<Step> body) -> {
                    String handed = carried.stream()
                            .map(c -> c.entering() + " from " + c.initial())
                            .collect(Collectors.joining(", "));
                    line(
                            depth,
                            "repeat * = %d, %d, … (%d layers)%s",
                            layers.first(),
                            layers.first() + layers.step(),
                            layers.count(),
                            handed.isEmpty() ? "" : " with " + handed);
                    steps(body, depth + 1);
                    for (Repeat.Carried c : carried)
                        line(depth + 1, "next %s = %s, at last %s", c.entering(), c.leaving(), c.result());
                }
            }
        }
    }

    /** The operation with its operands, as the printer writes it. */
    static String operation(Op op) {
        return switch (op) {
            case Op.Positions(int offset, var rows, var places) ->
                "positions offset " + offset + (rows == Ragged.TOKENS ? "" : " of " + rows)
                        + places.map(p -> " from " + p).orElse("");
            case Op.Embed(Value indices, Param table) -> "embed " + indices + " in " + table + " " + table.type();
            case Op.MatMul(Value in, Param weight) -> "matmul " + in + ", " + weight + " " + weight.type();
            case Op.AddBias(Value in, Param bias) -> "bias " + in + ", " + bias;
            case Op.Add(Value left, Value right) -> "add " + left + ", " + right;
            case Op.LayerNorm(Value in, Param gamma, Param beta, double epsilon) ->
                "norm " + in + ", " + gamma + ", " + beta + ", epsilon " + epsilon;
            case Op.Activate(Value in, Activation function) -> name(function) + " " + in;
            case Op.Attention attention -> attention(attention);
            case Op.PoolTokens(Value in, List<Pool> pools) ->
                "pool " + pools.stream().map(GraphPrinter::name).collect(Collectors.joining(", ")) + " " + in;
            case Op.Normalize(Value in) -> "normalize l2 " + in;
            case Op.Softmax(Value in) -> "softmax " + in;
            case Op.Linear linear -> linear(linear);
            case Op.Columns(Value in, int from, int width) ->
                "columns " + from + " to " + (from + width - 1) + " of " + in;
            case Op.Copy(Value in) -> "copy " + in;
            case Op.EmbedSum(Ragged _, List<Op.EmbedSum.Lookup> lookups) ->
                "embed " + lookups.stream().map(GraphPrinter::lookup).collect(Collectors.joining(" + "));
            case DisentangledAttention attention ->
                "disentangled " + attention(attention.plain())
                        + attention
                                .positionKeys()
                                .map(a -> ", position keys " + buckets(a))
                                .orElse("")
                        + attention
                                .positionQueries()
                                .map(b -> ", position queries " + buckets(b))
                                .orElse("");
            case GlobalOp.Local local -> global(local) + ", band " + local.band();
            case GlobalOp.Everywhere all -> global(all) + ", all other rows of " + all.local();
            case NormOp.RmsNorm norm -> "rms norm " + norm(norm);
            case NormOp.CenteredNorm norm -> "centered norm " + norm(norm);
            case ElementwiseOp.Multiply(Value left, Value right) -> "multiply " + left + ", " + right;
            case ElementwiseOp.Scale(Value in, double factor) -> "scale " + in + " by " + factor;
            case Rotary(Value in, Value positions, int headWidth, Rotation rotation) ->
                "rotary " + in + " by " + positions + ", head width " + headWidth + rotation(rotation);
            case CacheOp.Keep(Value in, Value slots, CacheOp.Cache cache) ->
                "keep " + in + " at " + slots + " of " + cache.name();
            case CacheOp.Recall(CacheOp.Cache cache, Value kept, var after) ->
                "recall " + kept + " of " + cache.name()
                        + after.map(v -> ", after " + v).orElse("");
            case GradientOp gradient -> TrainingPrinter.operation(gradient);
            case LossOp loss -> TrainingPrinter.operation(loss);
            case DropoutOp dropout -> TrainingPrinter.operation(dropout);
            case UpdateOp update -> TrainingPrinter.operation(update);
        };
    }

    private static String attention(Op.Attention op) {
        String mask = switch (op.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> ", causal";
            case Mask.Banded(int width, boolean causal) -> ", band " + width + (causal ? ", causal" : "");
        };
        String bias = switch (op.bias()) {
            case ScoreBias.None() -> "";
            case ScoreBias.Alibi() -> ", alibi";
            case ScoreBias.Relative(Param table, int distance, boolean bothWays) ->
                ", relative " + table + " " + table.type() + " up to " + distance + (bothWays ? " both ways" : "");
        };
        return "attention query " + op.query() + ", key " + op.key() + ", value " + op.value() + ", heads " + op.heads()
                + (op.groups() == op.heads() ? "" : ", groups " + op.groups())
                + (op.scale() == Op.Attention.usualScale(op.query(), op.heads()) ? "" : ", scale " + op.scale())
                + mask
                + bias;
    }

    private static String buckets(PositionBuckets rule) {
        return rule.table() + " " + rule.table().type() + (rule.distance() == 0 ? "" : " up to " + rule.distance());
    }

    private static String global(GlobalOp op) {
        return "attention query " + op.query() + ", key " + op.key() + ", value " + op.value() + ", heads " + op.heads()
                + (op.groups() == op.heads() ? "" : ", groups " + op.groups())
                + (op.scale() == Op.Attention.usualScale(op.query(), op.heads()) ? "" : ", scale " + op.scale())
                + (op instanceof GlobalOp.Local ? ", also the first " : ", only of the first ") + op.first();
    }

    private static String norm(NormOp op) {
        return op.in() + op.gamma().map(g -> ", " + g).orElse("") + ", epsilon " + op.epsilon()
                + (op.width() == op.in().type().last() ? "" : ", in runs of " + op.width());
    }

    private static String rotation(Rotation rotation) {
        String scaling = switch (rotation.scaling()) {
            case Rotation.Scaling.None() -> "";
            case Rotation.Scaling.Linear(double factor) -> ", linear factor " + factor;
            case Rotation.Scaling.Llama3(double factor, double low, double high, int context) ->
                ", llama3 factor " + factor + ", low " + low + ", high " + high + ", context " + context;
        };
        return ", base " + rotation.base() + ", " + rotation.width() + " channels in " + name(rotation.layout())
                + scaling;
    }

    private static String linear(Op.Linear op) {
        String weights = op.weights().stream().map(w -> w + " " + w.type()).collect(Collectors.joining(" | "));
        String biases = op.biases().isEmpty()
                ? ""
                : " + " + op.biases().stream().map(Param::name).collect(Collectors.joining(" | "));
        Optional<String> function = op.function().map(GraphPrinter::name);
        return "linear " + op.in() + ", " + weights + biases
                + function.map(f -> ", then " + f).orElse("")
                + op.residual().map(r -> ", then add " + r).orElse("");
    }

    private static String lookup(Op.EmbedSum.Lookup lookup) {
        String row = lookup.indices()
                .map(v -> lookup.position() == 0 ? v.name() : v.name() + " + " + lookup.position())
                .orElse("position + " + lookup.position());
        return lookup.table() + "[" + row + "]";
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String typed(List<Value> values) {
        return values.stream().map(v -> v.name() + " " + v.type()).collect(Collectors.joining(", "));
    }

    private void line(int depth, String format, Object... args) {
        text.append("    ".repeat(depth))
                .append(String.format(java.util.Locale.ROOT, format, args).stripTrailing())
                .append('\n');
    }
}
