package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled model: one plan of weights, and entry points over them that share kernels.
 *
 * @param model the model's name
 * @param kernels each once, in order of first use
 * @param weights where every parameter lies
 * @param state what callers keep between calls
 * @param parameters where a trainer keeps what it changes
 * @param entries each with a name of its own
 */
public record LoopProgram(
        String model,
        List<Kernel> kernels,
        WeightPlan weights,
        StatePlan state,
        ParameterPlan parameters,
        List<Entry> entries) {
    public LoopProgram {
        kernels = List.copyOf(kernels);
        entries = List.copyOf(entries);
    }

    /** A model that keeps nothing between calls. */
    public LoopProgram(String model, List<Kernel> kernels, WeightPlan weights, List<Entry> entries) {
        this(model, kernels, weights, StatePlan.NONE, entries);
    }

    /** A model that does not train. */
    public LoopProgram(String model, List<Kernel> kernels, WeightPlan weights, StatePlan state, List<Entry> entries) {
        this(model, kernels, weights, state, ParameterPlan.NONE, entries);
    }

    /** How the matrices of products are stored; fp32 where there are none. */
    public Storage storage() {
        return weights.blocks().stream()
                .map(WeightBlock::layout)
                .filter(Layout.Product.class::isInstance)
                .map(layout -> ((Layout.Product) layout).storage())
                .findFirst()
                .orElse(Storage.FP32);
    }

    public Kernel kernel(String name) {
        return kernels.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    public Entry entry(String name) {
        return entries.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }

    /** What callers of any entry give: each axis and each input once, in order of first use. They mean the same everywhere. */
    public Inputs inputs() {
        List<Axis> axes = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        for (Entry entry : entries) {
            for (Axis axis : entry.inputs().axes()) if (!axes.contains(axis)) axes.add(axis);
            for (Input input : entry.inputs().inputs()) if (!inputs.contains(input)) inputs.add(input);
        }
        return new Inputs(axes, inputs);
    }

    /** A program of this model with the kernels, weights and entry points of a target. */
    public LoopProgram with(List<Kernel> changedKernels, WeightPlan changedWeights, List<Entry> changedEntries) {
        return new LoopProgram(model, changedKernels, changedWeights, state, parameters, changedEntries);
    }
}
