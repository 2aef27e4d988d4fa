package dev.attar.runtime.generate;

/** The so many highest of the scores that are offered, highest first; of equal ones those that were offered first. */
final class TopCandidates {
    private final double[] scores;
    private final long[] places;
    private int count;

    TopCandidates(int most) {
        scores = new double[most];
        places = new long[most];
    }

    void clear() {
        count = 0;
    }

    void offer(double score, long place) {
        if (count == scores.length && !(score > scores[count - 1])) {
            return;
        }
        int at = count < scores.length ? count++ : count - 1;
        while (at > 0 && score > scores[at - 1]) {
            scores[at] = scores[at - 1];
            places[at] = places[at - 1];
            at--;
        }
        scores[at] = score;
        places[at] = place;
    }

    int count() {
        return count;
    }

    double score(int rank) {
        return scores[rank];
    }

    long place(int rank) {
        return places[rank];
    }
}
