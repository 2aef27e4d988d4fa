package dev.attar.compiler.model;

import java.util.List;

/**
 * One entry point of a model: steps in execution order, from inputs to outputs.
 *
 * @param name {@code forward}; later {@code step}, {@code trainStep}
 */
public record Graph(String name, List<Value> inputs, List<Step> steps, List<Output> outputs) {
    public Graph {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
    }

    /** A value the caller can ask for, in execution order. */
    public record Output(String name, Value value) {}

    public Graph withSteps(List<Step> changed) {
        return new Graph(name, inputs, changed, outputs);
    }
}
