package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A loop program as text: weights, steps, then each kernel. For people and for goldens. */
public final class LoopPrinter {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Routine> routines = new LinkedHashMap<>();

    private LoopPrinter() {}

    public static String print(LoopProgram program) {
        LoopPrinter printer = new LoopPrinter();
        printer.program(program);
        return printer.text.toString();
    }

    private void program(LoopProgram program) {
        line(0, "program " + program.model());
        line(0, "weights " + program.weights().floats() + " floats");
        for (WeightBlock block : program.weights().blocks()) {
            String layers = block.layers()
                    .map(l -> " + " + block.layerFloats() + " * layer, " + layers(l))
                    .orElse("");
            line(1, "at " + block.offset() + layers + ": " + block.name() + " as " + layout(block.layout()));
        }
        ParameterPlan plan = program.parameters();
        if (!plan.isEmpty())
            line(
                    0,
                    "parameters " + plan.floats() + " floats, " + plan.trained() + " trained, " + plan.moments()
                            + " moments");
        for (ParameterPlan.Block block : plan.blocks()) {
            String layers = block.layers()
                    .map(l -> " + " + block.layerFloats() + " * layer, " + layers(l))
                    .orElse("");
            line(1, "at " + block.offset() + layers + ": " + block.param() + (block.trained() ? "" : ", frozen"));
        }
        program.entries().forEach(this::entry);
        for (Kernel kernel : program.kernels()) {
            line(0, "");
            line(0, "// " + kernel.comment());
            line(
                    0,
                    "kernel " + kernel.name() + "("
                            + kernel.buffers().stream()
                                    .map(b -> b.name() + suffix(b.element()))
                                    .collect(Collectors.joining(", "))
                            + ")");
            for (Kernel.Scratch s : kernel.scratch())
                line(1, "scratch " + s.buffer().name() + " of " + s.floats() + " floats");
            statement(1, kernel.body());
            routines();
        }
    }

    private void entry(Entry entry) {
        line(0, "");
        line(0, "entry " + entry.name() + "(" + String.join(", ", inputs(entry)) + ")");
        line(1, "arena " + entry.arenaFloats() + " floats, scratch " + entry.scratchFloats() + " a worker");
        for (Step step : entry.steps()) {
            switch (step) {
                case Step.Work work -> work(1, work);
                case Step.PerLayerSteps(Layers layers, List<Step.Work> inner) -> {
                    line(1, "for layer in " + layers(layers));
                    inner.forEach(w -> work(2, w));
                }
                case Step.OutputReady(Output output) -> line(1, "output " + output.name());
            }
        }
    }

    private static List<String> inputs(Entry entry) {
        List<String> all = new ArrayList<>(inputs(entry.inputs()));
        entry.given().forEach(g -> all.add(g.name() + " floats (" + g.rows() + "," + g.columns() + ")"));
        return all;
    }

    private static List<String> inputs(Inputs inputs) {
        return inputs.inputs().stream()
                .map(i -> switch (i.kind()) {
                    case INDEX -> i.name() + " 0 … " + (i.limit() - 1) + " (" + rows(inputs, i) + ")";
                    case LABEL -> i.name() + " 0 … " + (i.limit() - 1) + " or -100 (" + rows(inputs, i) + ")";
                    case WORDS -> i.name() + " (" + i.limit() + ")";
                })
                .toList();
    }

    private static String rows(Inputs inputs, Input input) {
        return input.axis().equals(Input.SEQUENCES)
                ? Sizes.SEQUENCES
                : inputs.axis(input.axis()).rows();
    }

    /** {@code 0 … 11}, or {@code 11, 9 … 1}. */
    private static String layers(Layers layers) {
        List<Integer> numbers = layers.numbers();
        String first = Integer.toString(numbers.getFirst());
        if (numbers.size() == 1) return first;
        return (layers.step() == 1 ? first : first + ", " + numbers.get(1)) + " … " + numbers.getLast();
    }

    /** Each routine, then those that it runs. */
    private void routines() {
        List<Routine> found = List.copyOf(routines.values());
        routines.clear();
        for (Routine routine : found) {
            line(0, "");
            line(0, "// " + routine.comment());
            String holds = routine.held() == 0 ? "" : " holding " + routine.held() + " floats";
            line(0, "routine " + routine.name() + "(" + String.join(", ", routine.indices()) + ")" + holds);
            statement(1, routine.body());
            routines();
        }
    }

    private void work(int depth, Step.Work work) {
        switch (work) {
            case Step.Call call -> call(depth, call);
            case Step.FusedRows(List<Step.Call> calls) -> {
                line(depth, "fused rows");
                calls.forEach(c -> call(depth + 1, c));
            }
        }
    }

    private void call(int depth, Step.Call call) {
        String places = call.places().stream()
                .map(p -> switch (p) {
                    case Place.Arena(String value, Index begin, int column, var _) -> value + "@" + begin.plus(column);
                    case Place.RowLocal(String value, Index begin, int column, int _) ->
                        value + "@" + begin.plus(column) + " in its rows";
                    case Place.Parameters(String parameter, var part, long offset, var _) ->
                        part.name().toLowerCase(Locale.ROOT) + " of " + parameter + "@" + offset;
                    case Place.State(String cache, long offset, var _) -> cache + "@" + offset;
                    case Place.Weights(String block, long offset, Element element, var _) ->
                        block + "@" + offset + suffix(element);
                })
                .collect(Collectors.joining(", "));
        line(depth, call.comment() + " = " + call.kernel() + "(" + places + ")");
    }

    private void statement(int depth, Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(s -> statement(depth, s));
            case Statement.For(String index, Index from, Index to, int step, Statement.Order order, Statement body) -> {
                String by = step == 1 ? "" : " by " + step;
                line(
                        depth,
                        order.name().toLowerCase(Locale.ROOT) + " for " + index + " from " + from + " to " + to + by);
                statement(depth + 1, body);
            }
            case Statement.Product product -> {
                line(
                        depth,
                        "product " + range(product.rows()) + ", " + range(product.columns()) + ": "
                                + Statement.Product.SUM + " = " + expr(product.initial()) + " + "
                                + expr(product.a()) + " * " + expr(product.b()) + " over " + range(product.terms()));
                statement(depth + 1, product.after());
            }
            case Statement.RemainderLoop(String index, Index from, Index to, List<Statement.Variant> variants) -> {
                line(depth, "remainder " + index + " from " + from + " to " + to);
                for (Statement.Variant variant : variants) {
                    line(depth + 1, "by " + variant.step());
                    statement(depth + 2, variant.body());
                }
            }
            case Statement.TiledLoop(
                    String index,
                    Index from,
                    Index to,
                    var split,
                    List<Statement.Variant> variants) -> {
                String how = switch (split) {
                    case EVENLY -> "";
                    case REST_FIRST -> ", remainder first";
                };
                line(depth, "tiled " + index + " from " + from + " to " + to + how);
                for (Statement.Variant variant : variants) {
                    line(depth + 1, "by " + variant.step());
                    statement(depth + 2, variant.body());
                }
            }
            case Statement.Tasks(List<Statement.Axis> axes, Group group, Statement body) -> {
                line(
                        depth,
                        "tasks "
                                + axes.stream()
                                        .map(a -> a.index() + " to " + a.to()
                                                + (a.stride() == 1 ? "" : " by " + a.stride()))
                                        .collect(Collectors.joining(", "))
                                + (group.items() == 1 ? "" : ", " + group + " items each"));
                statement(depth + 1, body);
            }
            case Statement.CooperativeFor(String index, Index from, Index to, int _, Statement body) -> {
                line(depth, "cooperative for " + index + " from " + from + " to " + to);
                statement(depth + 1, body);
            }
            case Statement.If(Index left, Index right, Statement body) -> {
                line(depth, "if " + left + " < " + right);
                statement(depth + 1, body);
            }
            case Statement.Barrier _ -> line(depth, "barrier");
            case Statement.LetIndex(String name, Index value) -> line(depth, name + " = " + value);
            case Statement.Let(String name, Expr value) -> line(depth, "let " + name + " = " + expr(value));
            case Statement.Var(String name, Expr value) -> line(depth, "var " + name + " = " + expr(value));
            case Statement.Set(String name, Expr value) -> line(depth, name + " = " + expr(value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) ->
                line(depth, place(buffer, at) + " = " + expr(value));
            case Statement.Fetch(Buffer to, Buffer from, List<Index> at, int floats) ->
                line(depth, "fetch " + to.name() + " = " + floats + " floats from " + place(from, at));
            case Statement.Draw draw ->
                line(
                        depth,
                        place(draw.to(), draw.at()) + " = " + draw.count() + " draws of " + draw.threshold()
                                + " in 2^24 or " + draw.kept() + ", column " + draw.column() + ", row " + draw.row()
                                + (draw.alongRows() ? " and on" : "") + ", site " + draw.site() + ", layer "
                                + draw.layer() + ", key " + draw.key0() + " " + draw.key1());
            case Statement.Window(Buffer window, Buffer from, List<Index> at, long elements) ->
                line(depth, "window " + window.name() + " = " + elements + " elements from " + place(from, at));
            case Statement.Reduce(String name, Combine combine, String index, Index extent, Expr element) ->
                line(
                        depth,
                        "let " + name + " = " + combine.name().toLowerCase(Locale.ROOT) + " over " + index + " to "
                                + extent + " of " + expr(element));
            case Statement.Phase(String name, String comment, Statement body) -> {
                line(depth, "phase " + name + "   // " + comment);
                statement(depth + 1, body);
            }
            case Statement.Run(Routine routine) -> {
                line(depth, "run " + routine.name());
                routines.putIfAbsent(routine.name(), routine);
            }
        }
    }

    private static String range(Statement.Range range) {
        return range.index() + " from " + range.from() + " to " + range.to();
    }

    private static String layout(Layout layout) {
        return switch (layout) {
            case Layout.Rows(int stride) -> "Rows[stride=" + stride + "]";
            case Layout.Distances(int stride, int middle, int _, var rule) ->
                "Distances[stride=" + stride + ", middle=" + middle + "] of " + rule.buckets() + " buckets up to "
                        + rule.distance() + (rule.bothWays() ? ", both ways" : "");
            case Layout.Product(int width, int rows, int columns, Storage storage, int lanes) ->
                "Product[width=" + width + ", totalRows=" + rows + ", columns=" + columns + "]"
                        + suffix(storage.element())
                        + (storage instanceof Storage.Bf16 && width > 0 ? ", pairs of vectors of " + lanes : "");
        };
    }

    /** Floats are not mentioned. */
    private static String suffix(Element element) {
        return element == Element.FP32 ? "" : " " + element.symbol();
    }

    private static String place(Buffer buffer, List<Index> at) {
        return buffer.name() + "[" + at.stream().map(Index::toString).collect(Collectors.joining(", ")) + "]";
    }

    static String expr(Expr expr) {
        return switch (expr) {
            case Expr.Real(float value) -> Float.toString(value);
            case Expr.FromIndex(Index index) -> "float(" + index + ")";
            case Expr.Local(String name, int _) -> name;
            case Expr.Load(Buffer buffer, List<Index> at, int lanes) -> {
                String read = place(buffer, at) + (lanes == 1 ? "" : "x" + lanes);
                yield switch (buffer.element()) {
                    case FP32 -> read;
                    case BF16, GROUPED -> "widen(" + read + ")";
                    case INTEGER, SCALE -> buffer.element().symbol() + "(" + read + ")";
                };
            }
            case Expr.LoadPairs(Buffer buffer, List<Index> at, int lanes) ->
                "pairs(" + place(buffer, at) + "x" + 2 * lanes + ")";
            case Expr.Half(Expr.HalfOf half, Expr pairs) ->
                half.name().toLowerCase(Locale.ROOT) + "(" + expr(pairs) + ")";
            case Expr.Broadcast(Expr value, int _) -> "all(" + expr(value) + ")";
            case Expr.Lane(Expr vector, int lane) -> expr(vector) + "." + lane;
            case Expr.Unary(Expr.UnaryOp op, Expr value) ->
                op.name().toLowerCase(Locale.ROOT) + "(" + expr(value) + ")";
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) ->
                op.name().toLowerCase(Locale.ROOT) + "(" + expr(left) + ", " + expr(right) + ")";
            case Expr.Fma(Expr a, Expr b, Expr c) -> "fma(" + expr(a) + ", " + expr(b) + ", " + expr(c) + ")";
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                "(" + expr(left) + " < " + expr(right) + " ? " + expr(then) + " : " + expr(otherwise) + ")";
            case Expr.Call(Elementary function, Expr argument) -> function.symbol() + "(" + expr(argument) + ")";
            case Expr.Fold(Combine combine, Expr vector) ->
                "fold " + combine.name().toLowerCase(Locale.ROOT) + "(" + expr(vector) + ")";
        };
    }

    private void line(int depth, String content) {
        text.append(("    ".repeat(depth) + content).stripTrailing()).append('\n');
    }
}
