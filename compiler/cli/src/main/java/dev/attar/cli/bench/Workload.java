package dev.attar.cli.bench;

import dev.attar.runtime.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A batch to measure.
 *
 * @param lengths tokens of each sequence; not changed by anybody
 */
public record Workload(int[] lengths) {
    /** So many sequences of so many tokens each. */
    public static Workload equal(int sequences, int tokens) {
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, tokens);
        return new Workload(lengths);
    }

    public int sequences() {
        return lengths.length;
    }

    public long tokens() {
        return Arrays.stream(lengths).asLongStream().sum();
    }

    /** {@code 32 x 128 tokens}, or {@code 3 sequences of 5 to 250 tokens, 272 in all}. */
    public String describe() {
        int shortest = Arrays.stream(lengths).min().orElse(0);
        int longest = Arrays.stream(lengths).max().orElse(0);
        return shortest == longest
                ? sequences() + " x " + longest + (longest == 1 ? " token" : " tokens")
                : sequences() + " sequences of " + shortest + " to " + longest + " tokens, " + tokens() + " in all";
    }

    /** Random token ids, always the same ones. */
    Batch batch(int vocabulary) {
        Random random = new Random(1);
        List<int[]> sequences = new ArrayList<>();
        for (int length : lengths) {
            sequences.add(random.ints(length, 0, vocabulary).toArray());
        }
        return Batch.of(sequences);
    }
}
