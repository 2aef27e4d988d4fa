package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where turned matrices of working memory lie, a row for each channel and a column for each token of the sequence: in panels of 16
 * columns, like weights, so that a tile reads memory straight through. Row after row, the channels of a long sequence would be
 * pages apart, and what the processor fetches ahead would be of no use.
 */
final class TurnedPanels {
    private static final int PANEL = PanelProducts.PANEL;

    private final Map<String, Integer> rows = new HashMap<>();

    private TurnedPanels() {}

    /** None where tiles are narrower than a panel: plain code, which takes columns one by one. */
    static TurnedPanels of(Kernel kernel, Schedule schedule) {
        TurnedPanels panels = new TurnedPanels();
        Set<String> turned = turned(kernel);
        for (Kernel.Scratch scratch : kernel.scratch()) {
            long channels = channels(scratch);
            if (schedule.tile().width() % PANEL == 0
                    && channels > 0
                    && turned.contains(scratch.buffer().name()))
                panels.rows.put(scratch.buffer().name(), Math.toIntExact(channels));
        }
        return panels;
    }

    /** What products read by term and column. */
    private static Set<String> turned(Kernel kernel) {
        return kernel.body()
                .all()
                .filter(Product.class::isInstance)
                .map(Product.class::cast)
                .filter(p ->
                        p.b().indices().getFirst().names().contains(p.terms().index())
                                && p.b().indices()
                                        .getLast()
                                        .names()
                                        .contains(p.columns().index()))
                .map(p -> p.b().buffer().name())
                .collect(Collectors.toSet());
    }

    /** How many rows a turned matrix has, each as long as the longest sequence of an axis; 0 where it is none. */
    private static long channels(Kernel.Scratch scratch) {
        List<Index> strides = scratch.buffer().strides();
        Index longest = strides.getFirst();
        if (strides.size() != 2 || longest.isConstant() || !strides.getLast().equals(Index.of(1))) return 0;
        long channels =
                longest.names().stream().mapToLong(scratch.floats()::factor).sum();
        return scratch.floats().equals(longest.times(channels)) ? channels : 0;
    }

    /** Where any column may be meant. */
    Statement anywhere(Statement statement) {
        return Substitution.access(access -> {
                    if (!isTurned(access)) return access;
                    Index column = access.indices().getLast();
                    Index first = Index.roundDown(column, PANEL);
                    return inPanel(access, first, column.minus(first));
                })
                .apply(statement);
    }

    /** Where columns are counted from the first one of a panel. */
    Statement fromPanelOn(Statement statement) {
        return Substitution.access(access -> {
                    if (!isTurned(access)) return access;
                    Index column = access.indices().getLast();
                    Index within = Index.of(column.constant() % PANEL);
                    return inPanel(access, column.minus(within), within);
                })
                .apply(statement);
    }

    private boolean isTurned(Access access) {
        return access.buffer().space() == Space.SCRATCH
                && rows.containsKey(access.buffer().name());
    }

    private Access inPanel(Access access, Index first, Index within) {
        Buffer buffer = access.buffer();
        Index channels = Index.of(rows.get(buffer.name()));
        return new Access(
                buffer.withStrides(List.of(channels, Index.of(PANEL), Index.of(1))),
                List.of(first, access.indices().getFirst(), within));
    }
}
