package dev.attar.compiler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The layers of each value with a {@code *} in its name: those of the repeat that defines it or, when it is given, of the
 * repeats that read it.
 */
public final class PerLayerValues {
    private final Map<String, List<Integer>> layers = new TreeMap<>();

    private PerLayerValues() {}

    public static PerLayerValues of(Graph graph) {
        PerLayerValues found = new PerLayerValues();
        for (Step step : graph.steps()) if (step instanceof Repeat repeat) found.collect(repeat);
        return found;
    }

    /** The numbers of a value's layers, in ascending order; empty: no repeat knows it. */
    public List<Integer> layers(Value value) {
        return layers.getOrDefault(value.name(), List.of());
    }

    private void collect(Repeat repeat) {
        List<Integer> numbers = new ArrayList<>(new TreeSet<>(repeat.layers().numbers()));
        for (Step step : repeat.body())
            if (step instanceof Assign(Value out, Op op)) {
                op.operands().forEach(v -> see(v, numbers));
                see(out, numbers);
            }
        repeat.carried().forEach(c -> see(c.leaving(), numbers));
    }

    private void see(Value value, List<Integer> numbers) {
        if (value.isPerLayer()) layers.putIfAbsent(value.name(), numbers);
    }
}
