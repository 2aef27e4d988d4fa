package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.device.DeviceInfo.Kind;
import dev.attar.runtime.device.DeviceRuntime;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MiniLM on an OpenCL device against ONNX Runtime, and against itself. */
class OnDeviceTest {
    private static final double EMBEDDING = 5e-6;
    private static final int SENTENCES = 60;

    /** Those of GPUs take minutes on a processor: they are tried when the property says so. */
    static Stream<Kind> kinds() {
        return Stream.of(System.getProperty("device.kernels").split(",")).map(Kind::valueOf);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameEmbeddingsAsOnnxRuntimeAndTheSameBitsAlone(Kind kernels) throws OrtException {
        boolean there = ServiceLoader.load(DeviceRuntime.class)
                .findFirst()
                .map(devices -> !devices.devices().isEmpty())
                .orElse(false);
        assumeTrue(
                there || Boolean.getBoolean("attar.opencl.required"),
                "no OpenCL device on this machine: MiniLM is not compared on one");
        PublishedModel model = PublishedModel.miniLm();
        Difference embedding = new Difference();
        try (Tokenizer tokenizer = model.openTokenizer();
                OnnxRuntime other = new OnnxRuntime(model.onnx());
                Session session = model.openOnDevice(kernels)) {
            List<int[]> sentences = Sentences.all(tokenizer).subList(0, SENTENCES);
            Matrix ours = session.run(Batch.of(sentences), Outputs.HEAD);
            for (int i = 0; i < sentences.size(); i++) {
                double[] theirs = AgainstOnnxRuntimeTest.unitMean(other.hidden(sentences.get(i)), ours.columns());
                for (int c = 0; c < theirs.length; c++) {
                    embedding.add(i, theirs[c], ours.at(i, c));
                }
            }
            for (int i = 0; i < sentences.size(); i += 7) {
                float[] alone = session.run(sentences.get(i), Outputs.HEAD);
                for (int c = 0; c < alone.length; c++) {
                    assertEquals(
                            Float.floatToRawIntBits(ours.at(i, c)),
                            Float.floatToRawIntBits(alone[c]),
                            "sentence " + i + " alone, channel " + c);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "MiniLM on %s (kernels for %s) against ONNX Runtime, %d sequences: largest difference %.2e in"
                            + " normalised embeddings%n",
                    session.computedBy(),
                    kernels == Kind.GPU ? "GPUs" : "processors",
                    sentences.size(),
                    embedding.largest());
        }
        assertTrue(embedding.largest() <= EMBEDDING, () -> "embeddings: " + embedding);
    }
}
