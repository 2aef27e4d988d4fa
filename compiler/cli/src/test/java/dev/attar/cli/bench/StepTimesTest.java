package dev.attar.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.kernel.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTimesTest {
    /** Has one task in each step before {@code over}, none and no step after. */
    private static final class Late implements Worker {
        private final int over;
        private int step;
        private boolean claimed;

        Late(int over) {
            this.over = over;
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public int members() {
            return 2;
        }

        @Override
        public int claim() {
            boolean task = step >= over && !claimed;
            claimed = true;
            return step < over ? Integer.MAX_VALUE : task ? 0 : 1;
        }

        @Override
        public void barrier() {
            step++;
            claimed = false;
        }
    }

    @Test
    void aStepThatIsOverWhenAWorkerComesIsNotItsOwn() {
        StopWatch first = run(0);
        StopWatch late = run(2);
        StepTimes together = StepTimes.of(first.entered(0), 4, 2, List.of(first, late));
        StepTimes alone = StepTimes.of(first.entered(0), 4, 1, List.of(first));
        for (int step = 0; step < 2; step++) {
            assertEquals(StopWatch.ABSENT, late.entered(step));
            assertEquals(alone.nanos()[step], together.nanos()[step], "as if it had not come");
            assertTrue(together.waiting()[step] >= 0.5, "one of two threads was not there");
        }
        assertEquals(late.left(3) - first.entered(0), together.total(), "to the end of the last one");
    }

    @Test
    void stepsFollowEachOtherWithoutGaps() {
        StopWatch watch = run(0);
        StepTimes times = StepTimes.of(watch.entered(0), 4, 1, List.of(watch));
        long begin = watch.entered(0);
        for (int step = 0; step < 4; step++) {
            assertEquals(watch.left(step) - begin, times.nanos()[step]);
            begin = watch.left(step);
        }
        StepTimes none = StepTimes.of(5, 2, 3, List.of());
        assertArrayEquals(new long[2], none.nanos());
        assertArrayEquals(new double[2], none.waiting());
    }

    private static StopWatch run(int over) {
        StopWatch watch = new StopWatch(4, new Late(over));
        for (int step = 0; step < 4; step++) {
            while (watch.claim() < 1) {}
            watch.barrier();
        }
        watch.leave();
        return watch;
    }
}
