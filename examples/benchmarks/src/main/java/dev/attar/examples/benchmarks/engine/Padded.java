package dev.attar.examples.benchmarks.engine;

import dev.attar.examples.benchmarks.engine.Hidden.Place;
import java.util.List;

/**
 * Sequences made as long as the longest of them, for engines that know only rectangles.
 *
 * @param batch B
 * @param tokens of the longest
 * @param ids (B, tokens); 0 where there is no token
 * @param mask (B, tokens); 1 where there is a token, else 0
 */
record Padded(int batch, int tokens, long[] ids, long[] mask) {
    static Padded of(List<int[]> sequences) {
        int tokens = sequences.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        long[] ids = new long[sequences.size() * tokens];
        long[] mask = new long[ids.length];
        for (int i = 0; i < sequences.size(); i++) {
            int[] sequence = sequences.get(i);
            for (int j = 0; j < sequence.length; j++) {
                ids[i * tokens + j] = sequence[j];
                mask[i * tokens + j] = 1;
            }
        }
        return new Padded(sequences.size(), tokens, ids, mask);
    }

    boolean isFull() {
        for (long token : mask) {
            if (token == 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the sequences lie in an output of so many columns. */
    Place[] places(int width) {
        Place[] places = new Place[batch];
        for (int i = 0; i < batch; i++) {
            places[i] = new Place(0, i * tokens * width);
        }
        return places;
    }
}
