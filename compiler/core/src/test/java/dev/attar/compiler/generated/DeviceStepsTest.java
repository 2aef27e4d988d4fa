package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a device keeps gives the bits of its whole pass: in random cuts, with forks that come and go, whatever is in the batch; and the
 * whole pass gives the numbers of the reference. So do the kernels of GPUs, which a device that is a processor runs too.
 */
class DeviceStepsTest {
    @ParameterizedTest
    @CsvSource("mistral-window, GPU")
    void stepsHaveTheBitsOfTheWhole(String family, Kind kernels) throws IOException {
        check(family, kernels);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, PROCESSOR",
        "gpt2, GPU",
        "mistral-window, PROCESSOR",
        "bloom, GPU",
        "gpt-neo, GPU",
        "gpt-neox, GPU",
        "qwen3, GPU",
        "opt, PROCESSOR",
        "t5, GPU",
        "marian, PROCESSOR",
        "marian, GPU",
    })
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true")
    void soDoOtherPositionsMasksGroupsAndNormsAndTranslators(String family, Kind kernels) throws IOException {
        check(family, kernels);
    }

    private static void check(String family, Kind kernels) throws IOException {
        assumeTrue(NeedsDevice.isThere() || Boolean.getBoolean(NeedsDevice.REQUIRED), "no OpenCL device");
        check(
                Compiler.check(Corpus.source(
                        Corpus.ROOT.resolve("compiler/core/src/test/resources/families/" + family + ".attar"))),
                kernels);
    }

    static void check(ModelSpec spec, Kind kernels) {
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec), 3, 2), 5);
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                spec,
                new Origin("decoder.attar", "00000000"),
                CompileOptions.defaults()
                        .inPackage("random")
                        .withWidths(EnumSet.of(Width.SCALAR))
                        .withOpenCl()));
        try (CompiledTrial compiled = new CompiledTrial(trial, classes);
                Session session = compiled.openOnDevice(kernels)) {
            Matrix head = compiled.run(session, trial.tokens(), "head");
            Expectation.Comparison worst = compiled.expectation("head").compare(SameBits.rows(head));
            assertTrue(worst.agrees(), worst::toString);
            assertTrue(session.keepsState());
            for (int seed = 0; seed < 3; seed++) new Talk(session, session, new Random(seed)).run();
        }
    }
}
