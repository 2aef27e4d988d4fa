package dev.attar.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepTimesTest {
    @Test
    void aStepLastsUntilTheLastWorkerIsDoneAndTheOthersWait() {
        StepTimes times = StepTimes.of(100, new long[][] {{110, 130}, {120, 125}}, 2);
        assertArrayEquals(new long[] {20, 10}, times.nanos());
        assertArrayEquals(new double[] {0.25, 0.25}, times.waiting(), "10 of 2 times 20, and 5 of 2 times 10");
        assertEquals(30, times.total());
    }

    @Test
    void oneWorkerNeverWaits() {
        StepTimes times = StepTimes.of(0, new long[][] {{7, 7, 9}}, 1);
        assertArrayEquals(new long[] {7, 0, 2}, times.nanos());
        assertArrayEquals(new double[3], times.waiting());
    }

    @Test
    void whoHasNoPartWaitsAllTheTime() {
        StepTimes times = StepTimes.of(0, new long[][] {{10, 20}, {StepTimes.ABSENT, 15}}, 3);
        assertArrayEquals(new long[] {10, 10}, times.nanos());
        assertArrayEquals(new double[] {2 / 3.0, 0.5}, times.waiting(), 1e-9);
    }
}
