package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.reference.RandomWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Hugging Face's transformers write them, made small. */
class HuggingFaceFolderTest {
    private static final int WIDTH = TinyFolder.WIDTH;

    @TempDir
    Path path;

    private TinyFolder folder;

    @BeforeEach
    void folder() {
        folder = new TinyFolder(path);
    }

    /** The compiler's own list of a spec's parameters is what was imported. */
    private static void fits(Imported imported) {
        var wanted = RandomWeights.of(GraphBuilder.build(imported.spec()), 1).shapes();
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        imported.tensors()
                .forEach(t -> found.put(
                        t.name(), t.shape().stream().map(Long::intValue).toList()));
        assertEquals(new TreeSet<>(wanted.keySet()), new TreeSet<>(found.keySet()));
        wanted.forEach((name, shape) -> assertEquals(shape, found.get(name), name));
    }

    @Test
    void aPlainBertBecomesASentenceEncoder() throws IOException {
        folder.bert("").both("pooler.dense", WIDTH, WIDTH);
        folder.write(TinyFolder.config("bert", "\"layer_norm_eps\": 1e-12, \"architectures\": [\"BertModel\"]"));
        try (Imported imported = folder.read()) {
            ModelSpec spec = imported.spec();
            assertEquals(9, spec.context());
            assertEquals(new Norm(1e-12), spec.encoder().residual().norm());
            assertEquals(0.1, spec.embedding().dropout());
            assertEquals(0.2, spec.encoder().attention().dropout());
            assertEquals(new Head.Embed(Pool.MEAN, Optional.empty(), true), spec.head());
            assertTrue(imported.report().stream().anyMatch(line -> line.contains("pooler.dense.weight")));
            fits(imported);
            assertArrayEquals(
                    folder.values.get("encoder.layer.1.output.dense.weight"),
                    TinyFolder.tensor(imported, "encoder.1.feedforward.down.weight"));
        }
    }

    @Test
    void oldNamesOfNormsAreKnown() throws IOException {
        folder.bert("bert.")
                .rename(name ->
                        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"))
                .write(TinyFolder.config("bert", ""));
        try (Imported imported = folder.read()) {
            fits(imported);
            assertArrayEquals(
                    folder.values.get("bert.embeddings.LayerNorm.gamma"),
                    TinyFolder.tensor(imported, "embeddings.norm.weight"));
        }
        folder.put("bert.embeddings.LayerNorm.weight", WIDTH).write(TinyFolder.config("bert", ""));
        assertTrue(folder.refusal().contains("two tensors"), folder.refusal());
    }

    @Test
    void aRobertaClassifierKeepsItsOffsetAndHead() throws IOException {
        folder.bert("roberta.", 9, 1);
        folder.both("classifier.dense", WIDTH, WIDTH).both("classifier.out_proj", 3, WIDTH);
        folder.write(TinyFolder.config(
                "roberta",
                "\"type_vocab_size\": 1, \"pad_token_id\": 1,"
                        + " \"architectures\": [\"RobertaForSequenceClassification\"]"));
        try (Imported imported = folder.read()) {
            assertEquals(new Positions.Learned(2), imported.spec().embedding().positions());
            assertEquals(7, imported.spec().context());
            assertEquals(
                    new Head.Classify(Pool.CLS, Optional.of(new Dense(WIDTH, Activation.TANH)), 3, false),
                    imported.spec().head());
            fits(imported);
        }
    }

    @Test
    void aMaskedLanguageModelSharesItsMatrix() throws IOException {
        folder.bert("bert.").both("cls.predictions.transform.dense", WIDTH, WIDTH);
        folder.both("cls.predictions.transform.LayerNorm", WIDTH).put("cls.predictions.bias", TinyFolder.VOCABULARY);
        folder.write(TinyFolder.config("bert", "\"architectures\": [\"BertForMaskedLM\"]"));
        try (Imported imported = folder.read()) {
            assertEquals(
                    new Head.MaskedLanguageModel(Activation.GELU, new Norm(1e-12)),
                    imported.spec().head());
            fits(imported);
        }
    }

    @Test
    void everythingThatDoesNotFitIsListed() throws IOException {
        folder.bert("").put("encoder.layer.0.intermediate.dense.weight", TinyFolder.INNER, WIDTH + 1);
        folder.shapes.remove("encoder.layer.1.output.dense.bias");
        folder.write(TinyFolder.config("bert", ""));
        String message = folder.refusal();
        assertTrue(message.contains("missing encoder.layer.1.output.dense.bias"), message);
        assertTrue(message.contains("encoder.layer.0.intermediate.dense.weight has shape [6, 5], not [6, 4]"), message);
    }

    @Test
    void aConfigurationWithoutATypeIsThatOfBertWhereItCanBeNoOther() throws IOException {
        String plain = TinyFolder.config("bert", "").replace("\"model_type\": \"bert\", ", "");
        folder.bert("").write(plain.replace("\"hidden_act\": \"gelu\", ", ""));
        try (Imported imported = folder.read()) {
            assertEquals(
                    Activation.GELU, imported.spec().encoder().feedForward().activation());
            assertTrue(TinyFolder.said(imported).contains("of the family bert"));
        }
        folder.rename("roberta."::concat).write(plain);
        assertTrue(folder.refusal().contains("\"model_type\": \"bert\""), folder.refusal());
    }

    @Test
    void damagedFoldersAreRefused() throws IOException {
        assertTrue(folder.refusal().contains("config.json"));
        folder.file("config.json", "{\"model_type\": ");
        assertTrue(folder.refusal().contains("JSON"));
        folder.file("config.json", "\uFEFF" + TinyFolder.config("bert", ""));
        assertTrue(folder.refusal().contains("no model.safetensors"), folder.refusal());
        folder.bert("").write(TinyFolder.config("bert", ""));
        Path weights = path.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 5));
        assertTrue(folder.refusal().contains("truncated"));
        Files.write(weights, new byte[] {1, 2, 3});
        assertTrue(folder.refusal().contains("no safetensors file"));
    }
}
