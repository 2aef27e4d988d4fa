package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradients of parameters as sums in memory: whatever contributes to a gradient adds to the float that is there, so a graph's
 * zeros, its additions of two contributions and the sums that its repeats carry are no steps any more.
 *
 * <p>A sum over tokens goes on from what was there, in the order of the tokens. So gradients of several calls, each of whole
 * sequences, are those of one call with all of them, bit for bit, where one operation alone contributes to a parameter.
 *
 * @param graph without the outputs that are such gradients
 * @param into for each value that contributes, the parameter whose gradient it is added to
 */
record GradientSums(Graph graph, Map<String, Param> into) {
    private static final String PREFIX = "gradient.";

    /** @param params by their names */
    static GradientSums of(Graph graph, Map<String, Param> params) {
        return new Search(graph).sums(params);
    }

    private static final class Search {
        private final Graph graph;
        private final Map<String, Assign> assigns = new HashMap<>();
        private final Map<String, Repeat.Carried> carried = new HashMap<>();
        private final Set<String> entering = new HashSet<>();
        private final Set<String> gone = new HashSet<>();
        private final Map<String, Param> into = new LinkedHashMap<>();

        Search(Graph graph) {
            this.graph = graph;
            collect(graph.steps());
        }

        private void collect(List<Step> steps) {
            for (Step step : steps) {
                switch (step) {
                    case Assign assign -> assigns.put(assign.out().name(), assign);
                    case Repeat repeat -> {
                        for (Repeat.Carried c : repeat.carried()) {
                            carried.put(c.result().name(), c);
                            entering.add(c.entering().name());
                        }
                        collect(repeat.body());
                    }
                }
            }
        }

        GradientSums sums(Map<String, Param> params) {
            List<Graph.Output> outputs = new ArrayList<>();
            for (Graph.Output output : graph.outputs()) {
                Param param = output.name().startsWith(PREFIX)
                        ? params.get(output.name().substring(PREFIX.length()))
                        : null;
                if (param == null) outputs.add(output);
                else follow(output.value(), param);
            }
            Graph less = new Graph(graph.name(), graph.inputs(), without(graph.steps()), outputs);
            return new GradientSums(less, into);
        }

        private void follow(Value value, Param param) {
            String name = value.name();
            if (entering.contains(name)) return; // what is there already
            if (carried.containsKey(name)) {
                gone.add(name);
                follow(carried.get(name).initial(), param);
                follow(carried.get(name).leaving(), param);
                return;
            }
            switch (assigns.get(name).op()) {
                case GradientOp.Zero _ -> gone.add(name);
                case Op.Add(Value left, Value right) -> {
                    gone.add(name);
                    follow(left, param);
                    follow(right, param);
                }
                case GradientOp.WeightGradient _,
                        GradientOp.RowSum _,
                        GradientOp.RunSum _,
                        GradientOp.MatrixSum _,
                        GradientOp.EmbedGradient _ -> into.put(name, param);
                default -> throw new IllegalArgumentException(name + " is no sum over rows: " + assigns.get(name));
            }
        }

        private List<Step> without(List<Step> steps) {
            List<Step> kept = new ArrayList<>();
            for (Step step : steps) {
                switch (step) {
                    case Assign assign -> {
                        if (!gone.contains(assign.out().name())) kept.add(assign);
                    }
                    case Repeat repeat ->
                        kept.add(new Repeat(
                                repeat.layers(),
                                repeat.carried().stream()
                                        .filter(c -> !gone.contains(c.result().name()))
                                        .toList(),
                                without(repeat.body())));
                }
            }
            return kept;
        }
    }
}
