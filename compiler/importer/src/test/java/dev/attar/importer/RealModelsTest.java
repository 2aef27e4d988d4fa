package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Residual;
import dev.attar.importer.source.ImportOptions;
import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of all-MiniLM-L6-v2, by different exporters, with and without a pooler, and a quantised one: they are one model. */
class RealModelsTest {
    private static final Path MODELS = Path.of(System.getProperty("attar.models"));

    private static Path model(String export) {
        return MODELS.resolve(export).resolve("all-minilm-l6-v2.onnx");
    }

    @Test
    void bothExportsAreTheModelThatWasPublished() {
        Norm norm = new Norm(1e-12);
        ModelSpec published = new ModelSpec(
                "AllMinilmL6V2",
                30522,
                512,
                384,
                new Embedding(new Positions.Learned(0), 2, Optional.of(norm), 0),
                new Encoder(
                        6,
                        new Attention(12, 0),
                        new FeedForward(1536, Activation.GELU),
                        new Residual(norm, Order.POST, 0),
                        Optional.empty()),
                new Head.Embed(Pool.MEAN, Optional.empty(), true),
                Optional.empty());
        for (String export : new String[] {"with-pooler", "without-pooler"}) {
            try (Imported imported = Importer.importFrom(model(export), ImportOptions.none())) {
                assertEquals(published, imported.spec());
                assertTrue(imported.tokenizer().isPresent());
            }
        }
    }

    @Test
    void bothExportsGiveTheSameBytes(@TempDir Path folder) throws IOException {
        Imported.Written first = written("with-pooler", folder.resolve("a"));
        Imported.Written second = written("without-pooler", folder.resolve("b"));
        assertEquals(-1, Files.mismatch(first.weights(), second.weights()));
        assertEquals(-1, Files.mismatch(first.spec(), second.spec()));
        assertEquals(
                -1,
                Files.mismatch(
                        first.tokenizer().orElseThrow(), second.tokenizer().orElseThrow()));
    }

    private static Imported.Written written(String export, Path folder) {
        try (Imported imported = Importer.importFrom(model(export), ImportOptions.none())) {
            return imported.writeTo(folder);
        }
    }

    @Test
    void whatIsWrittenIsWhatTheRuntimeReads(@TempDir Path folder) {
        try (Imported imported = Importer.importFrom(
                        model("without-pooler"), ImportOptions.none().named("Tiny"));
                Weights weights = Weights.open(imported.writeTo(folder).weights())) {
            assertEquals(imported.tensors().size(), weights.tensors().size());
            imported.tensors().forEach(tensor -> {
                Tensor read = weights.tensor(tensor.name()).orElseThrow();
                assertEquals(tensor.shape(), read.shape());
                assertArrayEquals(tensor.toArray(), read.toArray(), tensor.name());
            });
        }
    }

    @Test
    void thePoolerIsReportedAndCanBeChosen() {
        try (Imported beside = Importer.importFrom(model("with-pooler"), ImportOptions.none());
                Imported chosen = Importer.importFrom(
                        model("with-pooler"), ImportOptions.none().from("882"))) {
            assertTrue(beside.report().stream().anyMatch(line -> line.contains("pooler.dense.weight")));
            assertEquals(
                    new Head.Embed(Pool.CLS, Optional.of(new ModelSpec.Dense(384, Activation.TANH)), false),
                    chosen.spec().head());
            assertTrue(
                    chosen.tensors().stream().anyMatch(tensor -> tensor.name().equals("head.dense.weight")));
        }
    }

    /** Half a step where the file uses seven of the eight bits, for products on processors without VNNI. */
    private static final double HALF_STEP = 1.02 / 127;

    @Test
    void theQuantisedExportIsTheSameModelToSevenBits() {
        Path file = MODELS.resolve("quantised").resolve("all-minilm-l6-v2-q.onnx");
        try (Imported quantised = Importer.importFrom(file, ImportOptions.none().named("Tiny"));
                Imported single = Importer.importFrom(
                        model("with-pooler"), ImportOptions.none().named("Tiny"))) {
            assertEquals(single.spec(), quantised.spec());
            assertTrue(quantised.report().stream().anyMatch(line -> line.contains("8-bit integers")));
            Map<String, float[]> exact = new HashMap<>();
            single.tensors().forEach(tensor -> exact.put(tensor.name(), tensor.toArray()));
            quantised.tensors().forEach(tensor -> {
                float[] wanted = exact.get(tensor.name());
                float[] rounded = tensor.toArray();
                double largest = 0;
                for (float value : wanted) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertArrayEquals(wanted, rounded, (float) (largest * HALF_STEP), tensor.name());
            });
        }
    }
}
