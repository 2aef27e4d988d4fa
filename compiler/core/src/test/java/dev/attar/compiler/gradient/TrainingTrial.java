package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Value;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A model with its training entry points, weights, a batch and labels for it. */
record TrainingTrial(ModelGraph model, Map<String, double[]> weights, Tokens tokens, Inputs inputs) {
    /** With random weights and random labels, a fifth of them missing where labels can be missing. */
    static TrainingTrial random(ModelGraph model, Tokens tokens, long seed) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        RandomWeights.of(model, seed).all().forEach((name, values) -> {
            double[] wide = new double[values.length];
            for (int i = 0; i < wide.length; i++) wide[i] = values[i];
            weights.put(name, wide);
        });
        return new TrainingTrial(model, weights, tokens, labels(model.entryPoint("trainStep"), tokens, seed));
    }

    private static Inputs labels(Graph graph, Tokens tokens, long seed) {
        Random random = new Random(seed);
        Map<String, double[][]> floats = new HashMap<>();
        Map<String, int[]> indices = new HashMap<>();
        int classes = graph.outputs().getFirst().value().type().last();
        for (Value input : graph.inputs()) {
            if (input.name().endsWith("ids") || input.name().endsWith("segments")) continue;
            if (input.name().equals("seed")) {
                indices.put("seed", new int[] {random.nextInt(), random.nextInt(), 5, 2, 7});
                continue;
            }
            int rows = input.type().ragged() == Ragged.TOKENS
                    ? tokens.tokenCount()
                    : tokens.sequences().size();
            if (input.type().element() == ElementType.INDEX)
                indices.put(input.name(), ids(input, rows, classes, tokens, random));
            else floats.put(input.name(), targets(rows, classes, random));
        }
        return new Inputs(floats, indices);
    }

    private static int[] ids(Value input, int rows, int classes, Tokens tokens, Random random) {
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            boolean places = input.name().equals("starts") || input.name().equals("ends");
            int bound = places ? tokens.sequences().get(r).length() : classes;
            labels[r] = r > 0 && random.nextInt(5) == 0 ? -100 : random.nextInt(bound);
        }
        return labels;
    }

    private static double[][] targets(int rows, int classes, Random random) {
        double[][] targets = new double[rows][classes];
        for (double[] row : targets) for (int c = 0; c < classes; c++) row[c] = random.nextDouble();
        return targets;
    }

    Map<String, double[][]> trainStep() {
        return Reference.run(model, "trainStep", Parameters.of(weights), tokens, inputs);
    }

    /** The sum of the losses: by {@code evaluate}, unless something is dropped. */
    double loss() {
        boolean drops = inputs.indices().containsKey("seed");
        return Reference.run(model, drops ? "trainStep" : "evaluate", Parameters.of(weights), tokens, inputs)
                .get("loss")[0][0];
    }

    TrainingTrial withModel(ModelGraph changed) {
        return new TrainingTrial(changed, weights, tokens, inputs);
    }
}
