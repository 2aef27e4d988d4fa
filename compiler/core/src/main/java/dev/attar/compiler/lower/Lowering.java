package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.lower.Liveness.Interval;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.UpdateOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the forward entry point of a model into kernels and calls, with the memory of both planned. */
public final class Lowering {
    private final ModelGraph model;
    private final Graph graph;
    private final Aliases aliases;
    private final LoweringContext context;
    private final Map<Assign, Lowered> lowered = new LinkedHashMap<>();
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();
    private Map<String, Interval> needed;
    private Bands bands;
    private MemoryPlan memory;
    private WeightPlan weights;

    private Lowering(ModelGraph model, Element productWeights) {
        this.model = model;
        this.graph = CarriedCopies.insert(model.forward());
        GraphVerifier.verify(model.withEntryPoints(List.of(graph)));
        this.aliases = Aliases.of(graph.steps());
        this.context = new LoweringContext(strides(), productWeights);
    }

    /**
     * @param productWeights how the matrices of products are stored. Everything else (tables, biases, norms) is fp32: it is read
     *     once for each token and not for each product, so it costs next to nothing
     */
    public static LoopProgram lower(ModelGraph model, Element productWeights) {
        return LoopVerifier.verify(new Lowering(model, productWeights).program());
    }

    /** All weights in fp32. */
    public static LoopProgram lower(ModelGraph model) {
        return lower(model, Element.FP32);
    }

    private LoopProgram program() {
        eachAssign(graph.steps(), this::lowerKernel);
        needed = Liveness.of(graph, aliases);
        bands = Bands.of(graph, lowered);
        memory = MemoryPlan.of(needed, context.strides(), bands);
        weights = planWeights();
        List<LoopProgram.Step> steps = new ArrayList<>();
        List<Assign> straight = new ArrayList<>();
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> {
                    straight.add(assign);
                    List<LoopProgram.Step> reached = reached(assign.out().name());
                    if (!reached.isEmpty()) steps.addAll(doings(straight));
                    steps.addAll(reached);
                }
                case Repeat repeat -> {
                    steps.addAll(doings(straight));
                    List<Assign> body = new ArrayList<>();
                    for (Step inner : repeat.body()) body.add((Assign) inner);
                    steps.add(new LoopProgram.Step.Layers(
                            repeat.layers().count(), weights.layerFloats(repeat.layers()), doings(body)));
                    repeat.carried()
                            .forEach(c -> steps.addAll(reached(c.result().name())));
                }
            }
        }
        steps.addAll(doings(straight));
        Index scratch = Index.ZERO;
        var limits = model.limits();
        return new LoopProgram(
                model.name(),
                new LoopProgram.Inputs(limits.vocabulary(), limits.context(), limits.segments()),
                List.copyOf(kernels.values()),
                steps,
                weights.blocks(),
                weights.floats(),
                memory.floatsPerToken(),
                scratch,
                1);
    }

    // ---- kernels ----

    private void lowerKernel(Assign assign) {
        lowerOp(assign).map(this::unique).ifPresent(l -> lowered.put(assign, l));
    }

    private Optional<Lowered> lowerOp(Assign assign) {
        var out = assign.out();
        return switch (assign.op()) {
            case Op.Positions _, Op.Columns _ -> Optional.empty();
            case Op.EmbedSum op -> Optional.of(SequenceLoops.embed(out, op, context));
            case Op.Embed op -> Optional.of(SequenceLoops.embed(out, EmbedSums.of(op, graph.steps()), context));
            case Op.Linear op -> Optional.of(LinearLoops.lower(out, op, context));
            case Op.MatMul(var in, var weight) ->
                Optional.of(LinearLoops.lower(
                        out,
                        new Op.Linear(in, List.of(weight), List.of(), Optional.empty(), Optional.empty()),
                        context));
            case Op.AddBias op -> Optional.of(RowLoops.addBias(out, op, context));
            case Op.Add op -> Optional.of(RowLoops.add(out, op, context));
            case Op.LayerNorm op -> Optional.of(RowLoops.norm(out, op, context));
            case Op.Activate op -> Optional.of(RowLoops.activate(out, op, context));
            case Op.Attention op -> Optional.of(AttentionLoops.lower(out, op, context));
            case Op.PoolTokens op -> Optional.of(SequenceLoops.pool(out, op, context));
            case Op.Normalize op -> Optional.of(RowLoops.normalize(out, op, context));
            case Op.Softmax op -> Optional.of(RowLoops.softmax(out, op, context));
            case Op.Copy(var in) -> Optional.of(RowLoops.copy(out, in, context));
            case GradientOp _, LossOp _, DropoutOp _, UpdateOp _ ->
                throw new UnsupportedOperationException("training has no loops yet: " + out);
        };
    }

    /** Equal kernels are one; different ones that would be called the same get a number. */
    private Lowered unique(Lowered candidate) {
        Kernel kernel = candidate.kernel();
        String name = kernel.name();
        for (int number = 2; kernels.containsKey(name); number++) {
            Kernel known = kernels.get(name);
            if (known.body().equals(kernel.body()) && known.buffers().equals(kernel.buffers()))
                return new Lowered(known, candidate.arguments());
            name = kernel.name() + "Variant" + number;
        }
        Kernel named = new Kernel(name, kernel.comment(), kernel.buffers(), kernel.scratch(), kernel.body());
        kernels.put(name, named);
        return new Lowered(named, candidate.arguments());
    }

    // ---- places ----

    private Map<String, Integer> strides() {
        Map<String, Integer> own = new HashMap<>();
        Map<String, Integer> all = new HashMap<>();
        eachAssign(graph.steps(), a -> {
            if (a.out().type().dimensions().size() == 2)
                own.put(a.out().name(), Rows.padded(a.out().type().last()));
        });
        for (String name : own.keySet())
            all.put(name, own.get(aliases.home(name).value()));
        for (Step step : graph.steps())
            if (step instanceof Repeat repeat)
                for (Repeat.Carried c : repeat.carried()) {
                    int stride = own.get(aliases.home(c.initial().name()).value());
                    all.put(c.entering().name(), stride);
                    all.put(c.result().name(), stride);
                }
        return all;
    }

    private WeightPlan planWeights() {
        Set<WeightUse> global = new LinkedHashSet<>();
        Map<Repeat.Layers, List<WeightUse>> perLayer = new LinkedHashMap<>();
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> global.addAll(uses(assign));
                case Repeat repeat -> {
                    Set<WeightUse> inside = new LinkedHashSet<>();
                    for (Step inner : repeat.body()) inside.addAll(uses((Assign) inner));
                    inside.stream().filter(u -> !u.perLayer()).forEach(global::add);
                    perLayer.put(
                            repeat.layers(),
                            inside.stream().filter(WeightUse::perLayer).toList());
                }
            }
        }
        return WeightPlan.of(List.copyOf(global), perLayer);
    }

    private List<WeightUse> uses(Assign assign) {
        if (!lowered.containsKey(assign)) return List.of();
        List<WeightUse> uses = new ArrayList<>();
        for (Argument argument : lowered.get(assign).arguments())
            if (argument instanceof Argument.OfWeights(WeightUse use)) uses.add(use);
        return uses;
    }

    /** The calls of these operations, bands put together; empties the list. */
    private List<LoopProgram.Step.Doing> doings(List<Assign> assigns) {
        List<LoopProgram.Step.Doing> doings = new ArrayList<>();
        assigns.removeIf(a -> !lowered.containsKey(a)); // views do nothing
        for (int from = 0, to; from < assigns.size(); from = to) {
            to = from + 1;
            if (!bands.contains(assigns.get(from))) {
                doings.add(call(assigns.get(from)));
                continue;
            }
            while (to < assigns.size() && bands.together(assigns.get(from), assigns.get(to))) to++;
            List<LoopProgram.Step.Call> calls =
                    assigns.subList(from, to).stream().map(this::call).toList();
            boolean worth = calls.size() > 1 || isProduct(assigns.get(from));
            doings.add(worth ? new LoopProgram.Step.Band(calls) : calls.getFirst());
        }
        assigns.clear();
        return doings;
    }

    private static boolean isProduct(Assign assign) {
        return assign.op() instanceof Op.Linear || assign.op() instanceof Op.MatMul;
    }

    private LoopProgram.Step.Call call(Assign assign) {
        Lowered step = lowered.get(assign);
        List<Place> places = new ArrayList<>();
        for (Argument argument : step.arguments()) {
            places.add(
                    switch (argument) {
                        case Argument.OfValue(String value) -> place(value);
                        case Argument.OfWeights(WeightUse use) -> {
                            LoopProgram.WeightBlock block = weights.block(use);
                            yield new Place.Weights(
                                    block.name(),
                                    block.offset(),
                                    use.element(),
                                    block.layers().isPresent());
                        }
                    });
        }
        String comment = assign.out().name() + " " + assign.out().type();
        return new LoopProgram.Step.Call(step.kernel().name(), places, comment, OpWork.of(assign));
    }

    private Place place(String value) {
        Place.Arena arena = arena(value);
        String home = aliases.home(value).value();
        return bands.isLocal(home, needed.get(home))
                ? new Place.Band(
                        value,
                        arena.floatsPerTokenBefore(),
                        arena.column(),
                        context.strides().get(home))
                : arena;
    }

    private Place.Arena arena(String value) {
        Aliases.Home home = aliases.home(value);
        return new Place.Arena(value, memory.offsets().get(home.value()), home.column());
    }

    private List<LoopProgram.Step> reached(String value) {
        List<LoopProgram.Step> steps = new ArrayList<>();
        for (Graph.Output output : graph.outputs()) {
            if (!output.value().name().equals(value)) continue;
            var type = output.value().type();
            steps.add(new LoopProgram.Step.Reached(new LoopProgram.Output(
                    output.name(),
                    type.ragged() == dev.attar.compiler.model.Dimension.Ragged.TOKENS,
                    type.last(),
                    context.stride(output.value()),
                    arena(value))));
        }
        return steps;
    }

    private static void eachAssign(List<Step> steps, java.util.function.Consumer<Assign> action) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> action.accept(assign);
                case Repeat repeat -> eachAssign(repeat.body(), action);
            }
        }
    }
}
