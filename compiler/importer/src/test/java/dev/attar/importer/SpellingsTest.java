package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.reference.Tokens.Sequence;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.tensor.NamedTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * However an encoder is spelt, the same weights come out, bit for bit, and the spec means what the graph computes: ONNX Runtime
 * on the graph and the reference on the spec agree.
 */
class SpellingsTest {
    private static final double TOLERANCE = 2e-4; // fp32 against double, values of order 1 through two layers

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void weightsAreRecoveredExactlyAndMeaningIsKept(@ForAll long seed) throws Exception {
        Spelling spelling = Spelling.random(seed);
        try {
            check(spelling, seed);
        } catch (ImportException | AssertionError | OrtException e) {
            throw new AssertionError(spelling + ": " + e.getMessage(), e);
        }
    }

    private static void check(Spelling spelling, long seed) throws IOException, OrtException {
        SyntheticEncoder encoder = new SyntheticEncoder(spelling, seed);
        byte[] bytes = encoder.model();
        Path folder = Files.createTempDirectory("spelling");
        Path file = folder.resolve("tiny.onnx");
        Files.write(file, bytes);
        try (Imported imported = Importer.importFrom(file, ImportOptions.none())) {
            weightsEqual(encoder.sample(), imported.tensors());
            meaningEquals(bytes, spelling, imported, seed);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static void weightsEqual(Sample sample, List<NamedTensor> tensors) {
        Map<String, NamedTensor> found = new TreeMap<>();
        tensors.forEach(tensor -> found.put(tensor.name(), tensor));
        Map<String, float[]> wanted = new TreeMap<>(sample.weights());
        wanted.keySet().removeIf(name -> name.startsWith("unused"));
        assertEquals(wanted.keySet(), new TreeSet<>(found.keySet()));
        wanted.forEach((name, values) -> {
            assertEquals(
                    sample.shapes().get(name),
                    found.get(name).shape().stream().map(Long::intValue).toList(),
                    name);
            assertArrayEquals(values, found.get(name).toArray(), name);
        });
    }

    private static void meaningEquals(byte[] bytes, Spelling spelling, Imported imported, long seed)
            throws OrtException {
        ModelSpec spec = imported.spec();
        ModelGraph model = GraphBuilder.build(spec);
        int[][] ids = ids(seed);
        int[][] segments = segments(ids, spelling, seed);
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            sequences.add(new Sequence(boxed(ids[i]), boxed(segments[i])));
        }
        Map<String, float[]> weights = new HashMap<>();
        imported.tensors().forEach(tensor -> weights.put(tensor.name(), tensor.toArray()));
        Parameters parameters = Parameters.ofFloats(weights::get);
        boolean hidden =
                spelling.ending() == Spelling.Ending.HIDDEN || spelling.ending() == Spelling.Ending.POOLER_BESIDE;
        double[][] rows = Reference.run(model, parameters, new Tokens(sequences), hidden ? "hidden" : "head");
        compare(rows, run(bytes, spelling, ids, segments), spec.head());
    }

    private static void compare(double[][] rows, List<float[]> outputs, Head head) {
        boolean span = head instanceof Head.Span;
        assertEquals(span ? 2 : 1, outputs.size());
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < rows[r].length; c++) {
                float other = span ? outputs.get(c)[r] : outputs.getFirst()[r * rows[r].length + c];
                assertTrue(
                        Math.abs(rows[r][c] - other) <= TOLERANCE * Math.max(1, Math.abs(rows[r][c])),
                        "row " + r + ", column " + c + ": " + rows[r][c] + " and " + other);
            }
        }
    }

    /** Two sequences of five tokens, none of them padding. */
    private static int[][] ids(long seed) {
        Random random = new Random(seed ^ 77);
        int[][] ids = new int[2][5];
        for (int[] row : ids) {
            Arrays.setAll(row, _ -> 2 + random.nextInt(Sample.VOCABULARY - 2));
        }
        return ids;
    }

    private static int[][] segments(int[][] ids, Spelling spelling, long seed) {
        Random random = new Random(seed ^ 99);
        int[][] segments = new int[ids.length][ids[0].length];
        if (spelling.segments() == Spelling.Segments.INPUT) {
            for (int[] row : segments) {
                Arrays.setAll(row, _ -> random.nextInt(2));
            }
        }
        return segments;
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<float[]> run(byte[] bytes, Spelling spelling, int[][] ids, int[][] segments)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (options;
                OrtSession session = environment.createSession(bytes, options)) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            inputs.put("input_ids", tensor(environment, ids));
            if (spelling.mask() != Spelling.Mask.CONSTANT_ONES) {
                int[][] ones = new int[ids.length][ids[0].length];
                for (int[] row : ones) {
                    Arrays.fill(row, 1);
                }
                inputs.put("attention_mask", tensor(environment, ones));
            }
            if (spelling.segments() == Spelling.Segments.INPUT) {
                inputs.put("token_type_ids", tensor(environment, segments));
            }
            inputs.keySet().retainAll(session.getInputNames());
            List<float[]> outputs = new ArrayList<>();
            try (OrtSession.Result result = session.run(inputs)) {
                for (var entry : result) {
                    if (!entry.getKey().equals("pooler_output")) {
                        FloatBuffer buffer = ((OnnxTensor) entry.getValue()).getFloatBuffer();
                        float[] values = new float[buffer.remaining()];
                        buffer.get(values);
                        outputs.add(values);
                    }
                }
            }
            inputs.values().forEach(OnnxTensor::close);
            return outputs;
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, int[][] values) throws OrtException {
        LongBuffer buffer = LongBuffer.allocate(values.length * values[0].length);
        for (int[] row : values) {
            for (int value : row) {
                buffer.put(value);
            }
        }
        return OnnxTensor.createTensor(environment, buffer.flip(), new long[] {values.length, values[0].length});
    }
}
