package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that a graph has not used yet. */
final class Names {
    private final Set<String> taken = new HashSet<>();

    static Names of(Graph graph) {
        Names names = new Names();
        for (Value input : graph.inputs()) names.taken.add(input.name());
        names.collect(graph.steps());
        return names;
    }

    private void collect(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> taken.add(assign.out().name());
                case Repeat repeat -> {
                    for (Repeat.Carried c : repeat.carried()) {
                        taken.add(c.entering().name());
                        taken.add(c.result().name());
                    }
                    collect(repeat.body());
                }
            }
        }
    }

    /** The name wanted or, where it is taken, the same with a number. */
    String unused(String wanted) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) name = wanted + "." + number;
        return name;
    }

    /** The name of each layer's own value: {@code layer.attention.query} becomes {@code layer.*.attention.query}. */
    String perLayer(String name) {
        String prefix = "layer.";
        return unused("layer.*." + (name.startsWith(prefix) ? name.substring(prefix.length()) : name));
    }
}
