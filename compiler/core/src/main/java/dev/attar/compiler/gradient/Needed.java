package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which gradients are wanted: those of trained parameters, and of values that depend on one. */
final class Needed {
    private final Set<Param> trained;
    private final Set<String> values = new HashSet<>();

    private Needed(Set<Param> trained) {
        this.trained = trained;
    }

    static Needed of(List<Step> steps, Set<Param> trained) {
        Needed needed = new Needed(trained);
        needed.follow(steps);
        return needed;
    }

    boolean of(Value value) {
        return values.contains(value.name());
    }

    boolean of(Param param) {
        return param.source() == Param.Source.WEIGHTS && trained.contains(param);
    }

    private void follow(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> {
                    if (assign.op().operands().stream().anyMatch(this::of)
                            || assign.op().params().stream().anyMatch(this::of))
                        values.add(assign.out().name());
                }
                case Repeat repeat -> follow(repeat);
            }
        }
    }

    /** Until nothing changes: what one layer needs, the one before needs too. */
    private void follow(Repeat repeat) {
        int before;
        do {
            before = values.size();
            for (Repeat.Carried c : repeat.carried())
                if (of(c.initial()) || of(c.leaving()))
                    for (Value v : List.of(c.entering(), c.leaving(), c.result())) values.add(v.name());
            follow(repeat.body());
        } while (values.size() > before);
    }
}
