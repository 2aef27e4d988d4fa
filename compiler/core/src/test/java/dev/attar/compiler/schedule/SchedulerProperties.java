package dev.attar.compiler.schedule;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.fixture.RoundedProducts;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopRun;
import dev.attar.compiler.lower.Lowering;
import dev.attar.compiler.reference.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

/** Random models under random schedules, loops executed as they are defined. */
@Domain(SpecArbitraries.class)
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
        compare(expected, run(scheduled, trial, false), schedule.describe());
        compare(expected, run(scheduled, trial, true), schedule.describe() + ", backwards");
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void bfloat16WeightsAreThoseWeightsRounded(@ForAll Trial any, @ForAll Schedule schedule) {
        Trial trial = small(any);
        LoopProgram plain = Lowering.lower(Fuser.fuse(GraphBuilder.build(trial.spec())), Element.BF16);
        Map<String, float[]> expected = run(plain, trial, false);
        compare(expected, run(Scheduler.schedule(plain, schedule), trial, false), schedule.describe());
        RoundedProducts rounded = RoundedProducts.of(plain, trial.weights());
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
        List<Tokens.Sequence> some = new ArrayList<>();
        int tokens = 0;
        for (Tokens.Sequence sequence : trial.tokens().sequences()) {
            tokens += sequence.length();
            if (tokens <= FEW) some.add(sequence);
        }
        Assume.that(!some.isEmpty());
        return trial.with(new Tokens(some));
    }
}
