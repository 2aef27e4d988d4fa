package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer.Space;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Layout;
import dev.attar.compiler.loops.LoopProgram.WeightBlock;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Axis;
import dev.attar.compiler.loops.Statement.For;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a schedule to every kernel of a program. */
public final class Scheduler {
    private final Schedule schedule;
    private final int context;

    private Scheduler(Schedule schedule, int context) {
        this.schedule = schedule;
        this.context = context;
    }

    public static LoopProgram schedule(LoopProgram program, Schedule schedule) {
        Scheduler scheduler = new Scheduler(schedule, program.inputs().context());
        List<Kernel> kernels = program.kernels().stream().map(scheduler::kernel).toList();
        List<WeightBlock> weights =
                program.weights().stream().map(scheduler::packed).toList();
        return ScheduleVerifier.verify(
                program.with(kernels, weights, scratch(kernels)).withFusedTokens(schedule.fewestFusedTokens()));
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
                new Statement.Tasks(List.of(new Axis("begin", rows.to(), many)), body), Optional.of(routine));
    }

    /** The end of a task of so many rows. */
    static Statement end(Index rows, int many) {
        return new Statement.LetIndex("end", Index.smaller(Index.name("begin").plus(many), rows));
    }

    /** What the hungriest kernel needs. Both factors grow by themselves, so the largest of each is enough. */
    static Index scratch(List<Kernel> kernels) {
        long fixed = 0;
        long perPosition = 0;
        for (Kernel kernel : kernels) {
            Index sum = Index.ZERO;
            for (Kernel.Scratch s : kernel.scratch())
                if (s.buffer().space() == Space.SCRATCH) sum = sum.plus(s.floats());
            fixed = Math.max(fixed, sum.constant());
            perPosition = Math.max(perPosition, sum.factor(Sizes.LONGEST));
        }
        return Index.name(Sizes.LONGEST).times(perPosition).plus(fixed);
    }
}
