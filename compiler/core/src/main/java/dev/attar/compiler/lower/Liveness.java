package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * From which step to which each memory is needed. What is defined before a repeat and read in it, or carried by it, is needed
 * through all of it; so is what has memory for each layer, where it is defined and where it is read.
 */
final class Liveness {
    private final Aliases aliases;
    private final Set<String> elsewhere;
    private final Map<String, Interval> intervals = new LinkedHashMap<>();
    private int now;

    /** First and last step, both included. */
    record Interval(int from, int to) {
        boolean overlaps(Interval other) {
            return from <= other.to && other.from <= to;
        }

        Interval until(int step) {
            return new Interval(from, Math.max(to, step));
        }

        Interval since(int step) {
            return new Interval(Math.min(from, step), to);
        }
    }

    private Liveness(Aliases aliases, Set<String> elsewhere) {
        this.aliases = aliases;
        this.elsewhere = elsewhere;
    }

    /**
     * The intervals of all float values that have memory of their own, in order of definition.
     *
     * @param elsewhere values whose memory is not the call's
     * @param together whether all outputs are read after the last step, and not each when it is complete
     */
    static Map<String, Interval> of(Graph graph, Aliases aliases, Set<String> elsewhere, boolean together) {
        Liveness liveness = new Liveness(aliases, elsewhere);
        for (Value input : graph.inputs())
            if (input.type().element() == ElementType.FLOAT) liveness.intervals.put(input.name(), new Interval(0, 0));
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> liveness.assign(assign);
                case Repeat repeat -> liveness.repeat(repeat);
            }
        }
        if (together)
            for (Graph.Output output : graph.outputs())
                liveness.use(aliases.home(output.value().name()).value(), liveness.now);
        return liveness.intervals;
    }

    private void repeat(Repeat repeat) {
        Map<String, Interval> outside = new LinkedHashMap<>(intervals);
        int begin = now + 1;
        for (Step step : repeat.body()) {
            if (step instanceof Assign assign) assign(assign);
        }
        int end = now;
        for (String name : outside.keySet()) {
            boolean readInside = intervals.get(name).to() > outside.get(name).to();
            if (readInside) use(name, end);
        }
        for (String name : intervals.keySet()) {
            if (isPerLayer(name) && !outside.containsKey(name))
                intervals.compute(name, (_, interval) -> interval.since(begin).until(end));
        }
        for (Repeat.Carried c : repeat.carried())
            use(aliases.home(c.initial().name()).value(), end);
    }

    static boolean isPerLayer(String value) {
        return value.indexOf('*') >= 0;
    }

    private void assign(Assign assign) {
        now++;
        for (Value operand : assign.op().operands())
            use(aliases.home(operand.name()).value(), now);
        if (assign.op() instanceof Op.Columns
                || assign.op() instanceof CacheOp
                || assign.out().type().element() == ElementType.INDEX
                || elsewhere.contains(assign.out().name())) return;
        String home = aliases.home(assign.out().name()).value();
        intervals.putIfAbsent(home, new Interval(now, now));
        use(home, now);
    }

    private void use(String name, int step) {
        intervals.computeIfPresent(name, (_, interval) -> interval.until(step));
    }
}
