package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.WeightPlan;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the entry points of training into kernels and calls, over weights that are packed for the forward pass and over the memory
 * of a trainer: {@code trainStep} adds to gradients there, {@code update} changes parameters and moments.
 */
public final class TrainingLowering {
    private TrainingLowering() {}

    /** @param model with the entry points of training alone, fused */
    public static LoopProgram lower(ModelGraph model) {
        List<PlacedParam> placed = model.params();
        Map<String, Param> params = new HashMap<>();
        placed.forEach(p -> params.put(p.param().name(), p.param()));
        UpdateLowering update = new UpdateLowering(model.entryPoint("update"));
        Map<List<Statement>, List<Param>> groups =
                update.groups(placed.stream().map(PlacedParam::param).toList());
        ParameterPlan plan = plan(model, placed, groups);
        Kernels kernels = new Kernels();
        WeightPlanner planner = new WeightPlanner();
        List<EntryLowering> lowered = new ArrayList<>();
        List<Graph> graphs = new ArrayList<>();
        for (Graph graph : model.entryPoints()) {
            if (graph.name().equals("update")) continue;
            GradientSums sums = GradientSums.of(TrainingSteps.expand(graph), params);
            Graph ready = CarriedCopies.insert(sums.graph());
            graphs.add(ready);
            EntryLowering entry =
                    new EntryLowering(ready, Axes.of(model, ready), Storage.FP32, kernels, sums.into(), true);
            entry.weights(planner);
            lowered.add(entry);
        }
        GraphVerifier.verify(model.withEntryPoints(graphs));
        WeightPlan weights = planner.plan();
        List<Entry> entries = new ArrayList<>();
        for (EntryLowering entry : lowered) entries.add(entry.entry(planner, new StatePlanner(), plan));
        entries.add(update.entry(groups, plan, kernels));
        return LoopVerifier.verify(
                new LoopProgram(model.name(), kernels.all(), weights, StatePlan.NONE, plan, entries));
    }

    private static ParameterPlan plan(
            ModelGraph model, List<PlacedParam> placed, Map<List<Statement>, List<Param>> groups) {
        Graph update = model.entryPoint("update");
        Set<String> inputs = update.inputs().stream().map(Value::name).collect(Collectors.toSet());
        Set<UpdateOp> ops = new LinkedHashSet<>();
        collect(update.steps(), ops);
        return ParameterPlanner.plan(placed, groups.values(), inputs, ParameterPlanner.betas(ops));
    }

    private static void collect(List<Step> steps, Set<UpdateOp> ops) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> {
                    if (assign.op() instanceof UpdateOp op) ops.add(op);
                }
                case Repeat repeat -> collect(repeat.body(), ops);
            }
        }
    }
}
