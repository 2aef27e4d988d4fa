package dev.attar.runtime.generate;

import java.util.List;

/**
 * The translation of one source.
 *
 * @param source its tokens
 * @param best first; more than one only where beam search was asked for more
 */
public record Translation(int[] source, List<Generated> best) {
    public Translation {
        best = List.copyOf(best);
    }

    /** The best text. */
    public String text() {
        return best.getFirst().text();
    }

    /** The score of the best text. */
    public double score() {
        return best.getFirst().score();
    }

    /** The tokens of the best text, its end token included. */
    public int[] tokens() {
        return best.getFirst().ids();
    }
}
