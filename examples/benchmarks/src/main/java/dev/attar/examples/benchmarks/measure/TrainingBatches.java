package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.model.TrainedShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What both engines learn: the same sequences, labels and weights to begin with.
 *
 * @param ids of each sequence
 * @param labels a class for each sequence, or for each token
 */
record TrainingBatches(List<int[]> ids, int[] labels) {
    /** How many real sentences are a batch. */
    static final int SENTENCES = 32;

    /** @param workload {@code 8x128}, or {@code sentences} */
    static TrainingBatches of(TrainedShape shape, String workload) throws IOException {
        List<int[]> ids = workload.equals("sentences")
                ? MixedSentences.ids().subList(0, SENTENCES)
                : random(shape, Workload.parse(workload));
        int rows =
                shape.bert() ? ids.size() : ids.stream().mapToInt(i -> i.length).sum();
        SplittableRandom random = new SplittableRandom(7);
        return new TrainingBatches(ids, random.ints(rows, 0, shape.classes()).toArray());
    }

    private static List<int[]> random(TrainedShape shape, Workload workload) {
        SplittableRandom random = new SplittableRandom(3);
        List<int[]> ids = new ArrayList<>();
        for (int i = 0; i < workload.batch(); i++) {
            ids.add(random.ints(workload.tokens(), 0, shape.vocabulary()).toArray());
        }
        return ids;
    }

    List<Integer> lengths() {
        return ids.stream().map(i -> i.length).toList();
    }

    /** Random matrices and tables with deviation 0.02, norms of 1, biases of 0. */
    static Map<String, float[]> weights(TrainedShape shape) {
        Map<String, float[]> all = new HashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        shape.parameters().forEach((name, sizes) -> {
            long floats = 1;
            for (long size : sizes) {
                floats *= size;
            }
            float[] values = new float[Math.toIntExact(floats)];
            for (int i = 0; i < values.length; i++) {
                values[i] = sizes.length > 1
                        ? (float) (0.02 * random.nextGaussian())
                        : name.endsWith("norm.weight") ? 1 : 0;
            }
            all.put(name, values);
        });
        return all;
    }
}
