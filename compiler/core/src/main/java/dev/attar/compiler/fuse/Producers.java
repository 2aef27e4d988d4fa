package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes each value, and how often it is read. */
final class Producers {
    private final Map<String, Op> ops = new HashMap<>();
    private final Map<String, Integer> reads = new HashMap<>();

    static Producers of(Graph graph) {
        Producers producers = new Producers();
        producers.collect(graph.steps());
        graph.outputs().forEach(o -> producers.read(o.value()));
        return producers;
    }

    private void collect(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign(Value out, Op op) -> {
                    ops.put(out.name(), op);
                    op.operands().forEach(this::read);
                }
                case Repeat repeat -> {
                    for (Repeat.Carried c : repeat.carried()) {
                        read(c.initial());
                        read(c.leaving());
                    }
                    collect(repeat.body());
                    readEachTime(repeat);
                }
            }
        }
    }

    /** A value from before a repeat is read once for each layer: it must not vanish into the body. */
    private void readEachTime(Repeat repeat) {
        Set<String> inside = new HashSet<>();
        for (Step step : repeat.body()) if (step instanceof Assign(Value out, Op _)) inside.add(out.name());
        for (Step step : repeat.body())
            if (step instanceof Assign(Value _, Op op))
                for (Value operand : op.operands()) if (!inside.contains(operand.name())) read(operand);
    }

    private void read(Value value) {
        reads.merge(value.name(), 1, Integer::sum);
    }

    /** The operation behind a value. */
    Optional<Op> of(Value value) {
        return Optional.ofNullable(ops.get(value.name()));
    }

    /**
     * The operation behind a value that nobody else reads, so that it may vanish into its only reader. What is kept for each
     * layer may not: its reader can be in another repeat.
     */
    Optional<Op> onlyFor(Value value) {
        return isReadOnce(value) && !value.isPerLayer() ? of(value) : Optional.empty();
    }

    boolean isRead(Value value) {
        return reads.containsKey(value.name());
    }

    private boolean isReadOnce(Value value) {
        return reads.getOrDefault(value.name(), 0) == 1;
    }
}
