package dev.attar.runtime.train;

import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.RowFormat;
import dev.attar.runtime.train.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Training the toy on sequences whose class is their first token's remainder. */
final class ToyRun {
    static final Task TASK = new Task(Task.Kind.CLASS, 3, List.of("zero", "one", "two"), new Task.Limits(12, 8, 0));

    private ToyRun() {}

    static Path data(Path folder, String name, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows; r++) {
            int label = random.nextInt(3);
            text.append("{\"ids\":[").append(label + 3 * random.nextInt(4));
            for (int t = random.nextInt(5); t > 0; t--) {
                text.append(',').append(label + 3 * random.nextInt(4));
            }
            text.append("],\"label\":").append(label).append("}\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    static Dataset open(Path file) {
        return Dataset.open(file, RowFormat.of(file), TASK, Optional.empty(), true);
    }

    /** Four epochs of seven steps, two batches a step. */
    static Fit fit(ToyModel model, Path folder) {
        return Fit.of(model, TASK)
                .epochs(4)
                .batches(Batching.ofSequences(3))
                .accumulate(2)
                .seed(7)
                .schedule(Schedule.cosine(0.5).warmUp(3))
                .into(folder, "toy");
    }
}
