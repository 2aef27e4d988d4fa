package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layers;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import dev.attar.runtime.kernel.Worker;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.packing.Placement;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether weights are those of a program, and where their values go. */
class SessionWeightsTest {
    private static final Optional<Layers> TWO_LAYERS = Optional.of(new Layers(0, 1, 2));

    /** A table, two layers of a panel block shared by two parameters and a vector, and sinusoids. */
    private static final ProgramPlan PLAN = plan(List.of(
            slot("table", List.of(3, 2), Optional.empty(), new Layout.Rows(16), 0, 0),
            slot("layer.*.q", List.of(2, 2), TWO_LAYERS, new Layout.Panels(4, 0, 16), 48, 48),
            slot("layer.*.k", List.of(3, 2), TWO_LAYERS, new Layout.Panels(4, 2, 16), 48, 48),
            slot("layer.*.bias", List.of(5), TWO_LAYERS, new Layout.Rows(16), 80, 48),
            new Slot(
                    "positions",
                    List.of(4, 6),
                    Optional.empty(),
                    new Layout.Rows(16),
                    144,
                    0,
                    Source.SINUSOIDAL_POSITIONS)));

    @TempDir
    private Path folder;

    private static Slot slot(
            String name, List<Integer> shape, Optional<Layers> layers, Layout layout, long offset, long stride) {
        return new Slot(name, shape, layers, layout, offset, stride, Source.WEIGHTS);
    }

    private static ProgramPlan plan(List<Slot> slots) {
        return TokenPlan.of("Small", 1, slots, 208);
    }

    private static Map<String, FloatTensor> tensors() {
        Map<String, FloatTensor> tensors = new HashMap<>();
        tensors.put("table", filled(10, 3, 2));
        for (int layer = 0; layer < 2; layer++) {
            tensors.put("layer." + layer + ".q", filled(100 * layer + 20, 2, 2));
            tensors.put("layer." + layer + ".k", filled(100 * layer + 30, 3, 2));
            tensors.put("layer." + layer + ".bias", filled(100 * layer + 40, 5));
        }
        return tensors;
    }

    private static FloatTensor filled(int first, long... shape) {
        int count = 1;
        for (long dimension : shape) {
            count *= (int) dimension;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + i;
        }
        return FloatTensor.of(values, shape);
    }

    private static WeightsException refusal(Map<String, FloatTensor> tensors) {
        try (Weights weights = Weights.of(tensors)) {
            return assertThrows(WeightsException.class, () -> weights.packedFor(PLAN, 1));
        }
    }

    @Test
    void everyValueHasItsPlaceAndAllElseIsZero() {
        try (Weights weights = Weights.of(tensors());
                PackedWeights packed = weights.packedFor(PLAN, 1)) {
            assertEquals(0, packed.floats().address() % 64);
            float[] expected = new float[208];
            for (int r = 0; r < 3; r++) {
                for (int c = 0; c < 2; c++) {
                    expected[r * 16 + c] = 10 + r * 2 + c;
                }
            }
            for (int layer = 0; layer < 2; layer++) {
                int block = 48 + 48 * layer;
                for (int n = 0; n < 5; n++) {
                    for (int k = 0; k < 2; k++) {
                        int value = n < 2 ? 20 + n * 2 + k : 30 + (n - 2) * 2 + k;
                        expected[block + n / 4 * 8 + k * 4 + n % 4] = 100 * layer + value;
                    }
                    expected[block + 32 + n] = 100 * layer + 40 + n;
                }
            }
            for (int p = 0; p < 4; p++) {
                for (int c = 0; c < 6; c++) {
                    double angle = p / StrictMath.pow(10_000, (c - c % 2) / 6.0);
                    expected[144 + p * 16 + c] = (float) (c % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
                }
            }
            float[] found = packed.floats().toArray(ValueLayout.JAVA_FLOAT);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found[i], "float " + i);
            }
        }
    }

    @Test
    void halfPrecisionIsWidenedOnce() {
        Path file = folder.resolve("half.safetensors");
        WeightsWriter writer = new WeightsWriter(file);
        Map<String, FloatTensor> tensors = tensors();
        tensors.forEach((name, tensor) -> writer.add(
                name,
                name.endsWith("q") ? ElementType.F16 : ElementType.BF16,
                tensor::values,
                tensor.shape().stream().mapToLong(Long::longValue).toArray()));
        writer.write();
        try (Weights full = Weights.of(tensors);
                Weights half = Weights.open(file);
                PackedWeights fromFull = full.packedFor(PLAN, 1);
                PackedWeights fromHalf = half.packedFor(PLAN, 1)) {
            assertEquals(-1, fromFull.floats().mismatch(fromHalf.floats())); // small integers fit in both types
        }
    }

    @Test
    void allDifferencesAreInOneMessage() {
        Map<String, FloatTensor> tensors = tensors();
        tensors.remove("layer.1.k");
        tensors.remove("table");
        tensors.put("layer.0.q", filled(0, 4));
        tensors.put("layer.1.bias", filled(0, 1, 5));
        tensors.put("layer.2.bias", filled(0, 5));
        tensors.put("positions", filled(0, 4, 6));
        WeightsException refused = refusal(tensors);
        assertEquals(
                List.of(
                        new Problem(Kind.MISSING, "table", "", "(3, 2)", -1),
                        new Problem(Kind.MISSING, "layer.1.k", "", "(3, 2)", -1),
                        new Problem(Kind.SHAPE, "layer.0.q", "(4)", "(2, 2)", -1),
                        new Problem(Kind.SHAPE, "layer.1.bias", "(1, 5)", "(5)", -1),
                        new Problem(Kind.UNEXPECTED, "layer.2.bias", "F32 (5)", "", -1),
                        new Problem(Kind.UNEXPECTED, "positions", "F32 (4, 6)", "", -1)),
                refused.problems());
        assertEquals("""
            weights: 6 problems
              missing "table": expected (3, 2)
              missing "layer.1.k": expected (3, 2)
              wrong shape "layer.0.q": found (4), expected (2, 2)
              wrong shape "layer.1.bias": found (1, 5), expected (5)
              unexpected "layer.2.bias": found F32 (5)
              unexpected "positions": found F32 (4, 6)
            hint: these are not the weights of Small under their canonical names; for a model from elsewhere use \
            'attar import', or correct the spec\
            """, refused.getMessage());
    }

    @Test
    void theByteOffsetOfAMisshapedTensorIsGiven() {
        Path file = folder.resolve("w.safetensors");
        Map<String, FloatTensor> tensors = tensors();
        tensors.put("table", filled(0, 2, 3));
        try (Weights weights = Weights.of(tensors)) {
            weights.save(file);
        }
        try (Weights weights = Weights.open(file)) {
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(PLAN, 1));
            Problem problem = refused.problems().getFirst();
            assertEquals(weights.tensor("table").orElseThrow().fileOffset(), problem.offset());
            assertEquals(file.toString(), refused.source());
        }
    }

    @Test
    void numbersThatAreNoneAreRefusedByTensorAndIndex() {
        Map<String, FloatTensor> tensors = tensors();
        tensors.get("layer.1.k").values()[3] = Float.NaN;
        tensors.get("layer.1.k").values()[5] = Float.NaN;
        tensors.get("layer.0.bias").values()[4] = Float.POSITIVE_INFINITY;
        assertEquals(
                List.of(
                        new Problem(Kind.VALUE, "layer.1.k", "NaN at [1, 1]", "finite numbers", -1),
                        new Problem(Kind.VALUE, "layer.0.bias", "Infinity at [4]", "finite numbers", -1)),
                refusal(tensors).problems());
    }

    @Test
    void numbersTooLargeForBfloat16AreRefusedByTensorAndIndex() {
        Layout layout = new Layout.Bfloat16Panels(4, 2, 0, 16);
        ProgramPlan plan = plan(List.of(slot("w", List.of(2, 3), Optional.empty(), layout, 0, 0)));
        Map<String, FloatTensor> tensors =
                Map.of("w", FloatTensor.of(new float[] {1, 2, 3, 4, -Float.MAX_VALUE, 6}, 2, 3));
        try (Weights weights = Weights.of(tensors)) {
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(plan, 1));
            assertEquals(
                    List.of(new Problem(
                            Kind.VALUE,
                            "w",
                            "-3.4028235E38 at [1, 1]",
                            "numbers that stay finite in bfloat16 (below 3.3961776e38)",
                            -1)),
                    refused.problems());
            assertEquals("keep these weights in fp32: compile without --weights-as bf16", refused.hint());
        }
    }

    @Test
    void theByteOfABadNumberIsGiven() {
        Path file = folder.resolve("w.safetensors");
        WeightsWriter writer = new WeightsWriter(file);
        tensors().forEach((name, tensor) -> {
            if (name.equals("layer.1.k")) {
                tensor.values()[3] = Float.NEGATIVE_INFINITY;
            }
            writer.add(
                    name,
                    ElementType.F16,
                    tensor::values,
                    tensor.shape().stream().mapToLong(Long::longValue).toArray());
        });
        writer.write();
        try (Weights weights = Weights.open(file)) {
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(PLAN, 1));
            long start = weights.tensor("layer.1.k").orElseThrow().fileOffset();
            assertEquals(
                    List.of(new Problem(Kind.VALUE, "layer.1.k", "-Infinity at [1, 1]", "finite numbers", start + 6)),
                    refused.problems());
        }
    }

    @Test
    void weightsForWhichThereIsNoMemoryAreRefused() {
        Slot vast = slot("v", List.of(1), Optional.empty(), new Layout.Rows(1), 0, 0);
        for (long floats : new long[] {1L << 45, Long.MAX_VALUE}) {
            ProgramPlan plan = TokenPlan.of("Vast", 1, List.of(vast), floats);
            try (Weights weights = Weights.of(Map.of("v", filled(0, 1)))) {
                WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(plan, 1));
                assertEquals(Kind.MEMORY, refused.problems().getFirst().kind());
            }
        }
    }

    @Test
    void closedWeightsOpenNoSession() {
        Weights weights = Weights.of(tensors());
        weights.close();
        assertThrows(IllegalStateException.class, () -> weights.packedFor(PLAN, 1));
    }

    @Test
    void aSessionOutlivesItsWeights() {
        Program program = new Program() {
            @Override
            public ProgramPlan plan() {
                return PLAN;
            }

            @Override
            public void run(Frame frame, Worker worker) {}
        };
        Session session;
        try (Weights weights = Weights.of(tensors())) {
            session = Session.open(program, weights, Options.defaults());
        }
        assertEquals(PLAN, session.plan());
        session.close();
    }

    @Test
    void aPlanThatContradictsItselfIsAFaultOfTheProgram() {
        List<Slot> bad = List.of(
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Rows(1), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Rows(16), 192, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Panels(4, 1, 3), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Panels(0, 0, 16), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Bfloat16Panels(4, 2, 1, 3), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Bfloat16Panels(0, 2, 0, 16), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Bfloat16Panels(4, 0, 0, 16), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Bfloat16Panels(4, 2, 0, 224), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Int8Panels(4, 32, 2, 4), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Int8Panels(4, 32, 0, 6), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Int8Panels(4, 0, 0, 16), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Int8Panels(4, 32, 0, 224), 0, 0),
                slot("a", List.of(1, 3, 2), Optional.empty(), new Layout.Rows(16), 0, 0),
                slot("a", List.of(), Optional.empty(), new Layout.Rows(16), 0, 0),
                slot("a", List.of(3, 2), Optional.empty(), new Layout.Rows(16), -1, 0),
                slot("a.*", List.of(3, 2), Optional.of(new Layers(0, 1, 5)), new Layout.Rows(16), 0, 48));
        Stream<ProgramPlan> plans = bad.stream().map(slot -> plan(List.of(slot)));
        plans.forEach(plan -> assertThrows(IllegalArgumentException.class, () -> Placement.of(plan)));
    }
}
