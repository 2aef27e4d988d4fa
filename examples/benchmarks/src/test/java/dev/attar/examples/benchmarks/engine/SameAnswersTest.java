package dev.attar.examples.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import dev.attar.examples.benchmarks.model.OnnxEncoder;
import dev.attar.importer.onnx.OnnxReader;
import dev.attar.runtime.Weights;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every engine is given the same model: MiniLM's published weights, on sequences that some of them must pad. */
class SameAnswersTest {
    private static final EncoderShape MINILM = EncoderShape.MINILM;
    private static final ModelFiles FILES = ModelFiles.ofProperties();
    private static final float TOLERANCE = 1e-5f;
    private static final List<int[]> SEQUENCES = List.of(
            new int[] {101, 7592, 2088, 102},
            new int[] {101, 2023, 2003, 2019, 2742, 6251, 102},
            new int[] {101, 7592, 102},
            new int[] {101, 2088, 7592, 2088, 102});

    @TempDir
    Path folder;

    private Path written() throws Exception {
        Path file = folder.resolve("written.onnx");
        try (Weights weights = Weights.open(FILES.weights(MINILM))) {
            OnnxEncoder.write(MINILM, weights, file);
        }
        return file;
    }

    @Test
    void theOnnxFileThatIsWrittenHere() throws Exception {
        try (Engine other = new OnnxRuntime(MINILM, written(), 2)) {
            assertSame(other);
        }
    }

    @Test
    void sortedBatches() throws Exception {
        try (Engine other = new SortedBatches(new OnnxRuntime(MINILM, FILES.onnx(MINILM), 2), 3)) {
            assertSame(other);
        }
    }

    @Test
    void theTorchScriptFileThatIsWrittenHere() throws Exception {
        assumeTrue(PyTorch.isHere(), "PyTorch comes with -Privals");
        try (Engine other = new PyTorch(MINILM, FILES.torchScript(MINILM), 2)) {
            assertSame(other);
        }
    }

    @Test
    void theWrittenFileBecomesTheGraphThatThePublishedOneBecomes() throws Exception {
        Map<String, Long> published = operators(FILES.onnx(MINILM));
        assertEquals(published, operators(written()));
        assertEquals(6, published.get("com.microsoft:BiasGelu"));
    }

    private static void assertSame(Engine other) throws Exception {
        try (Engine attar = Attar.open(MINILM, FILES.weights(MINILM), 2);
                Engine.Call ours = attar.prepare(SEQUENCES);
                Engine.Call theirs = other.prepare(SEQUENCES)) {
            Hidden expected = ours.run();
            Hidden found = theirs.run();
            for (int i = 0; i < SEQUENCES.size(); i++) {
                int tokens = SEQUENCES.get(i).length;
                assertArrayEquals(
                        expected.of(i, tokens, MINILM.width()), found.of(i, tokens, MINILM.width()), TOLERANCE);
            }
        }
    }

    /** How many of each operator are left after ONNX Runtime's own optimisation. */
    private Map<String, Long> operators(Path onnx) throws Exception {
        Path optimised = folder.resolve("optimised.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(optimised.toString());
            OrtEnvironment.getEnvironment()
                    .createSession(onnx.toString(), options)
                    .close();
        }
        try (Arena arena = Arena.ofConfined()) {
            return OnnxReader.read(optimised, arena).nodes().stream()
                    .collect(Collectors.groupingBy(
                            node -> node.domain() + ":" + node.type(), TreeMap::new, Collectors.counting()));
        }
    }
}
