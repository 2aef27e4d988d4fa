package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled model: one plan of weights, and entry points over them that share kernels.
 *
 * @param model the model's name
 * @param kernels each once, in order of first use
 * @param weights where every parameter lies
 * @param parameters where a trainer keeps what it changes
 * @param entries each with a name of its own
 */
public record LoopProgram(
        String model, List<Kernel> kernels, WeightPlan weights, ParameterPlan parameters, List<Entry> entries) {
    public LoopProgram {
        kernels = List.copyOf(kernels);
        entries = List.copyOf(entries);
    }

    /** That does not train. */
    public LoopProgram(String model, List<Kernel> kernels, WeightPlan weights, List<Entry> entries) {
        this(model, kernels, weights, ParameterPlan.NONE, entries);
    }

    /** Whether a kernel reads such elements. */
    public boolean hasElement(Element element) {
        return kernels.stream().flatMap(k -> k.buffers().stream()).anyMatch(b -> b.element() == element);
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

    /** The same model with its kernels and its weights arranged for a target. */
    public LoopProgram with(List<Kernel> changedKernels, WeightPlan changedWeights, List<Entry> changedEntries) {
        return new LoopProgram(model, changedKernels, changedWeights, parameters, changedEntries);
    }
}
