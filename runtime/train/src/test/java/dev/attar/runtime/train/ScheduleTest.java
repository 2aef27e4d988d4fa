package dev.attar.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Values of transformers' schedules (5.18, {@code get_scheduler} and {@code LambdaLR}), ten steps with warm-up over three. */
class ScheduleTest {
    @Test
    void constant() {
        assertRates(Schedule.constant(1).warmUp(3), 0, 1 / 3.0, 2 / 3.0, 1, 1, 1, 1, 1, 1, 1);
        assertRates(Schedule.constant(0.5), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void linear() {
        assertRates(
                Schedule.linear(1).warmUp(3),
                0,
                1 / 3.0,
                2 / 3.0,
                1,
                6 / 7.0,
                5 / 7.0,
                4 / 7.0,
                3 / 7.0,
                2 / 7.0,
                1 / 7.0);
        assertRates(Schedule.linear(1), 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1);
    }

    @Test
    void cosine() {
        assertRates(
                Schedule.cosine(1).warmUp(3),
                0,
                1 / 3.0,
                2 / 3.0,
                1,
                0.9504844339512095,
                0.8117449009293668,
                0.6112604669781572,
                0.3887395330218429,
                0.1882550990706333,
                0.04951556604879043);
    }

    @Test
    void inverseSquareRoot() {
        assertRates(
                Schedule.inverseSquareRoot(1).warmUp(3),
                0,
                1 / 3.0,
                2 / 3.0,
                1,
                0.8660254037844386,
                0.7745966692414834,
                0.7071067811865475,
                0.6546536707079772,
                0.6123724356957946,
                0.5773502691896258);
        assertEquals(1 / Math.sqrt(1.25), Schedule.inverseSquareRoot(1).rate(2_500, 10_000), 1e-15);
    }

    private static void assertRates(Schedule schedule, double... expected) {
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], schedule.rate(step, 10), 1e-15, "step " + step);
        }
    }
}
