package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps that a value depends on. */
final class LiveSteps {
    private final Set<String> read = new HashSet<>();

    static List<Step> of(List<Step> steps, Value wanted) {
        LiveSteps live = new LiveSteps();
        live.read.add(wanted.name());
        return live.sweep(steps);
    }

    private List<Step> sweep(List<Step> steps) {
        Deque<Step> kept = new ArrayDeque<>();
        for (Step step : steps.reversed()) {
            switch (step) {
                case Assign assign -> {
                    if (!read.contains(assign.out().name())) continue;
                    assign.op().operands().forEach(v -> read.add(v.name()));
                    kept.addFirst(assign);
                }
                case Repeat repeat -> {
                    if (repeat.carried().stream()
                            .noneMatch(c -> read.contains(c.result().name()))) continue;
                    for (Repeat.Carried c : repeat.carried()) {
                        read.add(c.leaving().name());
                        read.add(c.initial().name());
                    }
                    kept.addFirst(new Repeat(repeat.layers(), repeat.carried(), sweep(repeat.body())));
                }
            }
        }
        return List.copyOf(kept);
    }
}
