package dev.attar.compiler.gradient;

import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model that learns in double precision by its own entry points: parameters and moments between steps. */
final class ReferenceTraining {
    private final ModelGraph model;
    private final Optimizer optimizer;
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final Map<String, double[]> weights;
    private final Map<String, double[][]> moments = new HashMap<>();
    private int steps;

    /** What a step tells: the mean loss, the norm before clipping, and the gradients of the sum and their factor. */
    record Told(double loss, double norm, Map<String, double[][]> gradients, double factor) {}

    ReferenceTraining(ModelGraph model, Optimizer optimizer, Map<String, double[]> start) {
        this.model = model;
        this.optimizer = optimizer;
        this.weights = new LinkedHashMap<>(start);
        for (PlacedParam placed : model.params())
            for (String name : placed.names())
                shapes.put(name, placed.param().type().sizes());
    }

    Map<String, double[]> weights() {
        return weights;
    }

    Told step(Tokens tokens, Inputs labels, double rate) {
        var step = Reference.run(model, "trainStep", Parameters.of(weights), tokens, labels);
        double[] loss = step.get("loss")[0];
        steps++;
        Map<String, double[][]> given = new HashMap<>();
        step.forEach((name, value) -> {
            if (name.startsWith("gradient.")) given.put(name, value);
        });
        given.put("count", new double[][] {{loss[1]}});
        given.put("rate", new double[][] {{rate}});
        if (optimizer instanceof Optimizer.Adam adam)
            given.put("corrections", new double[][] {
                {1 - Math.pow(adam.beta1(), steps), 1 - Math.pow(adam.beta2(), steps)}
            });
        for (String name : shapes.keySet())
            for (String moment : List.of("first.", "second."))
                given.put(moment + name, moments.computeIfAbsent(moment + name, _ -> zeros(shapes.get(name))));
        var updated = Reference.run(
                model, "update", Parameters.of(weights), new Tokens(List.of()), new Inputs(given, Map.of()));
        updated.forEach((name, value) -> {
            if (name.startsWith("parameter.")) weights.put(name.substring("parameter.".length()), flat(value));
            else if (!name.equals("factor")) moments.put(name, value);
        });
        double[] factor = updated.get("factor")[0];
        return new Told(loss[0] / loss[1], factor[1], given, factor[0]);
    }

    private static double[][] zeros(List<Integer> shape) {
        return new double[shape.size() > 1 ? shape.getFirst() : 1][shape.getLast()];
    }

    private static double[] flat(double[][] rows) {
        return new ArrayList<>(Arrays.asList(rows))
                .stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
