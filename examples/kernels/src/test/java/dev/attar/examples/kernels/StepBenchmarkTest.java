package dev.attar.examples.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.model.Flops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks measure what they say. */
class StepBenchmarkTest {
    private static final String SPEC = """
        model Small {
            vocabulary 50   context 8   width 16
            embedding { positions learned }
            encoder depth 2 {
                attention   { heads 2 }
                feedforward { width 32   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean   normalize l2 }
        }
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        System.setProperty(
                Model.SPEC,
                Files.writeString(folder.resolve("small.attar"), SPEC).toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(Model.SPEC);
    }

    @Test
    void onlyTheChosenStepWorks() {
        StepBenchmark pool = benchmark("3");
        float[] arena = pool.run();
        Arrays.fill(arena, 1);
        pool.run();
        for (float value : arena) {
            assertEquals(1, value, "the mean of ones");
        }
        StepBenchmark embedding = benchmark("1");
        arena = embedding.run();
        Arrays.fill(arena, 1);
        embedding.run();
        int written = 0;
        for (float value : arena) {
            written += value == 1 ? 0 : 1;
        }
        assertEquals(embedding.tokens * 16, written, "a row for each token");
    }

    @Test
    void theOperationsOfTheStepsAreThoseOfTheModel() {
        Model model = Model.open();
        long sum = model.executed().stream()
                .map(ExecutedStep::number)
                .distinct()
                .mapToLong(step -> model.flops(step, 5))
                .sum();
        Flops flops = Flops.of(Compiler.model(model.spec()).forward());
        assertEquals(5 * (flops.perToken() + 5 * flops.perTokenAndPosition()) + flops.perSequence(), sum);
        assertEquals(sum, model.flops(5));
    }

    @Test
    void aWorkerOfOneStepHasTasksInNoOther() {
        OneStep worker = new OneStep(new boolean[] {false, true, false});
        for (int call = 0; call < 2; call++) {
            worker.begin();
            assertEquals(Integer.MAX_VALUE, worker.claim());
            worker.barrier();
            assertEquals(List.of(0, 1), List.of(worker.claim(), worker.claim()));
            worker.barrier();
            assertEquals(Integer.MAX_VALUE, worker.claim());
            assertEquals(3, worker.steps());
        }
    }

    private static StepBenchmark benchmark(String step) {
        StepBenchmark benchmark = new StepBenchmark();
        benchmark.step = step;
        benchmark.tokens = 5;
        benchmark.prepare();
        return benchmark;
    }
}
