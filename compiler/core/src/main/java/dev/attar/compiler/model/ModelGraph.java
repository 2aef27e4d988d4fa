package dev.attar.compiler.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole model.
 *
 * @param name an upper-case Java identifier
 * @param limits what it accepts
 * @param source what a translator accepts as source
 * @param entryPoints its graphs, with distinct names
 */
public record ModelGraph(String name, Limits limits, Optional<Limits> source, List<Graph> entryPoints) {
    public ModelGraph {
        entryPoints = List.copyOf(entryPoints);
    }

    /** A model that reads one stream of tokens. */
    public ModelGraph(String name, Limits limits, List<Graph> entryPoints) {
        this(name, limits, Optional.empty(), entryPoints);
    }

    /**
     * @param vocabulary token ids are 0 to vocabulary - 1
     * @param context longest sequence, in tokens
     * @param segments segment ids are 0 to segments - 1; 0: the model has none
     */
    public record Limits(int vocabulary, int context, int segments) {}

    /** The entry point for inference. */
    public Graph forward() {
        return entryPoint("forward");
    }

    public Graph entryPoint(String wanted) {
        return entryPoints.stream()
                .filter(g -> g.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no entry point " + wanted));
    }

    public ModelGraph withEntryPoints(List<Graph> changed) {
        return new ModelGraph(name, limits, source, changed);
    }

    /** Every parameter once, in order of first use, with the layers it is repeated over (empty: once). */
    public List<PlacedParam> params() {
        Map<Param, PlacedParam> found = new LinkedHashMap<>();
        for (Graph graph : entryPoints) collect(graph.steps(), List.of(), found);
        return new ArrayList<>(found.values());
    }

    /** A parameter and where it occurs. */
    public record PlacedParam(Param param, List<Repeat.Layers> within) {
        /** The names in the weight file, each once, in order of first use. */
        public List<String> names() {
            if (within.isEmpty()) return List.of(param.name());
            return within.stream()
                    .flatMap(layers -> layers.numbers().stream())
                    .distinct()
                    .map(param::name)
                    .toList();
        }

        /** A parameter that several repeats share, each for its own layers, or the backward pass for the same ones. */
        private PlacedParam and(PlacedParam other) {
            List<Repeat.Layers> all = new ArrayList<>(within);
            other.within.stream().filter(layers -> !all.contains(layers)).forEach(all::add);
            return new PlacedParam(param, List.copyOf(all));
        }
    }

    private static void collect(List<Step> steps, List<Repeat.Layers> within, Map<Param, PlacedParam> found) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign ->
                    assign.op()
                            .params()
                            .forEach(p -> found.merge(
                                    p, new PlacedParam(p, p.isPerLayer() ? within : List.of()), PlacedParam::and));
                case Repeat repeat -> collect(repeat.body(), List.of(repeat.layers()), found);
            }
        }
    }
}
