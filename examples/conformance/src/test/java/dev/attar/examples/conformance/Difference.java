package dev.attar.examples.conformance;

/** The largest difference seen, and where. */
final class Difference {
    private double largest;
    private int sentence = -1;
    private double expected;
    private double found;

    void add(int sentence, double expected, double found) {
        double difference = Math.abs(expected - found);
        // Written so that NaN counts as the largest of all.
        if (!(difference <= largest)) {
            this.largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
            this.sentence = sentence;
            this.expected = expected;
            this.found = found;
        }
    }

    double largest() {
        return largest;
    }

    @Override
    public String toString() {
        return largest + " in sentence " + sentence + ": expected " + expected + ", found " + found;
    }
}
