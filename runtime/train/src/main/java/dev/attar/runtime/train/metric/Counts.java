package dev.attar.runtime.train.metric;

/** A tally that is a fixed number of sums. */
abstract class Counts implements Tally {
    final double[] sums;

    Counts(int size) {
        sums = new double[size];
    }

    @Override
    public final double[] state() {
        return sums.clone();
    }

    @Override
    public final void restore(double[] state) {
        System.arraycopy(state, 0, sums, 0, sums.length);
    }

    /** NaN where there is nothing to divide by. */
    static double quotient(double a, double b) {
        return b == 0 ? Double.NaN : a / b;
    }

    /** The harmonic mean of precision and recall; 0 where nothing is right. */
    static double f1(double right, double predicted, double actual) {
        return predicted + actual == 0 ? 0 : 2 * right / (predicted + actual);
    }
}
