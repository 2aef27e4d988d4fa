package dev.attar.examples.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** {@code batch} sequences of {@code tokens} tokens each: as long as each other, so that no engine has to pad. */
public record Workload(int batch, int tokens) {
    /** {@code 32x128} */
    public static Workload parse(String text) {
        String[] sizes = text.split("x");
        return new Workload(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    }

    public List<Integer> lengths() {
        return Collections.nCopies(batch, tokens);
    }

    /** Token ids; the same in every run. */
    List<int[]> ids() {
        SplittableRandom random = new SplittableRandom(batch * 1000L + tokens);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            int[] ids = random.ints(tokens, 1999, 29000).toArray(); // words, no special tokens
            ids[0] = 101;
            ids[tokens - 1] = 102;
            sequences.add(ids);
        }
        return sequences;
    }
}
