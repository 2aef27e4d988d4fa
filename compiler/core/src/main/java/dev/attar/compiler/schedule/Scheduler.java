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

    private Scheduler(Schedule schedule, int context) {
        this.schedule = schedule;
        this.context = context;
    }

    public static LoopProgram schedule(LoopProgram program, Schedule schedule) {
        int context =
                program.inputs().axes().stream().mapToInt(Axis::most).max().orElse(0);
        Scheduler scheduler = new Scheduler(schedule, context);
        List<Kernel> kernels = program.kernels().stream().map(scheduler::kernel).toList();
        return ScheduleVerifier.verify(program.with(
                kernels, program.weights().map(scheduler::packed), withScratch(program.entries(), kernels)));
    }

    private WeightBlock packed(WeightBlock block) {
        if (!(block.layout() instanceof Layout.Product(int _, int totalRows, int columns, var element, int _)))
            return block;
        return block.withLayout(PanelProducts.layout(schedule, totalRows, columns, element));
    }

    private Kernel kernel(Kernel kernel) {
        if (PanelProducts.matches(kernel)) return new PanelProducts(schedule).apply(kernel);
        Kernel shared = RowBlocks.taskBody(kernel.body()).isPresent() ? sequences(kernel) : rows(kernel);
        return schedule.fetches() ? Fetches.apply(shared) : shared;
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
