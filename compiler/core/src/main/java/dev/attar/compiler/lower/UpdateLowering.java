package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Cost;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.ParameterPlan.Part;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optimizer: not value by value, but over the memory that a trainer has. All that is done to a parameter is one pass over its
 * value, gradient and moments; parameters to which the same is done lie side by side and are one call. A pass ends with a gradient
 * of 0, where the next one begins. Before it comes the global norm: sums of squares of blocks of {@link #BLOCK} floats, each a row
 * reduction, then the row reduction of these.
 *
 * <p>The entry point has the output {@code factor}, after which a caller can stop and look at the norm.
 */
final class UpdateLowering {
    /** Floats of a row of parameters; what lies together is padded to as many. */
    static final int BLOCK = 1024;

    private static final Index R = var("r");
    private static final Index C = var("c");
    private static final Buffer P = rows("p");
    private static final Buffer G = rows("g");
    private static final Buffer M = rows("m");
    private static final Buffer V = rows("v");

    private final Graph graph;
    private final Map<String, Op> ops = new HashMap<>();

    UpdateLowering(Graph graph) {
        this.graph = graph;
        collect(graph.steps());
    }

    private void collect(List<dev.attar.compiler.model.Step> steps) {
        for (var step : steps) {
            switch (step) {
                case dev.attar.compiler.model.Assign(Value out, Op op) -> ops.put(out.name(), op);
                case dev.attar.compiler.model.Repeat repeat -> collect(repeat.body());
            }
        }
    }

    private static Buffer rows(String name) {
        return Buffer.rows(name, Space.PARAMETER, BLOCK);
    }

    // ---- what is done to each parameter ----

    /** The trained parameters by what is done to them. */
    Map<List<Statement>, List<Param>> groups(List<Param> params) {
        Map<String, Value> updated = new LinkedHashMap<>();
        graph.outputs().forEach(o -> updated.put(o.name(), o.value()));
        Map<List<Statement>, List<Param>> groups = new LinkedHashMap<>();
        for (Param param : params) {
            if (!updated.containsKey("parameter." + param.name())) continue;
            List<Statement> element = new ArrayList<>();
            List<Statement> stores = new ArrayList<>();
            Map<String, Expr> known = new HashMap<>();
            store(updated.get("first." + param.name()), M, param, known, element, stores);
            store(updated.get("second." + param.name()), V, param, known, element, stores);
            store(updated.get("parameter." + param.name()), P, param, known, element, stores);
            stores.add(new Store(G, List.of(R, C), real(0)));
            element.addAll(stores);
            groups.computeIfAbsent(element, _ -> new ArrayList<>()).add(param);
        }
        return groups;
    }

    private void store(
            Value value,
            Buffer to,
            Param param,
            Map<String, Expr> known,
            List<Statement> element,
            List<Statement> stores) {
        if (value != null) stores.add(new Store(to, List.of(R, C), expr(value, param, known, element)));
    }

    private Expr expr(Value value, Param param, Map<String, Expr> known, List<Statement> element) {
        String name = value.name();
        if (known.containsKey(name)) return known.get(name);
        Op op = ops.get(name);
        if (op == null || op instanceof UpdateOp.Read) return load(memory(name), R, C);
        Expr made = switch (op) {
            case UpdateOp.Scaled(Value gradient, Value _, Optional<UpdateOp.Scaled.Decay> decay) -> {
                Expr scaled = Expr.mul(expr(gradient, param, known, element), local("factor"));
                yield decay.map(d ->
                                (Expr) new Expr.Fma(expr(d.parameter(), param, known, element), real(d.rate()), scaled))
                        .orElse(scaled);
            }
            case UpdateOp.Moment m -> {
                Expr gradient = expr(m.gradient(), param, known, element);
                Expr more = m.squared() ? Expr.mul(gradient, gradient) : gradient;
                Expr kept = Expr.mul(expr(m.old(), param, known, element), real(m.keep()));
                yield new Expr.Fma(more, real(m.take()), kept);
            }
            case UpdateOp.Descend(Value parameter, Value direction, Value _) ->
                Expr.sub(
                        expr(parameter, param, known, element),
                        Expr.mul(expr(direction, param, known, element), local("rate")));
            case UpdateOp.Adam adam -> adam(adam, param, known, element);
            default -> throw new IllegalArgumentException("not done to each float: " + name + " = " + op);
        };
        String camel = camel(name.substring(0, name.length() - param.name().length() - 1));
        element.add(new Let(camel, made));
        known.put(name, local(camel));
        return local(camel);
    }

    private static Buffer memory(String value) {
        return switch (value.substring(0, value.indexOf('.'))) {
            case "read" -> P;
            case "gradient" -> G;
            case "first" -> M;
            case "second" -> V;
            default -> throw new IllegalArgumentException("nothing that a trainer keeps: " + value);
        };
    }

    private Expr adam(UpdateOp.Adam op, Param param, Map<String, Expr> known, List<Statement> element) {
        Expr first = expr(op.first(), param, known, element);
        Expr second = expr(op.second(), param, known, element);
        Expr value = expr(op.parameter(), param, known, element);
        Expr step = switch (op.form()) {
            case PAPER -> {
                Expr mean = Expr.div(first, local("firstCorrection"));
                Expr root = new Expr.Unary(Expr.UnaryOp.SQRT, Expr.div(second, local("secondCorrection")));
                yield Expr.div(Expr.mul(local("rate"), mean), Expr.add(root, real(op.epsilon())));
            }
            case FOLDED -> {
                Expr root = new Expr.Unary(Expr.UnaryOp.SQRT, second);
                Expr folded = Expr.div(
                        Expr.mul(local("rate"), new Expr.Unary(Expr.UnaryOp.SQRT, local("secondCorrection"))),
                        local("firstCorrection"));
                yield Expr.div(Expr.mul(folded, first), Expr.add(root, real(op.epsilon())));
            }
        };
        if (op.decay() == 0) return Expr.sub(value, step);
        Expr shrunk = Expr.mul(value, Expr.sub(real(1), Expr.mul(local("rate"), real(op.decay()))));
        return Expr.sub(shrunk, step);
    }

    private static String camel(String dotted) {
        StringBuilder camel = new StringBuilder();
        for (String word : dotted.split("\\."))
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        return camel.toString();
    }

    // ---- the entry point ----

    /** Where the numbers of a call lie, and the blocks' sums. */
    private static Place.Arena at(String name, long begin) {
        return new Place.Arena(name, Index.of(begin), 0);
    }

    Entry entry(Map<List<Statement>, List<Param>> groups, ParameterPlan plan, Kernels kernels) {
        List<Output> given = new ArrayList<>();
        Map<String, Place> numbers = new LinkedHashMap<>();
        long end = 0;
        for (Value input : graph.inputs()) {
            if (!isNumber(input)) continue;
            Place.Arena place = at(input.name(), end);
            given.add(new Output(input.name(), Index.of(1), input.type().last(), Rows.PAD, place));
            numbers.put(input.name(), place);
            end += Rows.PAD;
        }
        Place.Arena factor = at("factor", end);
        numbers.put("factor", factor);
        Place.Arena partials = at("squares", end + Rows.PAD);
        long blocks = plan.trained() / BLOCK;
        Kernel squares = squares(blocks);
        Kernel norm = factor(blocks);
        List<Step> steps = new ArrayList<>();
        steps.add(call(
                kernels,
                squares,
                List.of(
                        new Place.Parameters("all", Part.GRADIENT, plan.begin(Part.GRADIENT), Optional.empty()),
                        partials),
                "squares of all gradients"));
        steps.add(call(
                kernels,
                norm,
                List.of(partials, numbers.get("count"), factor),
                "factor and norm of the gradients (2)"));
        steps.add(new Step.OutputReady(new Output("factor", Index.of(1), 2, Rows.PAD, factor)));
        groups.forEach((element, params) -> steps.add(update(element, params, plan, numbers, kernels)));
        return new Entry(
                graph.name(),
                new Inputs(List.of(), List.of()),
                steps,
                Index.of(end + Rows.PAD + Math.ceilDiv(blocks, Rows.PAD) * Rows.PAD),
                Index.ZERO,
                given,
                false);
    }

    private static boolean isNumber(Value input) {
        return input.name().indexOf('.') < 0;
    }

    private static Step.Call call(Kernels kernels, Kernel kernel, List<Place> places, String comment) {
        Kernel named = kernels.unique(new Lowered(kernel, List.of())).kernel();
        return new Step.Call(named.name(), places, comment, Cost.NONE);
    }

    private static Kernel squares(long blocks) {
        Buffer y = Buffer.vector("y", Space.ACTIVATION);
        Expr g = load(G, R, C);
        return new Kernel(
                "squares" + blocks,
                "y = the sum of g^2 of each block of " + BLOCK + "      -> y (" + blocks + ")",
                List.of(G, y),
                List.of(),
                For.parallel(
                        "r",
                        Index.of(blocks),
                        new Reduce("sum", Combine.SUM, "c", Index.of(BLOCK), Expr.mul(g, g)),
                        new Store(y, List.of(R), local("sum"))));
    }

    private Kernel factor(long blocks) {
        Buffer x = Buffer.vector("x", Space.ACTIVATION);
        Buffer count = Buffer.vector("counts", Space.ACTIVATION);
        Buffer y = Buffer.vector("y", Space.ACTIVATION);
        Optional<Double> limit = ops.values().stream()
                .filter(UpdateOp.GradientFactor.class::isInstance)
                .map(op -> ((UpdateOp.GradientFactor) op).limit())
                .findFirst()
                .orElseThrow();
        Expr counted = local("count");
        Expr clipped = limit.map(most -> {
                    Expr ratio = Expr.div(real(most), Expr.add(local("norm"), real(UpdateOp.GradientFactor.EPSILON)));
                    return (Expr) new Expr.IfLess(ratio, real(1), ratio, real(1));
                })
                .orElse(real(1));
        return new Kernel(
                "gradientFactor",
                "y = what gradients are multiplied by, and the norm of their mean, from sums of squares"
                        + limit.map(l -> ", clipped at " + l).orElse(""),
                List.of(x, count, y),
                List.of(),
                new For(
                        "one",
                        Index.ZERO,
                        Index.of(1),
                        1,
                        Order.TASKS,
                        Statement.block(
                                new Reduce("squares", Combine.SUM, "c", Index.of(blocks), load(x, C)),
                                new Let("count", load(count, Index.of(0))),
                                new Let(
                                        "norm",
                                        new Expr.IfLess(
                                                real(0),
                                                counted,
                                                Expr.div(new Expr.Unary(Expr.UnaryOp.SQRT, local("squares")), counted),
                                                real(0))),
                                new Store(
                                        y,
                                        List.of(Index.of(0)),
                                        new Expr.IfLess(real(0), counted, Expr.div(clipped, counted), real(0))),
                                new Store(y, List.of(Index.of(1)), local("norm")))));
    }

    private Step.Call update(
            List<Statement> element,
            List<Param> params,
            ParameterPlan plan,
            Map<String, Place> numbers,
            Kernels kernels) {
        long first = plan.block(params.getFirst()).offset();
        ParameterPlan.Block last = plan.block(params.getLast());
        long floats = last.offset() + last.layers().map(l -> l.count()).orElse(1) * last.layerFloats() - first;
        long blocks = Math.ceilDiv(floats, BLOCK);
        List<Buffer> buffers = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        List<Statement> row = new ArrayList<>();
        number("rate", "rates", 0, numbers.get("rate"), buffers, places, row);
        if (numbers.containsKey("corrections")) {
            number("firstCorrection", "corrections", 0, numbers.get("corrections"), buffers, places, row);
            number("secondCorrection", "corrections", 1, numbers.get("corrections"), buffers, places, row);
        }
        number("factor", "factors", 0, numbers.get("factor"), buffers, places, row);
        List<Part> parts = List.of(Part.VALUE, Part.GRADIENT, Part.FIRST, Part.SECOND);
        List<Buffer> all = List.of(P, G, M, V);
        for (int i = 0; i < 2 + plan.moments(); i++) {
            buffers.add(all.get(i));
            places.add(new Place.Parameters(
                    params.getFirst().name() + " …", parts.get(i), plan.begin(parts.get(i)) + first, Optional.empty()));
        }
        row.add(For.parallel("c", Index.of(BLOCK), element.toArray(Statement[]::new)));
        return call(
                kernels,
                new Kernel(
                        "update" + blocks,
                        "p, m, v = the step of the optimizer, g = 0, on blocks of " + BLOCK + " floats",
                        buffers,
                        List.of(),
                        For.parallel("r", Index.of(blocks), row.toArray(Statement[]::new))),
                places,
                params.size() + " parameters from " + params.getFirst() + " on");
    }

    private static void number(
            String name,
            String formal,
            int at,
            Place place,
            List<Buffer> buffers,
            List<Place> places,
            List<Statement> row) {
        Buffer buffer = Buffer.vector(formal, Space.ACTIVATION);
        if (!buffers.contains(buffer)) {
            buffers.add(buffer);
            places.add(place);
        }
        row.add(new Let(name, load(buffer, Index.of(at))));
    }
}
