package dev.attar.compiler.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopRun;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The compiler writes what is recorded, byte for byte, and what is recorded computes what it should. After a change that was
 * meant, {@code .ci/renew} records anew; review the difference as code.
 */
class GoldenTest {
    private static final boolean RENEW = Boolean.getBoolean("attar.renew");
    private static final long SEED = 20;

    @ParameterizedTest
    @EnumSource
    void theCompilerWritesWhatIsRecorded(GoldenCase golden) throws IOException {
        if (RENEW) golden.renew();
        SortedMap<String, String> recorded = golden.recorded();
        SortedMap<String, String> current = golden.current();
        assertEquals(recorded.keySet(), current.keySet(), "files of " + golden.folder());
        current.forEach((name, text) -> assertEquals(
                recorded.get(name),
                text,
                golden.folder() + "/" + name + " has changed; when that is meant, run .ci/renew"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRecordedComputesTheModel(GoldenCase golden) throws IOException {
        ModelSpec spec = Compiler.check(golden.source());
        ModelGraph model = Compiler.model(spec);
        Trial trial = new Trial(spec, RandomTokens.of(model, SEED, 2), SEED);
        LoopProgram program = Compiler.lower(Compiler.fuse(model), golden.weightsAs());
        Map<String, float[]> loops = LoopRun.run(program, trial.weights()::values, trial.tokens(), false);
        try (CompiledTrial compiled = new CompiledTrial(trial, golden.recordedJava())) {
            for (String output : trial.outputs()) {
                Expectation expected = compiled.expectation(output, golden.weightsAs());
                for (Width width : golden.widths()) {
                    Matrix actual = compiled.run(width, trial.tokens(), output);
                    Expectation.Comparison worst = expected.compare(SameBits.rows(actual));
                    assertTrue(worst.agrees(), () -> output + " at width " + width + ": " + worst);
                    SameBits.check(loops.get(output), actual.values(), output + " at width " + width);
                }
            }
        }
    }

    @Test
    void everyFolderIsACase() throws IOException {
        try (Stream<Path> folders = Files.list(GoldenCase.ALL)) {
            assertEquals(
                    Arrays.stream(GoldenCase.values()).map(GoldenCase::folder).collect(Collectors.toSet()),
                    folders.filter(Files::isDirectory)
                            .map(f -> f.getFileName().toString())
                            .collect(Collectors.toSet()));
        }
    }
}
