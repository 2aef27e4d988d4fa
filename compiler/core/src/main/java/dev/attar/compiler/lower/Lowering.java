package dev.attar.compiler.lower;

import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.WeightPlan;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;

/** Turns the entry points of a model into kernels and calls over one plan of weights, with the memory of each planned. */
public final class Lowering {
    private Lowering() {}

    /**
     * @param productWeights how the matrices of products are stored. Everything else (tables, biases, norms) is fp32: it is read
     *     once for each token and not for each product, so it costs next to nothing
     */
    public static LoopProgram lower(ModelGraph model, Storage productWeights) {
        List<Graph> graphs =
                model.entryPoints().stream().map(CarriedCopies::insert).toList();
        GraphVerifier.verify(model.withEntryPoints(graphs));
        Kernels kernels = new Kernels();
        WeightPlanner planner = new WeightPlanner();
        StatePlanner state = new StatePlanner();
        List<EntryLowering> entries = new ArrayList<>();
        for (Graph graph : graphs) {
            EntryLowering entry = new EntryLowering(graph, Axes.of(model, graph), productWeights, kernels);
            entry.weights(planner);
            entry.state(state);
            entries.add(entry);
        }
        WeightPlan weights = planner.plan();
        return LoopVerifier.verify(new LoopProgram(
                model.name(),
                kernels.all().stream().map(state::placed).toList(),
                weights,
                state.plan(),
                entries.stream()
                        .map(e -> e.entry(planner, state, ParameterPlan.NONE))
                        .toList()));
    }

    /** All weights in fp32. */
    public static LoopProgram lower(ModelGraph model) {
        return lower(model, Storage.FP32);
    }
}
