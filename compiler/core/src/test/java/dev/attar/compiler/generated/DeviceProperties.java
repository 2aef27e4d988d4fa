package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.AttentionSpecArbitraries;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * What holds for generated Java holds on an OpenCL device: the numbers of the reference, and the same bits for a sequence
 * whatever is computed with it, before it, after it or at the same time. A driver takes seconds to build a program, so each is
 * asked everything.
 */
@Domain(SpecArbitraries.class)
@Domain(AttentionSpecArbitraries.class)
@AddLifecycleHook(NeedsDevice.class)
class DeviceProperties {
    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void aDeviceComputesTheModelAndKeepsTheBitsOfASequence(@ForAll Trial trial) {
        check(trial, Storage.FP32, Kind.PROCESSOR);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void theKernelsOfGpusComputeItToo(@ForAll Trial trial) {
        check(trial, Storage.FP32, Kind.GPU);
    }

    /** Two blocks of rows for the first sequence, one row in the second of them: PoCL 3.1 once computed the rest wrongly. */
    @Example
    void aBandIsComputedByTheKernelsOfGpus() {
        ModelSpec spec = Compiler.check(Source.of("band.attar", """
            model Band {
                vocabulary 19   context 70   width 16
                embedding { positions none }
                decoder depth 1 {
                    attention   { heads 2   groups 1   scale 0.3   reach band 17 }
                    feedforward { width 5   activation gelu }
                    residual    { norm layer   order pre }
                }
                head embed { pool mean }
            }
            """));
        int[] ids = new Random(4).ints(17, 0, 19).toArray();
        Tokens tokens = Tokens.of(List.of(ids, new int[] {1, 2, 3, 4, 5}, new int[] {6}));
        check(new Trial(spec, tokens, 5), Storage.FP32, Kind.GPU);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void aDeviceComputesWithBfloat16Weights(@ForAll Trial trial) {
        check(trial, Storage.BF16, Kind.PROCESSOR);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void theKernelsOfGpusComputeWithBfloat16Weights(@ForAll Trial trial) {
        check(trial, Storage.BF16, Kind.GPU);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void aDeviceComputesWithInt8Weights(@ForAll Trial trial) {
        check(trial, Storage.INT8, Kind.PROCESSOR);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void theKernelsOfGpusComputeWithInt8Weights(@ForAll Trial trial) {
        check(trial, Storage.INT8, Kind.GPU);
    }

    /** A device that is a processor runs the kernels made for GPUs too, if slowly. */
    private static void check(Trial trial, Storage weightsAs, Kind kernels) {
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                trial.spec(),
                new Origin("random.attar", "00000000"),
                CompileOptions.defaults()
                        .inPackage("random")
                        .withWidths(EnumSet.of(Width.SCALAR))
                        .withWeightsAs(weightsAs)
                        .withOpenCl()));
        try (CompiledTrial compiled = new CompiledTrial(trial, classes);
                Session session = compiled.openOnDevice(kernels)) {
            for (String output : trial.outputs()) {
                Matrix whole = compiled.run(session, trial.tokens(), output);
                Expectation.Comparison worst =
                        compiled.expectation(output, weightsAs).compare(SameBits.rows(whole));
                assertTrue(worst.agrees(), () -> kernels + ", " + output + ": " + worst);
                bits(compiled, session, trial, output, whole);
            }
        }
    }

    private static void bits(CompiledTrial compiled, Session session, Trial trial, String output, Matrix whole) {
        Tokens tokens = trial.tokens();
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, tokens.sequences().size()).boxed().toList());
        Collections.shuffle(order, new Random(trial.seed()));
        Tokens shuffled = tokens.select(order);
        List<float[]> expected = BySequence.of(output, whole, tokens);
        List<float[]> permuted = BySequence.of(output, compiled.run(session, shuffled, output), shuffled);
        for (int i = 0; i < expected.size(); i++)
            SameBits.check(expected.get(i), permuted.get(order.indexOf(i)), output + " in another order");
        // One after the other would be enough for the bits; at once, each caller has a queue and memory of its own.
        IntStream.range(0, expected.size()).parallel().forEach(i -> {
            Tokens alone = tokens.select(List.of(i));
            SameBits.check(
                    expected.get(i), compiled.run(session, alone, output).values(), output + " of a sequence alone");
        });
    }
}
