package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Cost;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Step.Call;
import dev.attar.compiler.loops.Step.FusedRows;
import dev.attar.compiler.loops.Step.OutputReady;
import dev.attar.compiler.loops.Step.PerLayerSteps;
import dev.attar.compiler.loops.Step.Work;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.lower.Liveness.Interval;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.lower.MemoryPlan.Need;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** One entry point: its operations become calls of the model's kernels, its values places in the arena. */
final class EntryLowering {
    private final Graph graph;
    private ParameterPlan parameters = ParameterPlan.NONE;
    private final Inputs inputs;
    private final Map<String, Param> sums;
    private final Aliases aliases;
    private final LoweringContext context;
    private final Map<Assign, Lowered> lowered = new LinkedHashMap<>();
    private final Map<String, Need> needs = new HashMap<>();
    private final Map<String, Repeat.Layers> stacks = new HashMap<>(); // of values that each layer has
    private final Map<String, Interval> live;
    private final FusedRowsPlan fused;
    private final MemoryPlan memory;

    /**
     * @param graph with copies of carried values where they are needed
     * @param kernels where its kernels are added, or found
     */
    EntryLowering(Graph graph, Inputs inputs, Storage productWeights, Kernels kernels) {
        this(graph, inputs, productWeights, kernels, Map.of(), false);
    }

    /**
     * @param sums the values that are added to gradients of parameters
     * @param together whether all outputs are read after the last step
     */
    EntryLowering(
            Graph graph,
            Inputs inputs,
            Storage productWeights,
            Kernels kernels,
            Map<String, Param> sums,
            boolean together) {
        this.graph = graph;
        this.inputs = inputs;
        this.sums = sums;
        this.aliases = Aliases.of(graph.steps());
        this.context = new LoweringContext(strides(), productWeights, inputs, recalled(graph.steps()), sums);
        eachAssign(
                graph,
                (assign, _) -> OpLoops.lower(assign, graph, context)
                        .map(kernels::unique)
                        .ifPresent(l -> lowered.put(assign, l)));
        this.live = Liveness.of(graph, aliases, sums.keySet(), together);
        this.fused = FusedRowsPlan.of(graph, lowered);
        this.memory = MemoryPlan.of(live, needs, fused);
    }

    /** Tells the planner which weights are read, and where. */
    void weights(WeightPlanner planner) {
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> uses(assign).forEach(planner::once);
                case Repeat repeat -> {
                    Set<WeightUse> inside = new LinkedHashSet<>();
                    for (Step inner : repeat.body()) inside.addAll(uses((Assign) inner));
                    inside.stream().filter(u -> !u.perLayer()).forEach(planner::once);
                    planner.repeat(
                            repeat.layers(),
                            inside.stream().filter(WeightUse::perLayer).toList());
                }
            }
        }
    }

    /** Tells the planner what is kept between calls. */
    void state(StatePlanner planner) {
        eachAssign(graph, (assign, layers) -> {
            if (assign.op() instanceof CacheOp op)
                planner.use(op.cache(), op.cache().isPerLayer() ? layers : Optional.empty());
            if (assign.op() instanceof Op.Attention op && op.isContinued()) planner.read(op.mask());
        });
    }

    private boolean keeps() {
        boolean[] found = {false};
        eachAssign(graph, (assign, _) -> found[0] |= assign.op() instanceof CacheOp);
        return found[0];
    }

    private static Map<String, CacheOp.Recall> recalled(List<Step> steps) {
        Map<String, CacheOp.Recall> recalled = new HashMap<>();
        for (Step step : steps) {
            switch (step) {
                case Assign(var out, CacheOp.Recall recall) -> recalled.put(out.name(), recall);
                case Assign _ -> {} // computed
                case Repeat repeat -> recalled.putAll(recalled(repeat.body()));
            }
        }
        return recalled;
    }

    private List<WeightUse> uses(Assign assign) {
        if (!lowered.containsKey(assign)) return List.of();
        List<WeightUse> uses = new ArrayList<>();
        for (Argument argument : lowered.get(assign).arguments())
            if (argument instanceof Argument.OfWeights(WeightUse use)) uses.add(use);
        return uses;
    }

    /** The entry point, over weights and parameters that have their places. */
    Entry entry(WeightPlanner weights, StatePlanner state, ParameterPlan parameterPlan) {
        this.parameters = parameterPlan;
        List<dev.attar.compiler.loops.Step> steps = new ArrayList<>();
        List<Assign> straight = new ArrayList<>();
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> {
                    straight.add(assign);
                    List<OutputReady> ready = ready(assign.out().name());
                    if (!ready.isEmpty()) steps.addAll(works(straight, weights, state));
                    steps.addAll(ready);
                }
                case Repeat repeat -> {
                    steps.addAll(works(straight, weights, state));
                    List<Assign> body = new ArrayList<>();
                    for (Step inner : repeat.body()) body.add((Assign) inner);
                    Repeat.Layers layers = repeat.layers();
                    steps.add(new PerLayerSteps(
                            new Layers(layers.first(), layers.step(), layers.count()), works(body, weights, state)));
                    repeat.carried().forEach(c -> steps.addAll(ready(c.result().name())));
                }
            }
        }
        steps.addAll(works(straight, weights, state));
        boolean separable =
                graph.outputs().stream().allMatch(o -> isRagged(o.value().type())) && !keeps();
        return new Entry(graph.name(), inputs, steps, memory.floats(), Index.ZERO, given(), separable);
    }

    /** Where callers' floats are put. */
    private List<Output> given() {
        return graph.inputs().stream()
                .filter(v -> v.type().element() == ElementType.FLOAT)
                .map(v -> output(v.name(), v))
                .toList();
    }

    /** The calls of these operations, fused where rows go through several; empties the list. */
    private List<Work> works(List<Assign> assigns, WeightPlanner weights, StatePlanner state) {
        List<Work> works = new ArrayList<>();
        assigns.removeIf(a -> !lowered.containsKey(a)); // views do nothing
        for (int from = 0, to; from < assigns.size(); from = to) {
            to = from + 1;
            if (!fused.contains(assigns.get(from))) {
                works.add(call(assigns.get(from), weights, state));
                continue;
            }
            while (to < assigns.size() && fused.together(assigns.get(from), assigns.get(to))) to++;
            List<Call> calls = assigns.subList(from, to).stream()
                    .map(a -> call(a, weights, state))
                    .toList();
            boolean worth = calls.size() > 1 || isProduct(assigns.get(from));
            works.add(worth ? new FusedRows(calls) : calls.getFirst());
        }
        assigns.clear();
        return works;
    }

    private static boolean isProduct(Assign assign) {
        return assign.op() instanceof Op.Linear || assign.op() instanceof Op.MatMul;
    }

    private Call call(Assign assign, WeightPlanner weights, StatePlanner state) {
        Lowered step = lowered.get(assign);
        List<Place> places = new ArrayList<>();
        for (Argument argument : step.arguments())
            places.add(
                    switch (argument) {
                        case Argument.OfValue(String value) -> place(value);
                        case Argument.OfParameter(Param param, ParameterPlan.Part part) ->
                            parameters.place(param, part);
                        case Argument.OfWeights(WeightUse use) ->
                            weights.block(use).place();
                        case Argument.OfState(CacheOp.Cache cache) -> state.place(cache);
                    });
        Cost cost = OpCost.of(assign);
        return new Call(
                step.kernel().name(),
                places,
                assign.out().name() + " " + assign.out().type(),
                cost);
    }

    // ---- places ----

    private Place place(String value) {
        Place.Arena arena = arena(value);
        String home = aliases.home(value).value();
        return fused.isLocal(home, live.get(home))
                ? new Place.RowLocal(
                        value, arena.begin(), arena.column(), context.strides().get(home))
                : arena;
    }

    private Place.Arena arena(String value) {
        Aliases.Home home = aliases.home(value);
        return new Place.Arena(value, memory.begins().get(home.value()), home.column(), perLayer(home.value()));
    }

    private Optional<PerLayer> perLayer(String home) {
        return Optional.ofNullable(stacks.get(home))
                .map(layers -> new PerLayer(
                        Math.min(layers.first(), layers.numbers().getLast()),
                        Math.abs(layers.step()),
                        MemoryPlan.size(needs.get(home).rows(), needs.get(home).floats() / layers.count())));
    }

    private List<OutputReady> ready(String value) {
        List<OutputReady> ready = new ArrayList<>();
        for (Graph.Output output : graph.outputs()) {
            if (output.value().name().equals(value)) ready.add(new OutputReady(output(output.name(), output.value())));
        }
        return ready;
    }

    private Output output(String name, Value value) {
        TensorType type = value.type();
        Index rows = isRagged(type) ? Index.name(Axes.rows(type.ragged())) : Index.of(type.elements() / type.last());
        return new Output(name, rows, type.last(), context.stride(value), arena(value.name()));
    }

    private static boolean isRagged(TensorType type) {
        return type.dimensions().getFirst() instanceof Ragged;
    }

    /** Floats from row to row, by value; on the way what memory each value needs is noted. */
    private Map<String, Integer> strides() {
        Map<String, Integer> own = new HashMap<>();
        Map<String, Integer> all = new HashMap<>();
        eachAssign(graph, (assign, layers) -> {
            TensorType type = assign.out().type();
            if (type.element() == ElementType.INDEX
                    || sums.containsKey(assign.out().name())
                    || assign.op() instanceof CacheOp.Recall) return;
            String name = assign.out().name();
            long count = 1;
            if (Liveness.isPerLayer(name)) {
                stacks.put(name, layers.orElseThrow());
                count = layers.get().count();
            }
            own.put(name, Rows.padded(type.last()));
            needs.put(name, need(type, count));
        });
        for (Value input : graph.inputs()) {
            if (input.type().element() == ElementType.INDEX) continue;
            own.put(input.name(), Rows.padded(input.type().last()));
            needs.put(input.name(), need(input.type(), 1));
        }
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

    private static Need need(TensorType type, long count) {
        long stride = Rows.padded(type.last());
        return isRagged(type)
                ? new Need(Axes.memoryOf(type.ragged()), count * stride)
                : new Need("", count * stride * (type.elements() / type.last()));
    }

    private static void eachAssign(Graph graph, BiConsumer<Assign, Optional<Repeat.Layers>> action) {
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> action.accept(assign, Optional.empty());
                case Repeat repeat ->
                    repeat.body().forEach(s -> action.accept((Assign) s, Optional.of(repeat.layers())));
            }
        }
    }
}
