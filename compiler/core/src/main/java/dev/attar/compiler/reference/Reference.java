package dev.attar.compiler.reference;

import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LayerNumber;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.PerLayerValues;
import dev.attar.compiler.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a model as its operations are defined.
 *
 * <p>Numerics: double precision, every sum from the first term to the last, {@link StrictMath}: equal inputs give equal bits
 * on every machine, and no sequence's result depends on the others of its batch.
 */
public final class Reference {
    private Reference() {}

    /**
     * One output of the entry point {@code forward}.
     *
     * @param output an output's name, {@code hidden} or {@code head}
     * @return its rows: one for each token or one for each sequence
     * @throws IllegalArgumentException when the tokens are outside the model's limits, a parameter is missing or of another
     *     length, or there is no such output
     */
    public static double[][] run(ModelGraph model, Parameters parameters, Tokens tokens, String output) {
        double[][] rows = outputs(model, parameters, tokens).get(output);
        if (rows == null) throw new IllegalArgumentException(model.name() + " has no output " + output);
        return rows;
    }

    /** Every output of the entry point {@code forward} by its name, in execution order. */
    public static Map<String, double[][]> outputs(ModelGraph model, Parameters parameters, Tokens tokens) {
        return outputs(model, parameters, tokens, tokens.source());
    }

    /**
     * What a translator computes, in double precision.
     *
     * @param source a sequence for each of the tokens'
     */
    public static Map<String, double[][]> outputs(
            ModelGraph model, Parameters parameters, Tokens tokens, Tokens source) {
        return outputs(model, parameters, tokens, Optional.of(source));
    }

    private static Map<String, double[][]> outputs(
            ModelGraph model, Parameters parameters, Tokens tokens, Optional<Tokens> source) {
        Graph graph = model.forward();
        Interpreter interpreter = Interpreter.of(model, parameters, tokens, source, Watcher.NOBODY);
        interpreter.run(graph);
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        for (Graph.Output output : graph.outputs()) outputs.put(output.name(), interpreter.rows(output.value()));
        return outputs;
    }

    /**
     * Every output of any entry point, by its name and in order. An output for each layer is there once for each, with the
     * layer's number for the {@code *}; vectors (N) are one row.
     *
     * @param tokens what {@code ids} and {@code segments} hold; not read by an entry point without them
     * @param inputs all other inputs
     * @throws IllegalArgumentException when an input or a parameter is missing or of another shape, or the tokens are outside
     *     the model's limits
     */
    public static Map<String, double[][]> run(
            ModelGraph model, String entryPoint, Parameters parameters, Tokens tokens, Inputs inputs) {
        if (model.entryPoint(entryPoint).inputs().stream()
                .anyMatch(v -> v.name().equals("ids"))) tokens.within(model.limits());
        return run(model, entryPoint, parameters, Streams.of(tokens, tokens.source()), inputs, new Caches());
    }

    /**
     * The outputs of an entry point that goes on from what earlier calls have kept; else as
     * {@link #run(ModelGraph, String, Parameters, Tokens, Inputs)}.
     *
     * @param caches what earlier calls have kept; this one adds to it
     */
    public static Map<String, double[][]> run(
            ModelGraph model, String entryPoint, Parameters parameters, Streams streams, Inputs inputs, Caches caches) {
        Graph graph = model.entryPoint(entryPoint);
        Interpreter interpreter = Interpreter.of(parameters, streams, inputs, caches, Watcher.NOBODY);
        interpreter.run(graph);
        PerLayerValues layers = PerLayerValues.of(graph);
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        for (Graph.Output output : graph.outputs()) {
            Value value = output.value();
            if (!value.isPerLayer()) outputs.put(output.name(), interpreter.rows(value));
            for (int layer : layers.layers(value))
                outputs.put(LayerNumber.in(output.name(), layer), interpreter.rows(value.name(layer)));
        }
        return outputs;
    }
}
