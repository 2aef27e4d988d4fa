package dev.attar.examples.wordnet.search;

import java.util.List;
import java.util.Set;

/** How good a ranking is: the normalised discounted cumulative gain of its first ten (nDCG@10); 1 is a ranking with all that is right first. */
final class Gain {
    private static final int FIRST = 10;

    private Gain() {}

    static double of(List<Integer> ranking, Set<Integer> relevant) {
        double gain = 0;
        double best = 0;
        for (int i = 0; i < FIRST; i++) {
            double discount = 1 / (Math.log(i + 2) / Math.log(2));
            gain += i < ranking.size() && relevant.contains(ranking.get(i)) ? discount : 0;
            best += i < relevant.size() ? discount : 0;
        }
        return gain / best;
    }
}
