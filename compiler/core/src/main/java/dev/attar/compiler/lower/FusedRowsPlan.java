package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.lower.Liveness.Interval;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operations that follow each other and go token by token, so that all of them may be done for some tokens before the others are
 * begun: a token's rows stay in the cache through a whole feed-forward block, and nobody waits between one operation and the
 * next.
 */
final class FusedRowsPlan {
    private final Map<Assign, Lowered> lowered;
    private final Set<String> outputs = new HashSet<>();
    private final Map<Assign, Integer> bands = new HashMap<>();
    private final Map<Integer, Interval> ranges = new HashMap<>();
    private int now;
    private boolean open;

    private FusedRowsPlan(Graph graph, Map<Assign, Lowered> lowered) {
        this.lowered = lowered;
        graph.outputs().forEach(o -> outputs.add(o.value().name()));
    }

    static FusedRowsPlan of(Graph graph, Map<Assign, Lowered> lowered) {
        FusedRowsPlan bands = new FusedRowsPlan(graph, lowered);
        for (Step step : graph.steps()) {
            switch (step) {
                case Assign assign -> bands.add(assign);
                case Repeat repeat -> {
                    bands.open = false;
                    for (Step inner : repeat.body()) bands.add((Assign) inner);
                    bands.open = false;
                }
            }
        }
        return bands;
    }

    /** Whether both are in one band. */
    boolean together(Assign one, Assign other) {
        return bands.containsKey(one) && bands.get(one).equals(bands.get(other));
    }

    boolean contains(Assign assign) {
        return bands.containsKey(assign);
    }

    /** Whether a value that is needed in these steps is needed within one band alone. */
    boolean isLocal(String value, Interval needed) {
        return !outputs.contains(value)
                && needed.from() < needed.to()
                && ranges.values().stream().anyMatch(r -> r.from() <= needed.from() && needed.to() <= r.to());
    }

    /** The steps in which a value's memory is not free for another's rows of other tokens. */
    Interval widened(Interval needed) {
        Interval wide = needed;
        for (Interval band : ranges.values()) {
            if (band.overlaps(needed))
                wide = new Interval(Math.min(wide.from(), band.from()), Math.max(wide.to(), band.to()));
        }
        return wide;
    }

    private void add(Assign assign) {
        now++; // as Liveness numbers them
        Lowered kernel = lowered.get(assign);
        if (kernel == null) return; // a view: it does nothing, so it interrupts nothing
        if (!goesByToken(kernel.kernel())) {
            open = false;
            return;
        }
        int band = open ? ranges.size() : ranges.size() + 1;
        bands.put(assign, band);
        ranges.merge(band, new Interval(now, now), (known, _) -> known.until(now));
        open = !outputs.contains(assign.out().name()); // a call may end there
    }

    /** Whether all it does are loops over the tokens, none of which touches the rows of another token. */
    private static boolean goesByToken(Kernel kernel) {
        List<Statement> parts =
                kernel.body() instanceof Statement.Block(List<Statement> all) ? all : List.of(kernel.body());
        return parts.stream()
                .map(part -> part instanceof Statement.Phase(String _, String _, Statement body) ? body : part)
                .map(part -> part instanceof Statement.Product product ? product.loops() : part)
                .allMatch(part -> part instanceof Statement.For rows
                        && rows.order() == Statement.Order.PARALLEL
                        && rows.to().equals(Index.name(Sizes.TOKENS))
                        && onlyItsRow(rows));
    }

    private static boolean onlyItsRow(Statement.For rows) {
        return Reads.of(rows.body()).accesses().stream()
                .filter(a -> a.buffer().space() == Space.ACTIVATION)
                .allMatch(a -> a.indices().getFirst().equals(Index.name(rows.index())));
    }
}
