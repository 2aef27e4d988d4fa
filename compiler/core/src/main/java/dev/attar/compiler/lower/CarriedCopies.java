package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes it safe to keep each carried value of a repeat in one place: where that place would be overwritten too early, a copy is
 * put in between. A model in the usual form needs none.
 *
 * <p>The value that leaves a layer may take the place of the one that entered when that one is not read any more; the value
 * before the first layer may be that place when nothing else reads it.
 */
final class CarriedCopies {
    private CarriedCopies() {}

    static Graph insert(Graph graph) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < graph.steps().size(); i++) {
            switch (graph.steps().get(i)) {
                case Assign assign -> steps.add(assign);
                case Repeat repeat -> {
                    Set<String> readLater =
                            readBy(graph.steps().subList(i + 1, graph.steps().size()));
                    graph.outputs().forEach(o -> readLater.add(o.value().name()));
                    insert(repeat, graph.steps().subList(0, i), readLater, steps);
                }
            }
        }
        return graph.withSteps(steps);
    }

    private static void insert(Repeat repeat, List<Step> before, Set<String> readLater, List<Step> steps) {
        // Two that swap would need a third place; no model has such two, and a wrong number is worse than a refusal.
        for (Repeat.Carried c : repeat.carried())
            for (Repeat.Carried other : repeat.carried())
                if (c != other
                        && (c.leaving().equals(other.entering()) || c.leaving().equals(other.leaving())))
                    throw new IllegalStateException("a repeat that hands " + c.leaving() + " on twice");
        List<Step> body = new ArrayList<>(repeat.body());
        List<Repeat.Carried> carried = new ArrayList<>();
        Set<String> readInside = readBy(repeat.body());
        Set<String> places = new HashSet<>();
        for (Repeat.Carried c : repeat.carried()) {
            Value initial = c.initial();
            boolean owned = isComputed(initial, before)
                    && !readLater.contains(initial.name())
                    && !readInside.contains(initial.name())
                    && places.add(initial.name());
            if (!owned) {
                Assign copy = copy(initial.name() + ".first", initial);
                steps.add(copy);
                initial = copy.out();
            }
            Value leaving = c.leaving();
            if (!mayTakeThePlace(leaving, c.entering(), repeat.body())) {
                Assign copy = copy(leaving.name() + ".next", leaving);
                body.add(copy);
                leaving = copy.out();
            }
            carried.add(new Repeat.Carried(initial, c.entering(), leaving, c.result()));
        }
        steps.add(new Repeat(repeat.layers(), carried, body));
    }

    private static boolean isComputed(Value value, List<Step> before) {
        return before.stream()
                .anyMatch(
                        s -> s instanceof Assign(Value out, Op op) && out.equals(value) && !(op instanceof Op.Columns));
    }

    private static boolean mayTakeThePlace(Value leaving, Value entering, List<Step> body) {
        boolean computed = false;
        for (Step step : body) {
            if (!(step instanceof Assign(Value out, Op op))) return false;
            if (out.equals(leaving)) {
                if (op instanceof Op.Columns) return false;
                computed = true;
            }
            if (computed && op.operands().contains(entering)) return false;
            if (op instanceof Op.Columns(Value in, int _, int _) && in.equals(entering)) return false;
        }
        return computed;
    }

    private static Assign copy(String name, Value in) {
        return Assign.of(name, new Op.Copy(in));
    }

    private static Set<String> readBy(List<Step> steps) {
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> assign.op().operands().forEach(v -> names.add(v.name()));
                case Repeat repeat -> {
                    repeat.carried().forEach(c -> names.add(c.initial().name()));
                    names.addAll(readBy(repeat.body()));
                }
            }
        }
        return names;
    }
}
