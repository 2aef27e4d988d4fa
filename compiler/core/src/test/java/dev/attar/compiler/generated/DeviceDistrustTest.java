package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceInfo.Kind;
import dev.attar.runtime.device.DeviceRuntime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real kernels, spoilt, on a real driver: what the self-test sees, and what a driver's complaint looks like. */
class DeviceDistrustTest {
    private static final long SEED = 3;
    private static final String SPEC = """
        model Spoilt {
            vocabulary 30   context 20   width 16
            embedding { positions learned   norm layer }
            encoder depth 1 {
                attention   { heads 2 }
                feedforward { width 20   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean   normalize l2 }
        }
        """;

    @BeforeEach
    void needsDevice() {
        assumeTrue(NeedsDevice.isThere() || Boolean.getBoolean(NeedsDevice.REQUIRED), "no OpenCL device");
    }

    /** The device is not at fault. */
    @AfterEach
    void forget() {
        ServiceLoader.load(DeviceRuntime.class).findFirst().ifPresent(DeviceRuntime::forget);
    }

    /** One of each family: what it computes with, replaced by something near it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PROCESSOR | a product, in one row of a tile  | c20 = fma(a2, b0, c20); | c20 = fma(a1, b0, c20);
        PROCESSOR | attention, in what it divides by | = 1.0f / sum;           | = 1.1f / sum;
        PROCESSOR | a norm, in what it divides by    | = 1.0f / sqrt(          | = 1.1f / sqrt(
        GPU       | a product, in its large tasks    | c5 = fma(a5, b, c5);    | c5 = fma(a4, b, c5);
        GPU       | what the items of a group share  | partials[16 * down + across] = sumPart | partials[16 * down] = sumPart
        """)
    void aWrongNumberInAKernelIsFound(Kind kernels, String where, String right, String wrong) {
        DeviceException refused = refused(kernels, right, wrong);
        assertEquals(Reason.NO_DEVICE, refused.reason(), where);
        assertTrue(refused.getMessage().contains("Spoilt: output "), refused.getMessage());
        assertTrue(refused.getMessage().contains("it should be"), refused.getMessage());
    }

    @Test
    void aDriversComplaintIsShownWithTheLineThatItIsAbout() {
        DeviceException refused = refused(Kind.PROCESSOR, "#pragma OPENCL FP_CONTRACT OFF", "float spoilt = nothing;");
        assertEquals(Reason.BUILD, refused.reason());
        String message = refused.getMessage();
        assertTrue(message.contains("does not build the kernels of Spoilt"), message);
        assertTrue(message.contains("of the generated source: float spoilt = nothing;"), message);
        assertTrue(message.contains("its log:\n") && message.contains("undeclared identifier"), message);
    }

    private static DeviceException refused(Kind kind, String right, String wrong) {
        Source source = Source.of("spoilt.attar", SPEC);
        var spec = Compiler.check(source);
        Emitted emitted = Compiler.compile(
                spec,
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR)).withOpenCl());
        Map<String, String> files = new LinkedHashMap<>(emitted.files());
        String file = kind == Kind.GPU ? "SpoiltGpu.cl" : "SpoiltCpu.cl";
        String kernels = files.get(file);
        assertTrue(kernels.contains(right), () -> "no '" + right + "' in:\n" + kernels);
        files.put(file, kernels.replace(right, wrong));
        GeneratedClasses classes = GeneratedClasses.compile(new Emitted(emitted.className(), files));
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec).limits(), SEED, 2), SEED);
        try (CompiledTrial compiled = new CompiledTrial(trial, classes)) {
            return assertThrows(
                    DeviceException.class, () -> compiled.openOnDevice(kind).close());
        }
    }
}
