package dev.attar.compiler.schedule;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.fixture.AttentionSpecArbitraries;
import dev.attar.compiler.fixture.RoundedProducts;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopRun;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.lower.Lowering;
import dev.attar.compiler.reference.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

/** Random models under random schedules, loops executed as they are defined. */
@Domain(SpecArbitraries.class)
@Domain(AttentionSpecArbitraries.class)
@Domain(ScheduleArbitraries.class)
@Domain(GroupScheduleArbitraries.class)
class SchedulerProperties {
    /** Tokens of a batch; the loops are interpreted. */
    private static final int FEW = 40;

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void aScheduleKeepsEveryBit(@ForAll Trial any, @ForAll Schedule schedule) {
        Trial trial = small(any);
        LoopProgram plain = plain(trial);
        Map<String, float[]> expected = run(plain, trial, false);
        LoopProgram scheduled = Scheduler.schedule(plain, schedule);
        compare(expected, run(scheduled, trial, false), schedule.describe(Storage.FP32));
        compare(expected, run(scheduled, trial, true), schedule.describe(Storage.FP32) + ", backwards");
    }

    /** Plain code answers while the vectors are compiled that the weights are packed for. */
    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void plainCodeReadsPanelsOfHalfTheWidth(@ForAll Trial any, @ForAll Schedule schedule) {
        Schedule alone = schedule.fetches() ? schedule : Schedule.SCALAR;
        Trial trial = small(any);
        LoopProgram plain = plain(trial);
        LoopProgram scheduled = Scheduler.schedule(plain, alone);
        Map<String, float[]> halves = LoopRun.runOnNarrowPanels(scheduled, trial.weights()::values, trial.tokens());
        compare(run(plain, trial, false), halves, alone.describe(Storage.FP32) + ", halves");
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void bfloat16WeightsAreThoseWeightsRounded(@ForAll Trial any, @ForAll Schedule schedule) {
        areThoseWeightsRounded(any, schedule, Storage.BF16);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void int8WeightsAreThoseWeightsRounded(@ForAll Trial any, @ForAll Schedule schedule) {
        areThoseWeightsRounded(any, schedule, Storage.INT8);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.BOUNDED)
    void groupsReadInt8Weights(@ForAll Trial any, @ForAll GroupSchedule schedule) {
        Trial trial = small(any);
        LoopProgram plain = Lowering.lower(Fuser.fuse(GraphBuilder.build(trial.spec())), Storage.INT8);
        compare(
                run(plain, trial, false),
                run(GroupScheduler.schedule(plain, schedule), trial, false),
                schedule.describe());
    }

    private static void areThoseWeightsRounded(Trial any, Schedule schedule, Storage storage) {
        Trial trial = small(any);
        LoopProgram plain = Lowering.lower(Fuser.fuse(GraphBuilder.build(trial.spec())), storage);
        Map<String, float[]> expected = run(plain, trial, false);
        compare(expected, run(Scheduler.schedule(plain, schedule), trial, false), schedule.describe(storage));
        RoundedProducts rounded = RoundedProducts.of(plain, trial.weights(), storage);
        if (rounded.tied()) return; // in fp32 the table would be rounded where tokens are looked up, too
        compare(expected, LoopRun.run(plain(trial), rounded::values, trial.tokens(), false), "rounded before");
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void aScheduleForGroupsKeepsEveryBit(@ForAll Trial any, @ForAll GroupSchedule schedule) {
        Trial trial = small(any);
        LoopProgram plain = plain(trial);
        Map<String, float[]> expected = run(plain, trial, false);
        LoopProgram scheduled = GroupScheduler.schedule(plain, schedule);
        compare(expected, run(scheduled, trial, false), schedule.describe());
        compare(expected, run(scheduled, trial, true), schedule.describe() + ", backwards");
        compare(expected, run(finer(scheduled, 1), trial, false), schedule.describe() + ", fine");
        compare(expected, run(finer(scheduled, 2), trial, false), schedule.describe() + ", few");
    }

    /** Every kernel's finer one, or the finer one's, in its place; where it has none, the finest there is. */
    private static LoopProgram finer(LoopProgram program, int times) {
        List<Kernel> kernels = program.kernels().stream()
                .map(k ->
                        named(k.name(), k.sizes().get(Math.min(times, k.sizes().size() - 1))))
                .toList();
        return program.with(kernels, program.weights(), program.entries());
    }

    private static Kernel named(String name, Kernel size) {
        return new Kernel(name, size.comment(), size.buffers(), size.scratch(), size.body(), Optional.empty());
    }

    /** Were a barrier forgotten, one of the two orders would show it: without any, nothing comes out right. */
    @Test
    void withoutBarriersItemsMissWhatOthersHaveStored() throws IOException {
        Trial trial = Trial.sentence(3, 2);
        LoopProgram scheduled = GroupScheduler.schedule(plain(trial), GroupSchedule.OPENCL_GPU);
        List<Kernel> without = scheduled.kernels().stream()
                .map(k -> k.scheduled(withoutBarriers(k.body()), Optional.empty()))
                .toList();
        LoopProgram wrong = scheduled.with(without, scheduled.weights(), scheduled.entries());
        Map<String, float[]> expected = run(plain(trial), trial, false);
        compare(expected, run(scheduled, trial, false), "with barriers");
        assertThrows(AssertionError.class, () -> compare(expected, run(wrong, trial, false), "without"));
    }

    private static Statement withoutBarriers(Statement statement) {
        return switch (statement) {
            case Statement.Barrier _ -> new Statement.Block(List.of());
            case Statement.Block(List<Statement> all) ->
                new Statement.Block(
                        all.stream().map(SchedulerProperties::withoutBarriers).toList());
            case Statement.For f ->
                new Statement.For(f.index(), f.from(), f.to(), f.step(), f.order(), withoutBarriers(f.body()));
            case Statement.Tasks t -> new Statement.Tasks(t.axes(), t.group(), withoutBarriers(t.body()));
            case Statement.If w -> new Statement.If(w.left(), w.right(), withoutBarriers(w.body()));
            default -> statement;
        };
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void parallelLoopsHaveNoOrder(@ForAll Trial any) {
        Trial trial = small(any);
        LoopProgram plain = plain(trial);
        compare(run(plain, trial, false), run(plain, trial, true), "backwards");
    }

    private static LoopProgram plain(Trial trial) {
        return Lowering.lower(Fuser.fuse(GraphBuilder.build(trial.spec())));
    }

    private static Map<String, float[]> run(LoopProgram program, Trial trial, boolean backwards) {
        return LoopRun.run(program, trial.weights()::values, trial.tokens(), backwards);
    }

    private static void compare(Map<String, float[]> expected, Map<String, float[]> actual, String what) {
        expected.forEach((output, values) -> SameBits.check(values, actual.get(output), output + ", " + what));
    }

    private static Trial small(Trial trial) {
        Assume.that(trial.spec().width() <= 80);
        List<Integer> some = new ArrayList<>();
        int tokens = 0;
        for (int s = 0; s < trial.tokens().sequences().size(); s++) {
            tokens += rows(trial.tokens().select(List.of(s)));
            if (tokens <= FEW) some.add(s);
        }
        Assume.that(!some.isEmpty());
        return trial.with(trial.tokens().select(some));
    }

    private static int rows(Tokens tokens) {
        return tokens.tokenCount() + tokens.source().map(Tokens::tokenCount).orElse(0);
    }
}
