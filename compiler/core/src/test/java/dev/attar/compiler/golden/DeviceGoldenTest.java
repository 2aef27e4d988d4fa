package dev.attar.compiler.golden;

import dev.attar.compiler.CompileOptions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.Language;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recorded kernels, as they were recorded, built by a driver and run. */
class DeviceGoldenTest {
    private static final long SEED = 20;

    @ParameterizedTest
    @EnumSource(
            value = GoldenCase.class,
            names = {"PRE_NORM_CLASSIFY", "BFLOAT16_EMBED"})
    void whatIsRecordedComputesTheModel(GoldenCase golden) throws IOException {
        assumeTrue(NeedsDevice.isThere() || Boolean.getBoolean(NeedsDevice.REQUIRED), "no OpenCL device");
        assertTrue(golden.hasKernels());
        var source = golden.source();
        var spec = Compiler.check(source);
        Emitted current = Compiler.compile(spec, Origin.of(source), CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR)).withWeightsAs(golden.weightsAs()).withOpenCl());
        Map<String, String> files = new LinkedHashMap<>(current.files());
        for (String kernels : GoldenCase.KERNELS.values()) {
            String name = spec.name() + kernels;
            assertTrue(files.containsKey(name));
            files.put(name, golden.recorded().get(name));
        }
        ModelGraph model = Compiler.model(spec);
        Trial trial = new Trial(spec, RandomTokens.of(model, SEED, 3), SEED);
        GeneratedClasses classes = GeneratedClasses.compile(new Emitted(current.className(), files));
        for (Kind kind : GoldenCase.KERNELS.keySet()) {
            String recorded = golden.recorded().get(spec.name() + GoldenCase.KERNELS.get(kind));
            assertEquals(recorded, classes.deviceProgram().code(kind).source());
            computesTheModel(golden, trial, classes, kind);
        }
    }

    private static void computesTheModel(GoldenCase golden, Trial trial, GeneratedClasses classes, Kind kind) {
        try (CompiledTrial compiled = new CompiledTrial(trial, classes);
                Session session = compiled.openOnDevice(kind)) {
            for (String output : new String[] {"hidden", "head"}) {
                Matrix actual = compiled.run(session, trial.tokens(), output);
                Expectation.Comparison worst =
                        compiled.expectation(output, golden.weightsAs()).compare(SameBits.rows(actual));
                assertTrue(worst.agrees(), () -> output + ": " + worst);
            }
        }
    }
}
