package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Buffer.Space;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Axis;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Ladder;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Rung;
import dev.attar.compiler.loops.Statement.Strips;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products with weights. A task is one panel of weights and some rows: the panel stays in the cache while the rows pass by, a
 * register tile at a time; what remains of the rows takes smaller tiles. What follows the product (function, residual) is done
 * on the rows of the task while they are in the cache.
 *
 * <p>Panels are the tile's width; the last may be narrower. In a panel the weights of one k lie side by side, so the inner loop
 * reads them straight through.
 */
final class PanelProducts {
    private static final String LANE = "lane";

    private final Schedule schedule;
    private final Columns columns;
    private final Inside inside;

    PanelProducts(Schedule schedule) {
        this.schedule = schedule;
        this.columns = new Columns(schedule);
        this.inside = new Inside(schedule);
    }

    /** Whether the kernel is a product over all rows, perhaps followed by element-wise work on its result. */
    static boolean matches(Kernel kernel) {
        return phases(kernel.body()).stream().anyMatch(p -> Inside.isProduct(p.body()));
    }

    private static List<Phase> phases(Statement body) {
        List<Statement> all = body instanceof Statement.Block(List<Statement> parts) ? parts : List.of(body);
        return all.stream()
                .filter(Phase.class::isInstance)
                .map(Phase.class::cast)
                .toList();
    }

    Kernel apply(Kernel kernel) {
        List<Phase> phases = phases(kernel.body());
        For rows = (For) phases.getFirst().body();
        Index outputs = ((For) rows.body()).to();
        List<Integer> widths = columns.widths(outputs);
        Index n = Index.name("n");
        List<Rung> panels = new ArrayList<>();
        for (int width : widths) panels.add(new Rung(width, panel(kernel, phases, width)));
        Index end = Index.smaller(n.plus(schedule.tile().width()), outputs);
        Statement panel = panels.size() == 1
                ? panels.getFirst().body()
                : new Ladder("n", Index.name("panel"), end.with("n", Index.name("panel")), panels);
        String panelName = panels.size() == 1 ? "n" : "panel";
        int width = schedule.tile().width();
        Statement onePanel =
                Outline.apply(kernel.name() + "Panel", kernel.comment() + " on one panel and rows begin to end", panel);
        For all = new For(panelName, Index.ZERO, Index.roundUp(outputs, width), width, Order.PARALLEL, onePanel);
        Statement tasks = new Statement.Tasks(
                List.of(new Axis(panelName, outputs, width), new Axis("begin", rows.to(), schedule.rowsPerTask())),
                Statement.block(Scheduler.end(rows.to(), schedule.rowsPerTask()), onePanel));
        return kernel.scheduled(
                tasks,
                Optional.of(Outline.routine(kernel.name() + "Rows", kernel.comment() + " on rows begin to end", all)));
    }

    /** All rows of the task against one panel. */
    private Statement panel(Kernel kernel, List<Phase> phases, int width) {
        List<Statement> parts = new ArrayList<>();
        for (Phase phase : phases) {
            For rows = (For) phase.body();
            parts.add(Inside.isProduct(rows) ? tiles(kernel, phase, rows, width) : rest(kernel, phase, rows, width));
        }
        return Statement.block(parts);
    }

    private Statement tiles(Kernel kernel, Phase phase, For rows, int width) {
        For loop = (For) rows.body();
        int lanes = schedule.lanes();
        Statement wide = Vectorise.apply(inPanel(loop, width), LANE, lanes)
                .orElseThrow(() -> new IllegalStateException("a product whose columns are scattered: " + loop));
        Statement row = Jam.constants(wide, LANE, width / lanes, lanes);
        List<Rung> rungs = new ArrayList<>();
        for (int step = schedule.tile().rows(); step >= 1; step--) {
            Statement tile = Pairs.apply(Jam.apply(row, rows.index(), step, 1));
            String name = kernel.name() + phase.name() + step + "x" + width;
            rungs.add(new Rung(
                    step, Outline.apply(name, phase.comment() + " on " + Outline.rows(step) + " of " + width, tile)));
        }
        return new Strips(rows.index(), Index.name("begin"), Index.name("end"), rungs);
    }

    /**
     * The body for column {@code n + lane} of the panel that begins at column n. Weights (n + lane, k) are at n * K, the beginning
     * of the panel, then in row k of rows of the panel's width.
     */
    private static Statement inPanel(For loop, int width) {
        Index n = Index.name(loop.index());
        Index lane = Index.name(LANE);
        Statement shifted = Substitution.index(loop.index(), n.plus(lane)).apply(loop.body());
        return Substitution.access(access -> {
                    Buffer buffer = access.buffer();
                    if (buffer.space() != Space.WEIGHT || buffer.strides().size() != 2) return access;
                    List<Index> strides = List.of(buffer.strides().getFirst(), Index.of(width), Index.of(1));
                    return new Access(
                            buffer.withStrides(strides),
                            List.of(n, access.indices().getLast(), lane));
                })
                .apply(shifted);
    }

    private Statement rest(Kernel kernel, Phase phase, For rows, int width) {
        For loop = (For) rows.body();
        Index n = Index.name(loop.index());
        Index lane = Index.name(LANE);
        For inPanel = new For(
                LANE,
                Index.ZERO,
                Index.of(width),
                1,
                loop.order(),
                Substitution.index(loop.index(), n.plus(lane)).apply(loop.body()));
        For each =
                new For(rows.index(), Index.name("begin"), Index.name("end"), 1, rows.order(), inside.apply(inPanel));
        return Outline.apply(
                kernel.name() + phase.name() + "x" + width, phase.comment() + " on rows of " + width, each);
    }
}
