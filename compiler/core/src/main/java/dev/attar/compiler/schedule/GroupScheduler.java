package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Axis;
import dev.attar.compiler.loops.Statement.Block;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.If;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Tasks;
import dev.attar.compiler.loops.WeightBlock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a schedule for groups to every kernel of a program. Products become tiles that a group computes together
 * ({@link GroupProduct}); what goes row by row takes sixteen rows at a time ({@link GroupRows}); attention does a block of rows of one
 * head of one sequence, from the scores to the result, so that no more than a block of scores is ever stored.
 */
public final class GroupScheduler {
    private static final int SIDE = GroupTile.SIDE;
    private static final String FEW = "Few";

    private final GroupSchedule schedule;
    private final Inputs inputs;

    private GroupScheduler(GroupSchedule schedule, Inputs inputs) {
        this.schedule = schedule;
        this.inputs = inputs;
    }

    public static LoopProgram schedule(LoopProgram program, GroupSchedule schedule) {
        return new GroupScheduler(schedule, program.inputs()).passes().apply(program);
    }

    /** The program as each pass of the schedule leaves it, as text, by the pass's name. */
    public static Map<String, String> trace(LoopProgram program, GroupSchedule schedule) {
        return new GroupScheduler(schedule, program.inputs()).passes().trace(program);
    }

    private Passes passes() {
        return new Passes(List.of(
                Passes.ofKernels(
                        "products",
                        "first: a product is known by its loops as they were lowered",
                        k -> PanelProducts.matches(k) ? product(k) : k),
                Passes.ofKernels(
                        "sequences",
                        "before rows: what goes by sequence has loops over rows inside",
                        k -> RowBlocks.taskBody(k.body()).isPresent() ? sequences(k) : k),
                Passes.ofKernels(
                        "rows",
                        "all other kernels are one loop over rows",
                        k -> k.body() instanceof Tasks ? k : rows(k)),
                new Pass(
                        "panels",
                        "after products, whose tiles read weights so",
                        p -> p.with(p.kernels(), p.weights().map(GroupScheduler::packed), p.entries())),
                new Pass(
                        "scratch",
                        "last: every kernel has its working memory",
                        p -> p.with(p.kernels(), p.weights(), Scheduler.withScratch(p.entries(), p.kernels())))));
    }

    private static WeightBlock packed(WeightBlock block) {
        return block.layout() instanceof Layout.Product product
                ? block.withLayout(Panels.forGroups(product.storage()).layout(product))
                : block;
    }

    private static Kernel of(Kernel kernel, List<Kernel.Scratch> scratch, List<Axis> axes, List<Statement> body) {
        List<Statement> whole = new ArrayList<>(body);
        // Items that are through must not begin the next task while others still read local memory.
        if (body.stream().anyMatch(Barriers::isIn)) whole.add(new Statement.Barrier());
        return new Kernel(
                kernel.name(),
                kernel.comment(),
                kernel.buffers(),
                scratch,
                new Tasks(axes, GroupTile.GROUP, new Block(whole)),
                Optional.empty());
    }

    // ---- products ----

    private Kernel product(Kernel kernel) {
        List<Phase> phases = PanelProducts.phases(kernel.body());
        if (phases.size() > 2 || !(phases.getFirst().body() instanceof Product product))
            throw new IllegalStateException(kernel.name() + " is not a product and one finish");
        Product whole = phases.size() == 2 ? Finished.of(product, Rows.columns(phases.getLast())) : product;
        Kernel few = product(kernel, kernel.name() + FEW, whole, schedule.few());
        Kernel fine = product(kernel, kernel.name() + "Fine", whole, schedule.fine());
        return product(kernel, kernel.name(), whole, schedule.product()).withFiner(fine.withFiner(few));
    }

    private static Kernel product(Kernel kernel, String name, Product product, GroupTile any) {
        Index outputs = product.columns().to();
        GroupTile tile = any.forColumns(outputs);
        LocalMemory local = new LocalMemory();
        Statement body = new GroupProduct(tile, local, Map.of()).tile(product, Index.name("t0"), Index.name("n0"));
        return of(
                new Kernel(name, kernel.comment(), kernel.buffers(), kernel.scratch(), kernel.body()),
                local.all(),
                List.of(
                        new Axis("n0", outputs, tile.width()),
                        new Axis("t0", product.rows().to(), tile.groupRows())),
                List.of(body));
    }

    // ---- row by row ----

    private static Kernel rows(Kernel kernel) {
        For rows = (For) kernel.body();
        LocalMemory local = new LocalMemory();
        Statement body = GroupRows.of(rows, Index.name("begin"), SIDE, local);
        return of(kernel, local.all(), List.of(new Axis("begin", rows.to(), SIDE)), List.of(body));
    }

    // ---- by sequence ----

    private Kernel sequences(Kernel kernel) {
        TaskNest nest = TaskNest.of(kernel.body());
        if (nest.inner().stream().allMatch(Phase.class::isInstance))
            return phases(kernel, kernel.name(), nest, schedule.attention())
                    .withFiner(phases(kernel, kernel.name() + FEW, nest, schedule.fewQueries()));
        List<For> loops = nest.inner().stream().map(For.class::cast).toList();
        return loops.stream().allMatch(l -> l.to().isConstant())
                ? columns(kernel, nest, loops)
                : rowsOfSequence(kernel, nest, (For) Statement.block(nest.inner()));
    }

    /** An item for each column: of one loop, or of several one after another, such as those of several pools. */
    private static Kernel columns(Kernel kernel, TaskNest nest, List<For> loops) {
        List<Axis> all = new ArrayList<>(nest.axes());
        long most = loops.stream().mapToLong(l -> l.to().constant()).max().orElseThrow();
        all.add(new Axis("begin", Index.of(most), SIDE * SIDE));
        List<Statement> body = new ArrayList<>(nest.lets());
        Index item = Index.name(Group.DOWN).times(SIDE).plus(Index.name(Group.ACROSS));
        Set<String> known = new HashSet<>();
        for (For loop : loops) {
            if (known.add(loop.index()))
                body.add(new LetIndex(loop.index(), Index.name("begin").plus(item)));
            body.add(new If(Index.name(loop.index()), loop.to(), loop.body()));
        }
        return of(kernel, kernel.scratch(), all, body);
    }

    private Kernel rowsOfSequence(Kernel kernel, TaskNest nest, For loop) {
        LocalMemory local = new LocalMemory();
        Statement body = GroupRows.of(loop, Index.name("begin"), SIDE, local);
        return inBlocks(kernel, local.all(), nest, loop, SIDE, List.of(body));
    }

    /** Blocks of the rows of a sequence: as many as the longest has; those of shorter ones that are not there do nothing. */
    private Kernel inBlocks(
            Kernel kernel, List<Kernel.Scratch> scratch, TaskNest nest, For rows, int many, List<Statement> body) {
        List<Axis> all = new ArrayList<>(nest.axes());
        long each = rows.to().names().stream().mapToLong(rows.to()::factor).sum(); // heads of a query are rows, too
        all.add(new Axis("begin", nest.longest(rows.to(), inputs).times(each), many));
        List<Statement> whole = new ArrayList<>(nest.lets());
        whole.add(new If(Index.name("begin"), rows.to(), new Block(body)));
        return of(kernel, scratch, all, whole);
    }

    /** Phases over the same rows, on one block of rows after the other. */
    private Kernel phases(Kernel kernel, String name, TaskNest nest, GroupTile tile) {
        List<Phase> all = nest.inner().stream().map(Phase.class::cast).toList();
        Copies copies = Copies.of(all);
        List<Phase> phases = all.stream().filter(p -> !copies.has(p)).toList();
        For first = Rows.of(phases.getFirst());
        Index begin = Index.name("begin");
        int many = tile.groupRows();
        Set<String> perRow = RowBlocks.perRow(phases, first.index());
        LocalMemory local = new LocalMemory();
        List<Statement> body = new ArrayList<>();
        for (Phase phase : phases) {
            For rows = Rows.of(phase);
            if (!rows.index().equals(first.index()))
                throw new IllegalStateException(kernel.name() + " goes through other rows in " + phase.name());
            Statement near = RowBlocks.inBlock(copies.undo(phase.body()), begin, perRow);
            if (!body.isEmpty()) body.add(new Statement.Barrier());
            Statement part = near instanceof Product product
                    ? tiles(product, begin, tile, local, copies.reach(phase.body()))
                    : GroupRows.of(Rows.in(near).orElseThrow(), begin, many, local);
            // The first phase has the most rows; of those that have fewer, this block may have none.
            body.add(rows.to().equals(first.to()) ? part : new If(begin, rows.to(), part));
        }
        List<Kernel.Scratch> scratch = new ArrayList<>();
        for (Kernel.Scratch s : kernel.scratch()) {
            Buffer buffer = s.buffer();
            if (copies.isCopied(buffer.name())) continue;
            // Whole lines: what grows with the sequence does so in sixteens, as a block's rows are.
            scratch.add(
                    perRow.contains(buffer.name())
                            ? new Kernel.Scratch(
                                    buffer, buffer.strides().getFirst().times(many))
                            : s);
        }
        scratch.addAll(local.all());
        Kernel named = new Kernel(name, kernel.comment(), kernel.buffers(), kernel.scratch(), kernel.body());
        return inBlocks(named, scratch, nest, first, many, body);
    }

    /** Columns and terms from 0 on: what is before those of the first row is as good as what is beyond those of the last. */
    private Statement tiles(Product each, Index begin, GroupTile any, LocalMemory local, Map<String, Index> reach) {
        Index end = begin.plus(any.groupRows());
        Index last = Index.smaller(end, each.rows().to()).plus(-1);
        Product rows = WidestRow.of(each, Index.ZERO, last);
        Range columns = rows.columns();
        GroupTile tile = any.forColumns(columns.to());
        boolean one = columns.to().isConstant() && columns.to().constant() <= tile.width();
        String name = columns.index() + "0";
        Statement body = new GroupProduct(tile, local, reach).tile(rows, begin, one ? Index.ZERO : Index.name(name));
        return one
                ? body
                : new For(
                        name, Index.ZERO, Index.roundUp(columns.to(), tile.width()), tile.width(), Order.ORDERED, body);
    }
}
