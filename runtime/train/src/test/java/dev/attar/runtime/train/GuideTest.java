package dev.attar.runtime.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.data.Batching;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Java of the guide is code that compiles. */
class GuideTest {
    private static final Path SOURCE =
            Path.of("src", "test", "java", "dev", "attar", "runtime", "train", "GuideTest.java");

    static TrainingResult guide(TrainableModel model, Task task, Dataset data, Dataset validation) {
        TrainingResult result = Fit.of(model, task)
                .epochs(3)
                .batches(Batching.ofSequences(16))
                .schedule(Schedule.linear(2e-5).warmUp(50))
                .validation(validation)
                .earlyStopping("macro_f1", 2)
                .into(Path.of("run"), "reviews")
                .run(data);
        return result;
    }

    @Test
    void theGuideShowsTheMethodAbove() throws IOException {
        String guide = Files.readString(Path.of("README.md"));
        int from = guide.indexOf("```java\n") + 8;
        String shown = guide.substring(from, guide.indexOf("```", from));
        assertTrue(squeezed(Files.readString(SOURCE)).contains(squeezed(shown)), shown);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
