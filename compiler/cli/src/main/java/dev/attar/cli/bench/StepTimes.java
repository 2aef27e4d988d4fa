package dev.attar.cli.bench;

import java.util.Collection;

/**
 * How long the steps of one call took. A step begins when the one before it ends, and ends when the last worker that entered
 * it has found no more tasks.
 *
 * @param nanos of each step
 * @param waiting of each step, the share of its time that the call's threads did not spend in it, 0 to 1: they waited for the
 *     others, or had not come yet
 * @param threads that the call could have
 */
record StepTimes(long[] nanos, double[] waiting, int threads) {
    /** @param begin of the call */
    static StepTimes of(long begin, int steps, int threads, Collection<StopWatch> watches) {
        long[] nanos = new long[steps];
        double[] waiting = new double[steps];
        for (int step = 0; step < steps; step++) {
            long end = begin;
            long inside = 0;
            for (StopWatch watch : watches) {
                if (watch.entered(step) != StopWatch.ABSENT) {
                    end = Math.max(end, watch.left(step));
                    inside += Math.max(0, watch.left(step) - Math.max(begin, watch.entered(step)));
                }
            }
            nanos[step] = end - begin;
            waiting[step] = end == begin ? 0 : Math.max(0, 1 - (double) inside / nanos[step] / threads);
            begin = end;
        }
        return new StepTimes(nanos, waiting, threads);
    }

    /** The time of the whole program. */
    long total() {
        long sum = 0;
        for (long step : nanos) {
            sum += step;
        }
        return sum;
    }
}
