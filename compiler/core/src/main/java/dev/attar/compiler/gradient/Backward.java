package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Walks the steps of a forward pass from the last to the first and writes the backward pass. When a step is reached, all
 * that read its result have contributed to its gradient. Repeats are walked by {@link BackwardLayers}.
 */
final class Backward implements Contributions {
    private final Needed needed;
    private final Names names;
    /** The steps of the forward pass, in which repeats keep what the backward pass reads. */
    private final List<Step> forward = new ArrayList<>();

    private final List<Step> backward = new ArrayList<>();
    private final Map<Value, Value> ofValues = new HashMap<>();
    private final Map<Param, Value> ofParams = new LinkedHashMap<>();

    private final Optional<Integer> padding;

    /** @param padding the token whose rows learn nothing from being looked up */
    Backward(Needed needed, Names names, Optional<Integer> padding) {
        this.needed = needed;
        this.names = names;
        this.padding = padding;
    }

    void walk(List<Step> steps) {
        for (Step step : steps.reversed()) {
            switch (step) {
                case Assign assign -> {
                    Value gradient = ofValues.get(assign.out());
                    if (gradient != null) Rules.apply(assign, gradient, this);
                    forward.add(assign);
                }
                case Repeat repeat -> forward.add(new BackwardLayers(repeat, this).walk());
            }
        }
        Collections.reverse(forward);
    }

    List<Step> forward() {
        return forward;
    }

    List<Step> backward() {
        return backward;
    }

    /** The gradient of each trained parameter, in the order in which the backward pass finishes them. */
    Map<Param, Value> ofParams() {
        return Collections.unmodifiableMap(ofParams);
    }

    Needed needed() {
        return needed;
    }

    Names names() {
        return names;
    }

    // ---- for rules ----

    @Override
    public boolean wants(Value value) {
        return needed.of(value);
    }

    @Override
    public boolean wants(Param param) {
        return needed.of(param);
    }

    @Override
    public Value read(Value forward) {
        return forward;
    }

    @Override
    public Value compute(String name, Op op) {
        Assign assign = Assign.of(names.unused(name), op);
        backward.add(assign);
        return assign.out();
    }

    @Override
    public Optional<Integer> padding(Value indices) {
        boolean tokens = indices.name().equals("ids") || indices.name().equals("source.ids");
        return tokens ? padding : Optional.empty();
    }

    @Override
    public void add(Value to, Supplier<Op> contribution) {
        if (wants(to)) pass(to, compute("gradient." + to.name(), contribution.get()));
    }

    @Override
    public void add(Param to, Supplier<Op> contribution) {
        if (!needed.of(to)) return;
        Value more = compute("gradient." + to.name(), contribution.get());
        Value sum = ofParams.get(to);
        ofParams.put(to, sum == null ? more : compute(more.name() + ".sum", new Op.Add(sum, more)));
    }

    @Override
    public void pass(Value to, Value contribution) {
        if (!wants(to)) return;
        Value sum = ofValues.get(to);
        ofValues.put(
                to,
                sum == null ? contribution : compute("gradient." + to.name() + ".sum", new Op.Add(sum, contribution)));
    }

    // ---- for repeats, which carry sums ----

    void add(Repeat backwardLayers) {
        backward.add(backwardLayers);
    }

    /** The sum so far of a value's gradient, or zeros. */
    Value soFar(Value value) {
        Value sum = ofValues.get(value);
        return sum != null ? sum : compute("zero." + value.name(), new GradientOp.Zero(value.type()));
    }

    /** The sum so far of a parameter's gradient, or zeros. */
    Value soFar(Param param) {
        Value sum = ofParams.get(param);
        return sum != null ? sum : compute("zero." + param.name(), new GradientOp.Zero(param.type()));
    }

    /** The sum that a repeat has carried on. */
    void replace(Value value, Value sum) {
        ofValues.put(value, sum);
    }

    void replace(Param param, Value sum) {
        ofParams.put(param, sum);
    }

    void gradientOfLayers(Param param, Value gradient) {
        if (ofParams.put(param, gradient) != null)
            throw new NoGradient(param + " is read in two repeats, and its gradient can be written in one");
    }
}
