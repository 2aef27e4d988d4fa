package dev.attar.compiler.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every graph must fulfil, checked on entry to and exit from each stage that makes or changes one: each value is
 * defined once and before it is read, with the type its operation gives; per-layer parameters stand inside repeats and only
 * there; a value with a {@code *} is defined in a repeat or given, and read in repeats over the same layers and only there;
 * one parameter name means one parameter; each output exists; entry points have different names, and so have the outputs of
 * each. (Shapes are checked by the operations themselves.)
 */
public final class GraphVerifier {
    private final Map<String, Value> defined = new HashMap<>();
    private final Set<String> everDefined = new HashSet<>();
    private final Map<String, Param> params;
    private final PerLayerValues perLayer;
    /** Of the repeat whose body is looked at; empty outside. */
    private List<Integer> layers = List.of();

    private GraphVerifier(Map<String, Param> params, PerLayerValues perLayer) {
        this.params = params;
        this.perLayer = perLayer;
    }

    /**
     * @return the same model
     * @throws IllegalStateException naming the first rule broken
     */
    public static ModelGraph verify(ModelGraph model) {
        Map<String, Param> params = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Graph graph : model.entryPoints()) {
            require(names.add(graph.name()), "two entry points are called " + graph.name());
            new GraphVerifier(params, PerLayerValues.of(graph)).graph(graph);
        }
        return model;
    }

    private void graph(Graph graph) {
        graph.inputs().forEach(this::define);
        steps(graph.steps(), false);
        Set<String> outputs = new HashSet<>();
        for (Graph.Output output : graph.outputs()) {
            exists(output.value());
            require(outputs.add(output.name()), "two outputs are called " + output.name());
        }
    }

    private void steps(List<Step> steps, boolean inRepeat) {
        for (Step step : steps) {
            switch (step) {
                case Assign(Value out, Op op) -> {
                    op.operands().forEach(this::read);
                    op.params().forEach(p -> param(p, inRepeat));
                    require(!out.isPerLayer() || inRepeat, out + " is per layer but defined outside of a repeat");
                    define(out);
                }
                case Repeat repeat -> repeat(repeat, inRepeat);
            }
        }
    }

    private void repeat(Repeat repeat, boolean nested) {
        require(!nested, "a repeat inside a repeat");
        repeat.carried().forEach(c -> read(c.initial()));
        Map<String, Value> outside = Map.copyOf(defined);
        repeat.carried().forEach(c -> carry(c.entering()));
        layers = repeat.layers().numbers().stream().sorted().toList();
        steps(repeat.body(), true);
        repeat.carried().forEach(c -> read(c.leaving()));
        layers = List.of();
        defined.values().removeIf(v -> !v.isPerLayer() && !outside.containsKey(v.name()));
        repeat.carried().forEach(c -> carry(c.result()));
    }

    private void carry(Value value) {
        require(!value.isPerLayer(), value + " is per layer but carried");
        define(value);
    }

    private void define(Value value) {
        require(everDefined.add(value.name()), value + " is defined twice");
        defined.put(value.name(), value);
    }

    private void read(Value value) {
        exists(value);
        if (!value.isPerLayer()) return;
        require(!layers.isEmpty(), value + " is per layer but read outside of a repeat");
        require(
                perLayer.layers(value).equals(layers),
                value + " has layers " + perLayer.layers(value) + " but is read in " + layers);
    }

    private void exists(Value value) {
        require(value.equals(defined.get(value.name())), value + " " + value.type() + " is read but not defined there");
    }

    private void param(Param param, boolean inRepeat) {
        require(!param.isPerLayer() || inRepeat, param + " is per layer but read outside of a repeat");
        Param known = params.putIfAbsent(param.name(), param);
        require(known == null || known.equals(param), param + " is declared in two ways");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException("tensor IR: " + otherwise);
    }
}
