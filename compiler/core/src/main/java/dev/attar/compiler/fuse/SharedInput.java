package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code linear(x, w1, b1), linear(x, w2, b2) = columns of linear(x, [w1; w2], [b1; b2])}: dense layers that read the same value
 * one after another become one product, as query, key and value do. Only plain ones: no function, no residual.
 */
final class SharedInput {
    static final String NAME = "linear.shared-input";

    private SharedInput() {}

    static List<Step> apply(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (int i = 0; i < steps.size(); ) {
            List<Assign> group = group(steps.subList(i, steps.size()));
            if (group.size() < 2) {
                result.add(steps.get(i++));
                continue;
            }
            join(group, result);
            i += group.size();
        }
        return result;
    }

    /** The longest beginning whose members can be joined. */
    private static List<Assign> group(List<Step> steps) {
        List<Assign> group = new ArrayList<>();
        for (Step step : steps) {
            if (!(step instanceof Assign assign && assign.op() instanceof Op.Linear linear)) break;
            if (linear.function().isPresent() || linear.residual().isPresent()) break;
            if (!group.isEmpty()) {
                Op.Linear first = (Op.Linear) group.getFirst().op();
                if (!first.in().equals(linear.in())
                        || first.biases().isEmpty() != linear.biases().isEmpty()) break;
            }
            group.add(assign);
        }
        return group;
    }

    private static void join(List<Assign> group, List<Step> result) {
        List<Param> weights = new ArrayList<>();
        List<Param> biases = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (Assign assign : group) {
            Op.Linear linear = (Op.Linear) assign.op();
            weights.addAll(linear.weights());
            biases.addAll(linear.biases());
            String own = assign.out().name();
            name.append(name.isEmpty() ? own : "+" + own.substring(own.lastIndexOf('.') + 1));
        }
        Value in = ((Op.Linear) group.getFirst().op()).in();
        Assign joined =
                Assign.of(name.toString(), new Op.Linear(in, weights, biases, Optional.empty(), Optional.empty()));
        result.add(joined);
        int from = 0;
        for (Assign assign : group) {
            int width = assign.out().type().last();
            result.add(new Assign(assign.out(), new Op.Columns(joined.out(), from, width)));
            from += width;
        }
    }
}
