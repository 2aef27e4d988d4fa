package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Axis;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.RemainderLoop;
import dev.attar.compiler.loops.Statement.TiledLoop;
import dev.attar.compiler.loops.Statement.Variant;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products with weights. A task is some columns and some rows: the weights of the columns stay in the cache while the rows pass
 * by, a register tile at a time; what remains of the rows takes smaller tiles. What follows the product (function, residual) is
 * done on the rows of the task while they are in the cache.
 *
 * <p>Floats lie in panels of 16 columns, or of 8 for vectors of 8; plain code reads both, see {@link AnyPanel}. In a panel the weights
 * of one k lie side by side, so the inner loop reads a panel straight through; a wider tile reads several side by side, a narrower
 * one goes through the columns of its panel:
 *
 * <pre>
 *        panel of columns 0 to 15     of 16 to 31        tile of 4 vectors of 16: a vector of four panels for each k
 *       +--------------------------+--------------
 *  k=0  | w[0,0] w[1,0] … w[15,0]  | w[16,0] …           tile of 4 floats:        a quarter of the panel
 *  k=1  | w[0,1] w[1,1] … w[15,1]  | w[16,1] …
 * </pre>
 */
final class PanelProducts {
    /** Columns of a panel of floats. */
    static final int PANEL = Panels.COLUMNS;

    private static final String COLUMN = "column";
    private static final String LANE = "lane";

    private final Schedule schedule;
    private final Inside inside;

    PanelProducts(Schedule schedule) {
        this.schedule = schedule;
        this.inside = new Inside(schedule);
    }

    /** Whether the kernel is a product over all rows, perhaps followed by element-wise work on its result. */
    static boolean matches(Kernel kernel) {
        return phases(kernel.body()).stream().anyMatch(p -> p.body() instanceof Statement.Product);
    }

    static List<Phase> phases(Statement body) {
        List<Statement> all = body instanceof Statement.Block(List<Statement> parts) ? parts : List.of(body);
        return all.stream()
                .filter(Phase.class::isInstance)
                .map(Phase.class::cast)
                .toList();
    }

    /** Columns of a task. */
    private static int wide(Schedule schedule) {
        return Math.max(PANEL, schedule.tile().width());
    }

    Kernel apply(Kernel kernel) {
        List<Phase> phases = phases(kernel.body());
        Index rows = Rows.of(phases.getFirst()).to();
        Index outputs = Rows.columns(phases.getFirst()).to();
        int wide = wide(schedule);
        Index n = Index.name("n");
        List<Variant> panels = new ArrayList<>();
        for (int width : widths(outputs, wide)) panels.add(new Variant(width, panels(kernel, phases, width)));
        Index end = Index.smaller(n.plus(wide), outputs);
        boolean even = panels.size() == 1;
        String panelName = even ? "n" : "panel";
        Statement panel = even
                ? panels.getFirst().body()
                : new RemainderLoop("n", Index.name("panel"), end.with("n", Index.name("panel")), panels);
        List<Statement> whole = new ArrayList<>();
        List<Kernel.Scratch> scratch = new ArrayList<>(kernel.scratch());
        if (schedule.fetches()) fetch(phases, whole, scratch);
        whole.add(panel);
        Statement onePanel = Outline.apply(
                kernel.name() + "Panel",
                kernel.comment() + " on one panel and rows begin to end",
                Statement.block(whole));
        For all = new For(panelName, Index.ZERO, Index.roundUp(outputs, wide), wide, Order.PARALLEL, onePanel);
        Statement tasks = new Statement.Tasks(
                List.of(new Axis(panelName, outputs, wide), new Axis("begin", rows, schedule.rowsPerTask())),
                Statement.block(Scheduler.end(rows, schedule.rowsPerTask()), onePanel));
        return new Kernel(
                kernel.name(),
                kernel.comment(),
                kernel.buffers(),
                scratch,
                tasks,
                Optional.of(Outline.routine(kernel.name() + "Rows", kernel.comment() + " on rows begin to end", all)));
    }

    /** Columns of the tasks: as many as the schedule's, then what remains. */
    private static List<Integer> widths(Index outputs, int wide) {
        int all = Math.toIntExact(outputs.constant());
        List<Integer> widths = new ArrayList<>();
        if (all >= wide) widths.add(wide);
        if (all % wide > 0) widths.add(all % wide);
        return widths;
    }

    /** All rows of the task against some columns. */
    private Statement panels(Kernel kernel, List<Phase> phases, int width) {
        List<Statement> parts = new ArrayList<>();
        for (Phase phase : phases)
            parts.add(
                    phase.body() instanceof Statement.Product product
                            ? tiles(kernel, phase, product, width)
                            : rest(kernel, phase, Rows.of(phase), width));
        return Statement.block(parts);
    }

    private Statement tiles(Kernel kernel, Phase phase, Statement.Product product, int width) {
        For loop = product.chains();
        int lanes = schedule.lanes();
        int tileWidth = Math.min(width, schedule.tile().width());
        Index column = tileWidth < width ? Index.name(COLUMN) : Index.ZERO;
        Storage storage = Panels.storage(loop);
        Panels panels = Panels.of(storage, schedule);
        Statement wide = Vectorise.apply(inPanel(loop, panels, column, width), LANE, lanes)
                .orElseThrow(() -> new IllegalStateException("a product whose columns are scattered: " + loop));
        Statement row = acrossPanels(Jam.constants(wide, LANE, tileWidth / lanes, lanes), panels.width(), tileWidth);
        boolean anyPanel = schedule.fetches() && panels.isFetched();
        SharedTile shared = new SharedTile();
        if (schedule.sharesTiles()) row = shared.ofAnyShape(row);
        List<Variant> variants = new ArrayList<>();
        Tile registers = schedule.tile(storage);
        for (int step = registers.rows(); step >= 1; step--) {
            Statement jammed = Jam.apply(row, product.rows().index(), step, 1);
            Statement joined = panels.joined(jammed);
            Statement tile = schedule.windows() ? Windows.apply(joined) : joined;
            String shape = step + "x" + tileWidth;
            String name = schedule.sharesTiles()
                    ? SharedTile.name(row, anyPanel, shape)
                    : kernel.name() + phase.name() + shape;
            String comment = phase.comment() + " on " + Outline.rows(step) + " of " + tileWidth;
            Statement run = Outline.holding(registers.held(step), name, comment, tile);
            variants.add(new Variant(
                    step,
                    tileWidth < width
                            ? new For(
                                    COLUMN,
                                    Index.ZERO,
                                    Index.of(width),
                                    tileWidth,
                                    loop.order(),
                                    anyPanel ? Statement.block(AnyPanel.first(column, terms(product)), run) : run)
                            : run));
        }
        List<Statement> all = new ArrayList<>(shared.sizes());
        if (anyPanel) all.add(AnyPanel.row());
        all.add(new TiledLoop(
                product.rows().index(), Index.name("begin"), Index.name("end"), schedule.split(), variants));
        return Statement.block(all);
    }

    /** How many terms the sums of the product have. */
    private static int terms(Statement.Product product) {
        return Math.toIntExact(product.terms().to().constant());
    }

    /** The body for column {@code n + column + lane} of the task, whose first panel begins at column n. */
    private Statement inPanel(For loop, Panels panels, Index column, int width) {
        Index n = Index.name(loop.index());
        Index lane = column.plus(Index.name(LANE));
        Statement shifted = Substitution.index(loop.index(), n.plus(lane)).apply(loop.body());
        if (!schedule.fetches())
            // The last panel of a wider packing is as narrow as what is left.
            return panels.chain(shifted, n, lane, Math.min(width, panels.width()));
        boolean near = panels.isFetched();
        Statement vectors = Substitution.access(access -> {
                    Buffer buffer = access.buffer();
                    if (buffer.space() != Space.WEIGHT) return access;
                    if (!Panels.isMatrix(buffer))
                        return new Access(Fetches.fetched(buffer, buffer.strides()), List.of(lane));
                    return near ? AnyPanel.access(buffer, access.indices().getLast(), Index.name(LANE)) : access;
                })
                .apply(shifted);
        return near ? vectors : panels.chain(vectors, n, lane, Math.min(width, panels.width()));
    }

    /** A column beyond the first panel is in one of the next: where the tile is as wide as some panels, it begins with one. */
    private static Statement acrossPanels(Statement row, int panel, int tileWidth) {
        return Substitution.access(access -> {
                    Index last = access.indices().getLast();
                    Buffer buffer = access.buffer();
                    if (buffer.space() != Space.WEIGHT || buffer.strides().size() != 3) return access;
                    if (tileWidth % panel != 0) return access;
                    Index within = Index.of(last.constant() % panel);
                    List<Index> at = List.of(
                            access.indices().getFirst().plus(last).minus(within),
                            access.indices().get(1),
                            within);
                    return new Access(buffer, at);
                })
                .apply(row);
    }

    /** The weights of the task's columns, before its rows pass by: as floats, those of 16 columns. */
    private void fetch(List<Phase> phases, List<Statement> body, List<Kernel.Scratch> scratch) {
        Index n = Index.name("n");
        for (Phase phase : phases) {
            Panels panels = Panels.of(Panels.storage(phase.body()), schedule);
            for (Buffer buffer : Reads.of(phase.body()).buffers()) {
                boolean matrix = Panels.isMatrix(buffer);
                if (buffer.space() != Space.WEIGHT || matrix && !panels.isFetched()) continue;
                int floats = matrix
                        ? Math.toIntExact(PANEL * buffer.strides().getFirst().constant())
                        : PANEL;
                Buffer near = Fetches.fetched(buffer, buffer.strides());
                scratch.add(new Kernel.Scratch(near, Index.of(floats)));
                Access from = matrix ? panels.begin(buffer, n) : new Access(buffer, List.of(n));
                body.add(new Statement.Fetch(near, from.buffer(), from.indices(), floats));
            }
        }
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
