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
    /** @param watches one of each member, the caller's first; its call begins the first step */
    static StepTimes of(StopWatch[] watches, int steps) {
        long[] nanos = new long[steps];
        double[] waiting = new double[steps];
        long begin = watches[0].begin();
        for (int step = 0; step < steps; step++) {
            long last = Long.MIN_VALUE;
            for (StopWatch watch : watches) {
                last = Math.max(last, watch.doneWith(step));
            }
            long waited = 0;
            for (StopWatch watch : watches) {
                // A member that came late to the call may be done before it began: it waited all the time.
                waited += last - Math.max(begin, watch.doneWith(step));
            }
            nanos[step] = last - begin;
            waiting[step] = nanos[step] == 0 ? 0 : (double) waited / nanos[step] / watches.length;
            begin = last;
        }
        return new StepTimes(nanos, waiting, watches.length);
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
