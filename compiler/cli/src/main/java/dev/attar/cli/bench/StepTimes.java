package dev.attar.cli.bench;

/**
 * How long the steps of one call took. A step begins when the last worker that had part in the one before is done with it and
 * ends when the last one is done.
 *
 * @param nanos of each step
 * @param waiting of each step, the mean share of it that a thread had nothing to do, 0 to 1
 */
record StepTimes(long[] nanos, double[] waiting) {
    /** In place of a time: the worker had no part in the step. */
    static final long ABSENT = Long.MIN_VALUE;

    /**
     * @param begin when the first worker began
     * @param done for each worker, when it was done with each step, or {@link #ABSENT}; the first one had part in the call from
     *     beginning to end
     * @param threads that could have had part
     */
    static StepTimes of(long begin, long[][] done, int threads) {
        int steps = done[0].length;
        long[] nanos = new long[steps];
        double[] waiting = new double[steps];
        for (int step = 0; step < steps; step++) {
            long last = begin;
            for (long[] member : done) {
                last = Math.max(last, member[step]);
            }
            nanos[step] = last - begin;
            long waited = nanos[step] * (threads - done.length);
            for (long[] member : done) {
                waited += member[step] == ABSENT ? nanos[step] : last - member[step];
            }
            waiting[step] = nanos[step] == 0 ? 0 : (double) waited / nanos[step] / threads;
            begin = last;
        }
        return new StepTimes(nanos, waiting);
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
