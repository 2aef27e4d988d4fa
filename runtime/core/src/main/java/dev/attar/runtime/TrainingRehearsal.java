package dev.attar.runtime;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.UpdateSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Steps on two short sequences before the first real one, until they take no less time any more: vector code that HotSpot has not
 * compiled yet is hundreds of times slower, and a real batch would go through it once. Parameters and moments stay as they are.
 */
final class TrainingRehearsal {
    /** Fewer floats that are trained are through with a step before a rehearsal would be. */
    static final long WORTH_IT = 1 << 20;

    private static final long LONGEST_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int[] LENGTHS = {19, 13};

    /** So many steps in a row that are hardly faster than the fastest: compilation is over. */
    private static final int SETTLED = 4;

    private TrainingRehearsal() {}

    static void of(TrainingSession session, ProgramPlan plan) {
        TrainingBatch batch = batch(plan);
        long begun = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        int settled = 0;
        int steps = 0;
        while (settled < SETTLED && System.nanoTime() - begun < LONGEST_NANOS) {
            long before = System.nanoTime();
            session.trainStep(batch);
            session.discardGradients();
            if (steps++ < SETTLED) {
                session.update(new UpdateSettings(0, 1, 1)); // of gradients that are 0: it changes nothing
            }
            long nanos = System.nanoTime() - before;
            settled = nanos > fastest / 10 * 9 ? settled + 1 : 0;
            fastest = Math.min(fastest, nanos);
        }
    }

    private static TrainingBatch batch(ProgramPlan plan) {
        Batch tokens = tokens(plan.most(InputNames.TOKENS));
        return new TrainingBatch(tokens, source(plan), labels(plan, tokens), new DropoutSeed(0, 0, 0));
    }

    private static Batch tokens(int most) {
        return Batch.of(List.of(new int[Math.min(LENGTHS[0], most)], new int[Math.min(LENGTHS[1], most)]));
    }

    private static Optional<Batch> source(ProgramPlan plan) {
        return plan.inputNumber(InputNames.OF_SOURCE + InputNames.IDS) < 0
                ? Optional.empty()
                : Optional.of(tokens(plan.most(InputNames.SOURCE_TOKENS)));
    }

    private static Labels labels(ProgramPlan plan, Batch tokens) {
        EntryPlan entry = plan.entry("trainStep");
        if (plan.inputNumber("labels") >= 0) {
            boolean each = plan.inputs().get(plan.inputNumber("labels")).axis() >= 0;
            return new Labels.Classes(new int[each ? tokens.tokens() : tokens.sequences()]);
        }
        if (plan.inputNumber("starts") >= 0) {
            return new Labels.Spans(new int[tokens.sequences()], new int[tokens.sequences()]);
        }
        for (EntryPlan.Output given : entry.given()) {
            if (given.name().equals("targets")) {
                boolean each = given.rows().kind() == EntryPlan.Rows.Kind.OF_AXIS;
                return new Labels.Numbers(new float[(each ? tokens.tokens() : tokens.sequences()) * given.columns()]);
            }
        }
        return new Labels.None();
    }
}
