package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The backward pass of equal layers: the same layers from the last to the first. What a rule reads of the forward pass is
 * kept for each layer or computed again ({@link Recomputation}). Gradients of what the layers hand on are carried, and so are
 * those of values from before the repeat and of parameters that every layer reads; a parameter of each layer has a gradient
 * of each layer.
 */
final class BackwardLayers implements Contributions {
    private final Repeat repeat;
    private final Backward around;
    private final List<Step> body = new ArrayList<>();
    private final List<Repeat.Carried> carried = new ArrayList<>();
    /** The forward steps of one layer by their results; what it is handed has none. */
    private final Map<Value, Assign> steps = new HashMap<>();

    private final Map<Value, Value> ofValues = new HashMap<>();
    private final Map<Value, Sum> ofOutside = new LinkedHashMap<>();
    private final Map<Param, Sum> ofShared = new LinkedHashMap<>();
    private final Map<Param, Partial> ofLayers = new LinkedHashMap<>();
    private final Map<Value, Value> kept = new LinkedHashMap<>();
    private final Map<Value, Value> again = new HashMap<>();

    /** A sum that is carried from layer to layer. */
    private record Sum(Value initial, Value entering, Value now) {
        Sum plus(Value sum) {
            return new Sum(initial, entering, sum);
        }
    }

    /** A layer's gradient of a parameter that is read so many more times. */
    private record Partial(Value sum, int missing) {}

    BackwardLayers(Repeat repeat, Backward around) {
        this.repeat = repeat;
        this.around = around;
        for (Step step : repeat.body()) if (step instanceof Assign assign) steps.put(assign.out(), assign);
        for (Repeat.Carried c : repeat.carried()) steps.put(c.entering(), null);
    }

    /** @return the forward repeat, keeping what the backward one reads */
    Repeat walk() {
        List<Repeat.Carried> wanted =
                repeat.carried().stream().filter(c -> wants(c.leaving())).toList();
        if (wanted.isEmpty()) return repeat;
        Map<Repeat.Carried, Value> entering = new HashMap<>();
        Map<Repeat.Carried, Value> initial = new HashMap<>();
        for (Repeat.Carried c : wanted) {
            initial.put(c, around.soFar(c.result()));
            Value handed = value("gradient." + c.leaving().name(), c.leaving());
            entering.put(c, handed);
            pass(c.leaving(), handed);
        }
        for (Step step : repeat.body().reversed())
            if (step instanceof Assign assign && ofValues.containsKey(assign.out()))
                Rules.apply(assign, ofValues.get(assign.out()), this);
        Map<Value, Value> results = new LinkedHashMap<>();
        for (Repeat.Carried c : wanted) {
            Value leaving = ofValues.get(c.entering());
            if (leaving == null) throw new NoGradient(c.entering() + " does not reach the loss");
            Value result = value("gradient." + c.initial().name(), c.initial());
            carried.add(new Repeat.Carried(initial.get(c), entering.get(c), leaving, result));
            results.put(c.initial(), result);
        }
        ofOutside.forEach((outer, sum) -> around.replace(outer, carry(sum, "gradient." + outer.name())));
        ofShared.forEach((param, sum) -> around.replace(param, carry(sum, "gradient." + param.name())));
        results.forEach(around::pass); // after what was carried on, which replaces a sum
        ofLayers.forEach((param, partial) -> around.gradientOfLayers(param, partial.sum()));
        around.add(new Repeat(reversed(repeat.layers()), carried, body));
        return keeping();
    }

    private Value carry(Sum sum, String name) {
        Value result = value(name, sum.initial());
        carried.add(new Repeat.Carried(sum.initial(), sum.entering(), sum.now(), result));
        return result;
    }

    private static Repeat.Layers reversed(Repeat.Layers layers) {
        return new Repeat.Layers(layers.numbers().getLast(), -layers.step(), layers.count());
    }

    // ---- what the forward pass keeps ----

    /** The forward repeat with a name for each layer's own value where it is kept. */
    private Repeat keeping() {
        List<Step> changed = new ArrayList<>();
        for (Repeat.Carried c : repeat.carried())
            if (kept.containsKey(c.entering()))
                changed.add(new Assign(kept.get(c.entering()), new Op.Copy(c.entering())));
        for (Step step : repeat.body())
            if (step instanceof Assign(Value out, Op op))
                changed.add(new Assign(renamed(out), op.mapOperands(this::renamed)));
        List<Repeat.Carried> handed = repeat.carried().stream()
                .map(c -> new Repeat.Carried(c.initial(), c.entering(), renamed(c.leaving()), c.result()))
                .toList();
        return new Repeat(repeat.layers(), handed, changed);
    }

    /** What is handed to a layer keeps its name: its copy has the other. */
    private Value renamed(Value value) {
        return steps.get(value) == null ? value : kept.getOrDefault(value, value);
    }

    // ---- for rules ----

    @Override
    public boolean wants(Value value) {
        return around.wants(value);
    }

    @Override
    public boolean wants(Param param) {
        return around.wants(param);
    }

    @Override
    public Value read(Value forward) {
        if (!steps.containsKey(forward)) return forward; // from before the repeat
        Assign step = steps.get(forward);
        if (step == null || !Recomputation.isCheap(step.op()))
            return kept.computeIfAbsent(forward, v -> new Value(around.names().perLayer(v.name()), v.type()));
        if (!again.containsKey(forward))
            again.put(forward, compute(forward.name() + ".again", step.op().mapOperands(this::read)));
        return again.get(forward);
    }

    @Override
    public Value compute(String name, Op op) {
        Assign assign = Assign.of(around.names().unused(name), op);
        body.add(assign);
        return assign.out();
    }

    @Override
    public void add(Value to, Supplier<Op> contribution) {
        if (wants(to)) pass(to, compute("gradient." + to.name(), contribution.get()));
    }

    @Override
    public Optional<Integer> padding(Value indices) {
        return around.padding(indices);
    }

    @Override
    public void pass(Value to, Value contribution) {
        if (!wants(to)) return;
        if (steps.containsKey(to)) {
            Value sum = ofValues.get(to);
            ofValues.put(to, sum == null ? contribution : plus(sum, contribution, to.name()));
        } else {
            Sum sum = ofOutside.computeIfAbsent(to, v -> sum(around.soFar(v), v.name()));
            ofOutside.put(to, sum.plus(plus(sum.now(), contribution, to.name())));
        }
    }

    @Override
    public void add(Param to, Supplier<Op> contribution) {
        if (!around.needed().of(to)) return;
        if (to.isPerLayer()) {
            addOfLayer(to, contribution.get());
            return;
        }
        Value more = compute("gradient." + to.name(), contribution.get());
        Sum sum = ofShared.computeIfAbsent(to, p -> sum(around.soFar(p), p.name()));
        ofShared.put(to, sum.plus(plus(sum.now(), more, to.name())));
    }

    /** The last of a layer's contributions makes the value that outlives the repeat; those before are parts of it. */
    private void addOfLayer(Param to, Op contribution) {
        Partial before = ofLayers.getOrDefault(to, new Partial(null, readers(to)));
        String name = "gradient." + to.name();
        String part = name.replace("*", "layer") + ".part";
        boolean last = before.missing() == 1;
        Value more = compute(last && before.sum() == null ? name : part, contribution);
        Value sum = before.sum() == null ? more : compute(last ? name : part + ".sum", new Op.Add(before.sum(), more));
        ofLayers.put(to, new Partial(sum, before.missing() - 1));
    }

    private int readers(Param param) {
        return (int) steps.values().stream()
                .filter(step -> step != null)
                .flatMap(step -> step.op().params().stream())
                .filter(param::equals)
                .count();
    }

    private Value plus(Value sum, Value more, String name) {
        return compute("gradient." + name + ".sum", new Op.Add(sum, more));
    }

    private Sum sum(Value initial, String name) {
        Value entering = value("gradient." + name + ".so-far", initial);
        return new Sum(initial, entering, entering);
    }

    private Value value(String name, Value like) {
        return new Value(around.names().unused(name), like.type());
    }
}
