package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entry point {@code update}: {@code gradient.P} of the sum of the losses, {@code count}, {@code rate} and the moments of
 * each trained parameter P -> {@code parameter.P} and the new moments, and {@code factor}: what gradients were multiplied by,
 * and the norm of the mean's before clipping. Sgd with momentum has the moment {@code first.P}; Adam has {@code first.P} and
 * {@code second.P} and the input {@code corrections}: {@code 1 - beta1^t}, {@code 1 - beta2^t}. Moments are 0 before step 1.
 */
final class Update {
    private static final TensorType NUMBER = TensorType.constant(1);

    private final Training training;
    private final List<Value> inputs = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();
    private final Value count = new Value("count", NUMBER);
    private final Value rate = new Value("rate", NUMBER);
    private final Value corrections = new Value("corrections", TensorType.constant(2));
    private final Value factor = new Value("factor", TensorType.constant(2));
    private List<Step> steps = new ArrayList<>();

    private Update(Training training) {
        this.training = training;
    }

    /** @param trained parameters that have a gradient */
    static Graph graph(ModelGraph model, Set<Param> trained, Training training) {
        Map<List<Repeat.Layers>, List<Param>> groups = new LinkedHashMap<>();
        for (PlacedParam placed : model.params())
            if (trained.contains(placed.param()))
                groups.computeIfAbsent(placed.within(), _ -> new ArrayList<>()).add(placed.param());
        return new Update(training).graph(groups);
    }

    private Graph graph(Map<List<Repeat.Layers>, List<Param>> groups) {
        inputs.addAll(List.of(count, rate));
        if (training.optimizer() instanceof Optimizer.Adam) inputs.add(corrections);
        factor(groups);
        groups.forEach((within, params) -> {
            List<Step> around = steps;
            steps = new ArrayList<>();
            params.forEach(this::update);
            List<Step> made = steps;
            steps = around;
            if (within.isEmpty()) steps.addAll(made);
            else steps.add(new Repeat(within.getFirst(), List.of(), made));
        });
        return new Graph("update", inputs, steps, outputs);
    }

    // ---- the global norm ----

    private void factor(Map<List<Repeat.Layers>, List<Param>> groups) {
        Value squares = add("squares", new GradientOp.Zero(NUMBER));
        int group = 0;
        for (Map.Entry<List<Repeat.Layers>, List<Param>> entry : groups.entrySet()) {
            entry.getValue().forEach(p -> inputs.add(gradient(p)));
            squares = entry.getKey().isEmpty()
                    ? squares(squares, entry.getValue())
                    : squares(squares, entry.getKey().getFirst(), entry.getValue(), ++group);
        }
        add(factor.name(), new UpdateOp.GradientFactor(squares, count, training.clip()));
        outputs.add(new Graph.Output(factor.name(), factor));
    }

    private Value squares(Value sum, List<Param> params) {
        Value all = sum;
        for (Param param : params)
            all = add("squares." + param.name().replace("*", "layer"), new UpdateOp.AddSquares(all, gradient(param)));
        return all;
    }

    private Value squares(Value sum, Repeat.Layers layers, List<Param> params, int group) {
        List<Step> around = steps;
        steps = new ArrayList<>();
        Value entering = new Value("layers." + group + ".squares.in", NUMBER);
        Value leaving = squares(entering, params);
        Value result = new Value("layers." + group + ".squares", NUMBER);
        Repeat repeat = new Repeat(layers, List.of(new Repeat.Carried(sum, entering, leaving, result)), steps);
        steps = around;
        steps.add(repeat);
        return result;
    }

    // ---- steps ----

    private void update(Param param) {
        Value parameter = add("read." + param.name(), new UpdateOp.Read(param));
        Value updated = switch (training.optimizer()) {
            case Optimizer.Sgd sgd -> descend(param, parameter, sgd);
            case Optimizer.Adam adam -> adam(param, parameter, adam);
        };
        outputs.add(new Graph.Output("parameter." + param.name(), updated));
    }

    private Value descend(Param param, Value parameter, Optimizer.Sgd sgd) {
        Value direction = scaled(param, parameter, sgd.decay());
        if (sgd.momentum() > 0) {
            Value moved = moment("first", param, direction, sgd.momentum(), 1, false);
            direction = sgd.nesterov()
                    ? add("ahead." + param.name(), new UpdateOp.Moment(moved, direction, sgd.momentum(), 1, false))
                    : moved;
        }
        return add("parameter." + param.name(), new UpdateOp.Descend(parameter, direction, rate));
    }

    private Value adam(Param param, Value parameter, Optimizer.Adam adam) {
        double decay = training.decayed().test(param) ? adam.decay() : 0;
        Value gradient = scaled(param, parameter, adam.decoupled() ? 0 : adam.decay());
        Value first = moment("first", param, gradient, adam.beta1(), 1 - adam.beta1(), false);
        Value second = moment("second", param, gradient, adam.beta2(), 1 - adam.beta2(), true);
        return add(
                "parameter." + param.name(),
                new UpdateOp.Adam(
                        parameter,
                        first,
                        second,
                        rate,
                        corrections,
                        adam.epsilon(),
                        adam.decoupled() ? decay : 0,
                        adam.form()));
    }

    private Value scaled(Param param, Value parameter, double penalty) {
        boolean decays = penalty > 0 && training.decayed().test(param);
        Optional<UpdateOp.Scaled.Decay> decay =
                decays ? Optional.of(new UpdateOp.Scaled.Decay(parameter, penalty)) : Optional.empty();
        return add("scaled." + param.name(), new UpdateOp.Scaled(gradient(param), factor, decay));
    }

    private Value moment(String name, Param param, Value gradient, double keep, double take, boolean squared) {
        Value old = new Value(name + "." + param.name(), param.type());
        inputs.add(old);
        Value updated = add("next." + old.name(), new UpdateOp.Moment(old, gradient, keep, take, squared));
        outputs.add(new Graph.Output(old.name(), updated));
        return updated;
    }

    private static Value gradient(Param param) {
        return new Value("gradient." + param.name(), param.type());
    }

    private Value add(String name, Op op) {
        Assign assign = Assign.of(name, op);
        steps.add(assign);
        return assign.out();
    }
}
