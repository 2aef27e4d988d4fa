package dev.attar.runtime.spark.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Optimizer steps of the model of {@link SmallTraining} on random batches, the same for every model. */
final class SmallSteps {
    private SmallSteps() {}

    /** Steps of five batches each; the results of the batches are part of what is compared, through the count. */
    static void make(TrainableModel model, int first, int end) {
        for (int step = first; step < end; step++) {
            List<BatchResult> results = new ArrayList<>();
            List<TrainingBatch> batches = batches(step);
            model.trainSteps(batches, result -> {
                assertEquals(
                        batches.get(results.size()).tokens().sequences(),
                        result.scores().rows());
                results.add(result);
            });
            double count = results.stream().mapToDouble(BatchResult::count).sum();
            model.update(new UpdateSettings(0.01, step + 1L, count));
        }
    }

    private static List<TrainingBatch> batches(int step) {
        Random random = new Random(step);
        List<TrainingBatch> batches = new ArrayList<>();
        int tokens = 0;
        int sequences = 0;
        for (int b = 0; b < 5; b++) {
            List<int[]> ids = new ArrayList<>();
            int[] labels = new int[1 + random.nextInt(4)];
            for (int s = 0; s < labels.length; s++) {
                ids.add(random.ints(1 + random.nextInt(7), 0, 12).toArray());
                labels[s] = random.nextInt(10) == 0 ? Labels.IGNORED : random.nextInt(3);
            }
            Batch batch = Batch.of(ids);
            batches.add(new TrainingBatch(
                    batch, Optional.empty(), new Labels.Classes(labels), new DropoutSeed(step, tokens, sequences)));
            tokens += batch.tokens();
            sequences += batch.sequences();
        }
        return batches;
    }

    /** Values and moments, by part and name. */
    static Map<String, float[]> numbers(TrainableModel model) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            numbers.put(Part.VALUE + " " + parameter.name(), model.read(Part.VALUE, parameter.name()));
            for (Part moment : model.moments()) {
                numbers.put(moment + " " + parameter.name(), model.read(moment, parameter.name()));
            }
        }
        return numbers;
    }

    static void assertSame(Map<String, float[]> expected, Map<String, float[]> found, String what) {
        assertEquals(expected.keySet(), found.keySet(), what);
        expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), 0, what + ": " + name));
    }
}
