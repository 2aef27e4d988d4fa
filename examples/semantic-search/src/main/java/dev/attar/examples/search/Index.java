package dev.attar.examples.search;

import dev.attar.runtime.Matrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Passages with their vectors.
 *
 * @param vectors a row of length 1 for each passage
 */
record Index(List<Passage> passages, Matrix vectors) {
    /** A passage that was found, and how near it is. */
    record Hit(Passage passage, double cosine) {}

    /** The passages nearest to a vector of length 1, the nearest first: exact, by comparing with each of them. */
    List<Hit> nearest(float[] query, int count) {
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Hit(passages.get(i), cosine(i, query)))
                .sorted(Comparator.comparingDouble(Hit::cosine).reversed())
                .limit(count)
                .toList();
    }

    private double cosine(int row, float[] query) {
        float[] values = vectors.values();
        int from = row * vectors.columns();
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += (double) values[from + i] * query[i];
        }
        return sum;
    }
}
