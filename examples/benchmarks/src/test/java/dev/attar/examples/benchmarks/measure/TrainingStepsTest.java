package dev.attar.examples.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.engine.PyTorch;
import dev.attar.examples.benchmarks.model.TrainedShape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps of training are measured, on a tiny model. */
class TrainingStepsTest {
    @Test
    void everyFigureIsThere() throws Exception {
        Map<String, Double> figures = run("tiny", "2x9");
        for (String engine : PyTorch.isHere() ? new String[] {"attar", "pytorch"} : new String[] {"attar"}) {
            for (String what : new String[] {"first", "early", "time"}) {
                assertTrue(figures.get(what + "." + engine) > 0, what + "." + engine + " of " + figures);
            }
            double loss = figures.get("loss." + engine);
            assertEquals(Math.log(60), loss, 1, "nothing is known yet: " + figures);
            assertTrue(figures.get("learned." + engine) < loss, "the batch is learned by heart: " + figures);
        }
        assertTrue(figures.get("peak") > 0 && figures.get("flops") > 0, figures.toString());
    }

    @Test
    void aStepIsThreeForwardPasses() {
        TrainedShape shape = TrainedShape.TINY;
        double perToken = 2 * (4 * 16 * 16 + 2 * 16 * 32) + 2 * 16 * 60 + 4 * 16 * 9;
        assertEquals(3 * 2 * 9 * perToken, shape.flops(List.of(9, 9)));
    }

    private static Map<String, Double> run(String model, String workload) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            TrainingSteps.main(new String[] {"1", "quick", model, workload});
        } finally {
            System.setOut(before);
        }
        Map<String, Double> figures = new HashMap<>();
        bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> Sample.read(line).ifPresent(sample -> figures.put(sample.what(), sample.value())));
        return figures;
    }
}
