package dev.attar.cli.bench;

/**
 * How long the steps of one call took. A step begins when the last worker has come to the barrier before it and ends when the
 * last one has come to the barrier after it.
 *
 * @param nanos of each step
 * @param waiting of each step, the mean share of it that a worker spent waiting for the last one, 0 to 1
 * @param members workers that took part
 */
record StepTimes(long[] nanos, double[] waiting, int members) {
    /**
     * @param begin when the first worker began
     * @param done for each worker, when it was done with each step; no worker before all are done with the step before
     */
    static StepTimes of(long begin, long[][] done) {
        int members = done.length;
        int steps = done[0].length;
        long[] nanos = new long[steps];
        double[] waiting = new double[steps];
        for (int step = 0; step < steps; step++) {
            long last = Long.MIN_VALUE;
            for (long[] member : done) {
                last = Math.max(last, member[step]);
            }
            long waited = 0;
            for (long[] member : done) {
                waited += last - member[step];
            }
            nanos[step] = last - begin;
            waiting[step] = nanos[step] == 0 ? 0 : (double) waited / nanos[step] / members;
            begin = last;
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
