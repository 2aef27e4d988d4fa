package dev.attar.cli.bench;

/**
 * How long the steps of one call took. A step begins when the caller has passed the barrier before it and ends when it has
 * passed the barrier after it: when all tasks are finished, by whomever.
 *
 * @param nanos of each step
 * @param waiting of each step, the mean share of it that a worker spent waiting for others, 0 to 1; a worker that had no part
 *     in a step waited for all of it
 * @param members workers that could take part
 */
record StepTimes(long[] nanos, double[] waiting, int members) {
    /** In place of the time at which a worker was done: it had no part in the step. */
    static final long NO_PART = Long.MIN_VALUE;

    /**
     * @param begin when the caller began
     * @param ends when each step was over
     * @param done for each worker that has taken part, when it was done with each step
     * @param members workers that could take part
     */
    static StepTimes of(long begin, long[] ends, long[][] done, int members) {
        int steps = ends.length;
        long[] nanos = new long[steps];
        double[] waiting = new double[steps];
        for (int step = 0; step < steps; step++) {
            nanos[step] = ends[step] - begin;
            long worked = 0;
            for (long[] member : done) {
                if (member[step] != NO_PART) {
                    worked += Math.clamp(member[step] - begin, 0, nanos[step]);
                }
            }
            waiting[step] = nanos[step] == 0 ? 0 : 1 - (double) worked / nanos[step] / members;
            begin = ends[step];
        }
        return new StepTimes(nanos, waiting, members);
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
