package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.loops.WeightBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies a schedule to every kernel of a program. */
public final class Scheduler {
    private final Schedule schedule;
    private final int context;
    private final Set<String> products;

    private Scheduler(Schedule schedule, LoopProgram program) {
        this.schedule = schedule;
        this.context =
                program.inputs().axes().stream().mapToInt(Axis::most).max().orElse(0);
        this.products = program.kernels().stream()
                .filter(PanelProducts::matches)
                .map(Kernel::name)
                .collect(Collectors.toSet());
    }

    public static LoopProgram schedule(LoopProgram program, Schedule schedule) {
        return new Scheduler(schedule, program).passes().apply(program);
    }

    /** The program as each pass of the schedule leaves it, as text, by the pass's name. */
    public static Map<String, String> trace(LoopProgram program, Schedule schedule) {
        return new Scheduler(schedule, program).passes().trace(program);
    }

    private Passes passes() {
        List<Pass> all = new ArrayList<>(List.of(
                Passes.ofKernels(
                        "products",
                        "first: a product is known by its loops as they were lowered",
                        k -> products.contains(k.name()) ? new PanelProducts(schedule).apply(k) : k),
                Passes.ofKernels(
                        "sequences",
                        "before rows: what goes by sequence has loops over rows inside",
                        k -> RowBlocks.taskBody(k.body()).isPresent() ? sequences(k) : k),
                Passes.ofKernels(
                        "rows",
                        "all other kernels are one loop over rows",
                        k -> k.body() instanceof Statement.Tasks ? k : rows(k))));
        if (schedule.fetches())
            all.add(Passes.ofKernels(
                    "fetches",
                    "after vectors and tiles: what is read side by side is known; products have fetched already",
                    k -> products.contains(k.name()) ? k : Fetches.apply(k)));
        all.add(new Pass(
                "panels",
                "after products, whose tiles read weights so",
                p -> p.with(p.kernels(), p.weights().map(this::packed), p.entries())));
        all.add(new Pass(
                "scratch",
                "last: every kernel has its working memory",
                p -> p.with(p.kernels(), p.weights(), withScratch(p.entries(), p.kernels()))));
        return new Passes(all);
    }

    private WeightBlock packed(WeightBlock block) {
        return block.layout() instanceof Layout.Product product
                ? block.withLayout(Panels.of(product.storage(), schedule).layout(product))
                : block;
    }

    /** Tasks for each sequence (and head); inside, blocks of rows. */
    private Kernel sequences(Kernel kernel) {
        TaskNest nest = TaskNest.of(kernel.body());
        RowBlocks blocks = new RowBlocks(schedule, context);
        List<Statement> whole = new ArrayList<>(nest.lets());
        whole.add(blocks.apply(kernel, nest.inner()));
        return new Kernel(
                kernel.name(),
                kernel.comment(),
                kernel.buffers(),
                blocks.scratch(kernel),
                new Statement.Tasks(nest.axes(), Statement.block(whole)));
    }

    /** Tasks of some rows each. */
    private Kernel rows(Kernel kernel) {
        For rows = (For) kernel.body();
        int many = schedule.simpleRowsPerTask();
        For some = new For(
                rows.index(),
                Index.name("begin"),
                Index.name("end"),
                1,
                rows.order(),
                new Inside(schedule).apply(rows.body()));
        Routine routine = Outline.routine(kernel.name() + "Rows", kernel.comment() + " on rows begin to end", some);
        Statement body = Statement.block(end(rows.to(), many), new Statement.Run(routine));
        return kernel.scheduled(
                new Statement.Tasks(List.of(new Statement.Axis("begin", rows.to(), many)), body), Optional.of(routine));
    }

    /** The end of a task of so many rows. */
    static Statement end(Index rows, int many) {
        return new Statement.LetIndex("end", Index.smaller(Index.name("begin").plus(many), rows));
    }

    /** The entries with the scratch memory that their kernels need now. */
    static List<Entry> withScratch(List<Entry> entries, List<Kernel> kernels) {
        return entries.stream()
                .map(entry -> {
                    Set<String> called = entry.calls().map(Step.Call::kernel).collect(Collectors.toSet());
                    return entry.withScratch(scratch(
                            entry,
                            kernels.stream()
                                    .filter(k -> called.contains(k.name()))
                                    .toList()));
                })
                .toList();
    }

    /** What the hungriest kernel needs. All factors grow by themselves, so the largest of each is enough. */
    private static Index scratch(Entry entry, List<Kernel> kernels) {
        long fixed = 0;
        Map<String, Long> perPosition = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            Index sum = Index.ZERO;
            for (Kernel.Scratch s : kernel.scratch())
                if (s.buffer().space() == Space.SCRATCH) sum = sum.plus(s.floats());
            fixed = Math.max(fixed, sum.constant());
            for (Axis axis : entry.inputs().axes())
                perPosition.merge(axis.longest(), sum.factor(axis.longest()), Math::max);
        }
        Index all = Index.of(fixed);
        for (Map.Entry<String, Long> factor : perPosition.entrySet())
            all = all.plus(Index.name(factor.getKey()).times(factor.getValue()));
        return all;
    }
}
