package dev.attar.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** {@code batch} sequences of {@code tokens} tokens each: as long as each other, so that no engine has to pad. */
record Workload(int batch, int tokens) {
    static final List<Workload> ALL =
            List.of(new Workload(1, 8), new Workload(1, 32), new Workload(1, 128), new Workload(32, 128));

    /** Of MiniLM: the products with the six matrices of each of its six layers, and attention. */
    double flops() {
        long width = 384;
        long layers = 6;
        long dense = 2 * layers * (4 * width * width + 2 * width * 4 * width);
        long attention = layers * 4 * width * tokens;
        return (double) batch * tokens * (dense + attention);
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

    @Override
    public String toString() {
        return batch + " × " + tokens;
    }
}
