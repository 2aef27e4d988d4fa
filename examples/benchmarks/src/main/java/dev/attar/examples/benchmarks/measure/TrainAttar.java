package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.generated.train.TrainArticleTraining;
import dev.attar.examples.benchmarks.generated.train.TrainBertBaseTraining;
import dev.attar.examples.benchmarks.generated.train.TrainMiniLmTraining;
import dev.attar.examples.benchmarks.generated.train.TrainTinyTraining;
import dev.attar.examples.benchmarks.model.TrainedShape;
import dev.attar.runtime.Batch;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.Weights;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.UpdateSettings;
import java.util.HashMap;
import java.util.Map;

/** Attar's steps. Arguments: threads, quick or full, the model, the workload. */
public final class TrainAttar {
    private TrainAttar() {}

    public static void main(String[] arguments) throws Exception {
        TrainedShape shape = TrainedShape.named(arguments[2]);
        TrainingBatches batches = TrainingBatches.of(shape, arguments[3]);
        Options options = Options.defaults().withThreads(Integer.parseInt(arguments[0]));
        TrainingBatch batch = new TrainingBatch(
                Batch.of(batches.ids()), new Labels.Classes(batches.labels()), new DropoutSeed(5, 0, 0));
        try (TrainableModel model = open(shape, options)) {
            int[] steps = {0};
            StepTimes.measure(
                    () -> {
                        BatchResult result = model.trainStep(batch);
                        model.update(new UpdateSettings(shape.rate(), ++steps[0], result.count()));
                        return result.loss() / result.count();
                    },
                    arguments[1].equals("quick"),
                    "attar");
        }
    }

    private static TrainableModel open(TrainedShape shape, Options options) {
        try (Weights weights = weights(shape)) {
            return switch (shape.name()) {
                case "article" -> TrainArticleTraining.open(weights, options);
                case "bert" -> TrainBertBaseTraining.open(weights, options);
                case "minilm" -> TrainMiniLmTraining.open(weights, options);
                case "tiny" -> TrainTinyTraining.open(weights, options);
                default -> throw new IllegalArgumentException(shape.name());
            };
        }
    }

    private static Weights weights(TrainedShape shape) {
        Map<String, FloatTensor> tensors = new HashMap<>();
        Map<String, float[]> values = TrainingBatches.weights(shape);
        shape.parameters().forEach((name, sizes) -> tensors.put(name, FloatTensor.of(values.get(name), sizes)));
        return Weights.of(tensors);
    }
}
