package dev.attar.examples.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both engines are given the same decoder, small: the logits of a prompt and of steps after it, and what is timed. */
class SameLogitsTest {
    private static final int[] PROMPT = {3, 14, 15, 9, 26, 5, 35, 8, 9, 7, 9, 32, 38, 46, 26, 43, 38};
    private static final int[] FURTHER = {2, 7, 18, 28};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TinyGpt2", "TinyLlama"})
    void theOnnxFileThatIsWrittenHere(String name) throws Exception {
        DecoderShape shape = DecoderShape.named(name);
        ModelFiles files = new ModelFiles(folder, folder, folder);
        try (AttarDecoder attar = AttarDecoder.open(shape, "fp32", files.weights(shape), 2);
                DecoderEngine other = new OnnxDecoderEngine(shape, files.onnx(shape), 2)) {
            float[] expected = attar.logits(PROMPT, FURTHER);
            assertEquals((1 + FURTHER.length) * shape.vocabulary(), expected.length);
            assertArrayEquals(expected, other.logits(PROMPT, FURTHER), 1e-5f);
            try (Timed ours = attar.steps(3, PROMPT);
                    Timed theirs = other.steps(3, PROMPT)) {
                ours.run();
                float[] rows = (float[]) theirs.run();
                assertArrayEquals(rows, Arrays.copyOf((float[]) ours.run(), rows.length), 1e-5f);
                assertArrayEquals(rows, (float[]) theirs.run(), "each step is from the same place");
            }
            try (Timed ours = attar.reading(PROMPT);
                    Timed theirs = other.reading(PROMPT)) {
                float[] row = (float[]) theirs.run();
                assertArrayEquals(row, Arrays.copyOf((float[]) ours.run(), row.length), 1e-5f);
            }
        }
    }
}
