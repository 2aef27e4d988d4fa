package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.BatchMaker;
import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.EpochPlan;
import dev.attar.runtime.train.data.Task;
import dev.attar.runtime.train.metric.Confusion;
import dev.attar.runtime.train.metric.Measurement;
import dev.attar.runtime.train.metric.Predictions;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import java.util.Map;
import java.util.Optional;

/** The loss and the metrics of a whole data set, in the order of its file. */
record Evaluation(TrainableModel model, Task task, FitSettings settings, BatchMaker batches) {
    /** More classes than these make a matrix that nobody reads. */
    private static final int MOST_CLASSES = 200;

    /** What came out. */
    record Done(Map<String, Double> values, Optional<Confusion> confusion) {}

    static boolean hasConfusion(Task task) {
        boolean classes = task.kind() == Task.Kind.CLASS || task.kind() == Task.Kind.TOKEN_CLASSES;
        return classes && task.width() <= MOST_CLASSES;
    }

    Done of(Dataset data) {
        Batching batching = settings.batching().inGivenOrder();
        EpochPlan plan = EpochPlan.of(data, batching, settings.seed(), 0);
        Measurement measured = new Measurement(task, settings.metrics());
        Optional<Confusion> confusion =
                hasConfusion(task) ? Optional.of(new Confusion(task.width())) : Optional.empty();
        for (int batch = 0; batch < plan.batches(); batch++) {
            TrainingBatch made = batches.batch(data, plan.examples(batch), -1, new DropoutSeed(0, 0, 0));
            BatchResult result = model.evaluate(made);
            Predictions predictions = measured.add(made, result);
            if (confusion.isPresent()) {
                confusion.get().add(predictions != null ? predictions : Predictions.of(task, made, result.scores()));
            }
        }
        return new Done(measured.values(), confusion);
    }
}
