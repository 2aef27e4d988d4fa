package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no encoder that a spec can describe is refused, and the refusal names what is to blame. */
class RefusalsTest {
    @TempDir
    Path folder;

    private String refusal(byte[] model) throws IOException {
        return refusal(model, ImportOptions.none());
    }

    private String refusal(byte[] model, ImportOptions options) throws IOException {
        Path file = folder.resolve("tiny.onnx");
        Files.write(file, model);
        return assertThrows(
                        ImportException.class,
                        () -> Importer.importFrom(file, options).close())
                .getMessage();
    }

    @Test
    void aTextIsNotTakenForAModel() throws IOException {
        String readme = "# A model\n\nDownload it from somewhere else first.\n";
        says(
                refusal(readme.getBytes(StandardCharsets.UTF_8)),
                "tiny.onnx is a text that begins with '# A model'",
                "give the .onnx file");
        String page = "<!DOCTYPE html>\n<html><head><title>Not found</title></head></html>\n";
        says(refusal(page.getBytes(StandardCharsets.UTF_8)), "tiny.onnx is a web page");
    }

    private static void says(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
        }
    }

    /** An encoder layer over C = 4, one head, with places to put something wrong in. */
    private static class Layers {
        final OnnxWriter w = new OnnxWriter(17);
        final Random random = new Random(5);
        final int width = 4;
        String scores = "";

        String weights(long... shape) {
            int count = 1;
            for (long size : shape) {
                count *= (int) size;
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextFloat();
            }
            return w.floats(values, shape);
        }

        String embedding(int columns) {
            w.input("input_ids", -1, -1);
            w.input("attention_mask", -1, -1);
            return norm(w.node("Gather", weights(9, columns), "input_ids"), columns);
        }

        String norm(String x, int columns) {
            return w.node("LayerNormalization", x, weights(columns), weights(columns));
        }

        String dense(String x, String weight, int outputs) {
            return w.node("Add", w.node("MatMul", x, weight), weights(outputs));
        }

        String attention(String x, String matrix) {
            String q = dense(x, matrix, width);
            String k =
                    w.node("Transpose", Map.of("perm", new long[] {0, 2, 1}), dense(x, weights(width, width), width));
            String product = w.node("Mul", w.node("MatMul", q, k), w.number(scale()));
            String weighted = w.node("Softmax", Map.of("axis", -1L), scored(product));
            return dense(
                    w.node("MatMul", weighted, dense(x, weights(width, width), width)), weights(width, width), width);
        }

        float scale() {
            return 0.5f;
        }

        String scored(String product) {
            return product;
        }

        String activation(String x) {
            return w.node("Relu", x);
        }

        String layer(String x, String matrix, int inner) {
            String a = norm(w.node("Add", x, attention(x, matrix)), width);
            String up = activation(dense(a, weights(width, inner), inner));
            return norm(w.node("Add", a, dense(up, weights(inner, width), width)), width);
        }

        byte[] model() {
            w.output("hidden", layer(layer(embedding(width), weights(width, width), 6), weights(width, width), 6));
            return w.model();
        }
    }

    @Test
    void theLayersOfTheseTestsAreFineByThemselves() throws IOException {
        Path file = folder.resolve("fine.onnx");
        Files.write(file, new Layers().model());
        try (Imported imported = Importer.importFrom(file, ImportOptions.none())) {
            assertEquals(2, imported.spec().encoder().depth());
            assertEquals(1, imported.spec().encoder().attention().heads());
        }
    }

    @Test
    void anUnknownOperatorIsNamedWithItsNode() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    String activation(String x) {
                        w.raw("", "Mish", List.of("mish_" + random.nextInt()), Map.of(), x);
                        return w.node("Mish", x);
                    }
                }.model());
        says(message, "Mish", "not supported");
    }

    @Test
    void anActivationThatTheLanguageLacksIsNoOther() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    String activation(String x) {
                        return w.node("Mul", x, w.node("Sigmoid", w.node("Mul", x, w.number(1.702f))));
                    }
                }.model());
        says(message, "node", "expected");
    }

    @Test
    void relativePositionsAreRefused() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    String scored(String product) {
                        return w.node("Add", product, w.node("Mul", product, product));
                    }
                }.model());
        says(message, "relative position");
    }

    @Test
    void anotherScaleIsRefused() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    float scale() {
                        return 0.25f;
                    }
                }.model());
        says(message, "scaled by 0.25", "0.5");
    }

    @Test
    void aMaskThatMasksNothingIsRefused() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    String scored(String product) {
                        String mask =
                                w.node("Cast", Map.of("to", 1L), w.node("Unsqueeze", "attention_mask", w.ints(1)));
                        return w.node("Add", product, mask);
                    }
                }.model());
        says(message, "mask");
    }

    @Test
    void sharedLayersAreRefused() throws IOException {
        Layers layers = new Layers();
        String shared = layers.weights(4, 4);
        layers.w.output("hidden", layers.layer(layers.layer(layers.embedding(4), shared, 6), shared, 6));
        says(refusal(layers.w.model()), "share", "layers 0 and 1");
    }

    @Test
    void unequalLayersAreRefused() throws IOException {
        Layers layers = new Layers();
        String first = layers.layer(layers.embedding(4), layers.weights(4, 4), 6);
        layers.w.output("hidden", layers.layer(first, layers.weights(4, 4), 8));
        says(refusal(layers.w.model()), "layers differ", "feed-forward", "6", "8");
    }

    @Test
    void aFactorisedEmbeddingIsRefused() throws IOException {
        Layers layers = new Layers();
        String wide = layers.dense(layers.embedding(3), layers.weights(3, 4), 4);
        layers.w.output("hidden", layers.layer(wide, layers.weights(4, 4), 6));
        says(refusal(layers.w.model()), "projection");
    }

    @Test
    void quantisedActivationsOutsideOfProductsAreRefused() throws IOException {
        Layers layers = new Layers();
        String hidden = layers.layer(layers.embedding(4), layers.weights(4, 4), 6);
        List<String> quantised = layers.w.nodes("", "DynamicQuantizeLinear", 3, Map.of(), hidden);
        layers.w.output("hidden", layers.w.node("DequantizeLinear", quantised.toArray(String[]::new)));
        says(refusal(layers.w.model()), "quantised activation", "DequantizeLinear", "fp32");
    }

    @Test
    void weightsOfFewBitsAreRefused() throws IOException {
        Layers layers = new Layers();
        String hidden = layers.layer(layers.embedding(4), layers.weights(4, 4), 6);
        layers.w.output("hidden", layers.w.fused("MatMulNBits", Map.of(), hidden, layers.weights(4, 4)));
        says(refusal(layers.w.model()), "quantised", "MatMulNBits", "fp32");
    }

    @Test
    void causalAttentionIsRefused() throws IOException {
        String message = refusal(
                new Layers() {
                    @Override
                    String scored(String product) {
                        String length = w.node("Gather", w.node("Shape", "input_ids"), w.ints(1));
                        String range = w.node(
                                "Range",
                                w.node("Squeeze", w.ints(0)),
                                w.node("Squeeze", length),
                                w.node("Squeeze", w.ints(1)));
                        String later = w.node("Greater", range, w.node("Unsqueeze", range, w.ints(1)));
                        return w.node("Where", later, w.number(-1e9f), product);
                    }
                }.model());
        says(message, "Greater", "causal");
    }

    @Test
    void functionsThatCallEachOtherForeverAreRefused() throws IOException {
        OnnxWriter w = new OnnxWriter(17);
        w.input("input_ids", -1, -1);
        w.function("There", "Back");
        w.function("Back", "There");
        w.output("out", w.nodes("test", "There", 1, Map.of(), "input_ids").getFirst());
        says(refusal(w.model()), "functions call each other", "There");
    }

    @Test
    void aPointerOfGitLfsIsNamedAsSuch() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
        says(refusal(pointer.getBytes(StandardCharsets.UTF_8)), "git lfs pull");
    }

    @Test
    void positionsAsAnInputAreRefused() throws IOException {
        Layers layers = new Layers();
        layers.w.input("position_ids", -1, -1);
        String rows = layers.w.node("Gather", layers.weights(5, 4), "position_ids");
        String sum = layers.w.node("Add", layers.embedding(4), rows);
        layers.w.output("hidden", layers.layer(sum, layers.weights(4, 4), 6));
        says(refusal(layers.w.model()), "position_ids", "export it without");
    }

    @Test
    void anOutputThatIsNotThereIsRefused() throws IOException {
        says(refusal(new Layers().model(), ImportOptions.none().from("logits")), "logits", "hidden");
    }

    @Test
    void aCycleIsRefused() throws IOException {
        OnnxWriter w = new OnnxWriter(17);
        w.input("input_ids", -1, -1);
        w.raw("", "Add", List.of("a"), Map.of(), "b", "input_ids");
        w.raw("", "Add", List.of("b"), Map.of(), "a", "input_ids");
        w.output("b");
        says(refusal(w.model()), "cycle");
    }

    @Test
    void aValueFromNowhereIsRefused() throws IOException {
        OnnxWriter w = new OnnxWriter(17);
        w.input("input_ids", -1, -1);
        w.output("out", w.node("Relu", "missing"));
        says(refusal(w.model()), "missing", "made by no node");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        says(refusal("Hello, I am a text file.".getBytes(StandardCharsets.UTF_8)), "ONNX");
        says(refusal(new byte[0]), "no graph");
        byte[] model = new Layers().model();
        says(refusal(Arrays.copyOf(model, model.length / 2)), "tiny.onnx");
    }

    @Test
    void hostileSizesAreRefusedWithoutMemory() throws IOException {
        OnnxWriter w = new OnnxWriter(17);
        w.input("input_ids", -1, -1);
        w.initializer("huge", OnnxWriter.tensor("huge", 1, new byte[8], Long.MAX_VALUE, 3, 1L << 40));
        w.output("out", w.node("Gather", "huge", "input_ids"));
        says(refusal(w.model()), "huge", "impossible");
        OnnxWriter few = new OnnxWriter(17);
        few.input("input_ids", -1, -1);
        few.initializer("large", OnnxWriter.tensor("large", 1, new byte[8], 1L << 30, 1L << 20));
        few.output("out", few.node("Gather", "large", "input_ids"));
        says(refusal(few.model()), "large", "bytes");
    }

    @Test
    void nothingIsWrittenWhenTheWeightsCannotBe(@TempDir Path target) throws IOException {
        Path file = folder.resolve("fine.onnx");
        Files.write(file, new Layers().model());
        Path occupied = target.resolve("Fine.safetensors");
        Files.createDirectories(occupied.resolve("in-the-way"));
        try (Imported imported = Importer.importFrom(file, ImportOptions.none())) {
            assertThrows(ImportException.class, () -> imported.writeTo(target));
        }
        try (var left = Files.list(target)) {
            assertEquals(List.of(occupied), left.toList());
        }
    }
}
