package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Hugging Face's transformers write them, made small. */
class HuggingFaceFolderTest {
    private static final int WIDTH = 4;
    private static final int INNER = 6;
    private static final int VOCABULARY = 11;

    @TempDir
    Path folder;

    private final Random random = new Random(3);
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private void put(String name, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] made = new float[count];
        for (int i = 0; i < count; i++) {
            made[i] = random.nextFloat();
        }
        values.put(name, made);
        shapes.put(name, shape);
    }

    private void both(String name, long outputs, long... inputs) {
        put(name + ".weight", inputs.length == 0 ? new long[] {outputs} : new long[] {outputs, inputs[0]});
        put(name + ".bias", outputs);
    }

    private void bert(String prefix, int positions, int segments) {
        put(prefix + "embeddings.word_embeddings.weight", VOCABULARY, WIDTH);
        put(prefix + "embeddings.position_embeddings.weight", positions, WIDTH);
        put(prefix + "embeddings.token_type_embeddings.weight", segments, WIDTH);
        both(prefix + "embeddings.LayerNorm", WIDTH);
        for (int i = 0; i < 2; i++) {
            String layer = prefix + "encoder.layer." + i + ".";
            for (String part : List.of("query", "key", "value")) {
                both(layer + "attention.self." + part, WIDTH, WIDTH);
            }
            both(layer + "attention.output.dense", WIDTH, WIDTH);
            both(layer + "attention.output.LayerNorm", WIDTH);
            both(layer + "intermediate.dense", INNER, WIDTH);
            both(layer + "output.dense", WIDTH, INNER);
            both(layer + "output.LayerNorm", WIDTH);
        }
    }

    private static String config(String type, String more) {
        return """
            {"model_type": "%s", "vocab_size": 11, "hidden_size": 4, "num_hidden_layers": 2,
             "num_attention_heads": 2, "intermediate_size": 6, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
             "attention_probs_dropout_prob": 0.2, %s}\
            """.formatted(type, more);
    }

    private void write(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Map<String, Object> header = new LinkedHashMap<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        header.put("__metadata__", Map.of("format", "pt"));
        header.put(
                "embeddings.position_ids",
                Map.of("dtype", "I64", "shape", List.of(1, 2), "data_offsets", List.of(0, 16)));
        data.writeBytes(new byte[16]);
        shapes.forEach((name, shape) -> {
            int begin = data.size();
            ByteBuffer bytes = ByteBuffer.allocate(values.get(name).length * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values.get(name));
            data.writeBytes(bytes.array());
            header.put(name, Map.of("dtype", "F32", "shape", shape, "data_offsets", List.of(begin, data.size())));
        });
        byte[] text = new ObjectMapper().writeValueAsBytes(header);
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, text.length);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(length.array());
        file.writeBytes(text);
        file.writeBytes(data.toByteArray());
        Files.write(folder.resolve("model.safetensors"), file.toByteArray());
    }

    private Imported read() {
        return Importer.importFrom(folder, ImportOptions.none().named("Tiny"));
    }

    private String refusal() {
        return assertThrows(ImportException.class, () -> read().close()).getMessage();
    }

    private float[] tensor(Imported imported, String name) {
        return imported.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow()
                .toArray();
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
        bert("", 9, 2);
        both("pooler.dense", WIDTH, WIDTH);
        write(config(
                "bert",
                "\"max_position_embeddings\": 9, \"layer_norm_eps\": 1e-12, \"architectures\": [\"BertModel\"]"));
        try (Imported imported = read()) {
            ModelSpec spec = imported.spec();
            assertEquals(9, spec.context());
            assertEquals(new Norm(1e-12), spec.encoder().residual().norm());
            assertEquals(0.1, spec.embedding().dropout());
            assertEquals(0.2, spec.encoder().attention().dropout());
            assertEquals(new Head.Embed(Pool.MEAN, Optional.empty(), true), spec.head());
            assertTrue(imported.report().stream().anyMatch(line -> line.contains("pooler.dense.weight")));
            fits(imported);
            assertArrayEquals(
                    values.get("encoder.layer.1.output.dense.weight"),
                    tensor(imported, "encoder.1.feedforward.down.weight"));
        }
    }

    @Test
    void oldNamesOfNormsAreKnown() throws IOException {
        bert("bert.", 9, 2);
        for (String name : List.copyOf(shapes.keySet())) {
            if (name.contains("LayerNorm")) {
                String old =
                        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
                shapes.put(old, shapes.remove(name));
                values.put(old, values.remove(name));
            }
        }
        write(config("bert", "\"max_position_embeddings\": 9"));
        try (Imported imported = read()) {
            fits(imported);
            assertArrayEquals(
                    values.get("bert.embeddings.LayerNorm.gamma"), tensor(imported, "embeddings.norm.weight"));
        }
    }

    @Test
    void aRobertaClassifierKeepsItsOffsetAndHead() throws IOException {
        bert("roberta.", 11, 1);
        both("classifier.dense", WIDTH, WIDTH);
        both("classifier.out_proj", 3, WIDTH);
        write(config(
                "roberta",
                "\"max_position_embeddings\": 11, \"type_vocab_size\": 1, \"pad_token_id\": 1,"
                        + " \"architectures\": [\"RobertaForSequenceClassification\"]"));
        try (Imported imported = read()) {
            assertEquals(new Positions.Learned(2), imported.spec().embedding().positions());
            assertEquals(9, imported.spec().context());
            assertEquals(
                    new Head.Classify(Pool.CLS, Optional.of(new Dense(WIDTH, Activation.TANH)), 3, false),
                    imported.spec().head());
            fits(imported);
        }
    }

    @Test
    void aMaskedLanguageModelMustShareItsMatrix() throws IOException {
        bert("bert.", 9, 2);
        both("cls.predictions.transform.dense", WIDTH, WIDTH);
        both("cls.predictions.transform.LayerNorm", WIDTH);
        put("cls.predictions.bias", VOCABULARY);
        String more = "\"max_position_embeddings\": 9, \"architectures\": [\"BertForMaskedLM\"]";
        write(config("bert", more));
        try (Imported imported = read()) {
            assertEquals(
                    new Head.MaskedLanguageModel(Activation.GELU, new Norm(1e-12)),
                    imported.spec().head());
            fits(imported);
        }
        put("cls.predictions.decoder.weight", VOCABULARY, WIDTH);
        write(config("bert", more));
        assertTrue(refusal().contains("cls.predictions.decoder.weight"));
    }

    @Test
    void sentenceTransformersSettingsAreObeyed() throws IOException {
        bert("", 9, 2);
        write(config("bert", "\"max_position_embeddings\": 9, \"architectures\": [\"BertForMaskedLM\"]"));
        Files.writeString(folder.resolve("modules.json"), """
            [{"idx": 0, "type": "sentence_transformers.models.Transformer", "path": ""},
             {"idx": 1, "type": "sentence_transformers.models.Pooling", "path": "1_Pooling"}]\
            """);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("1_Pooling").resolve("config.json"), """
            {"word_embedding_dimension": 4, "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}\
            """);
        try (Imported imported = read()) {
            assertEquals(
                    new Head.Embed(Pool.CLS, Optional.empty(), false),
                    imported.spec().head());
        }
    }

    @Test
    void everythingThatDoesNotFitIsListed() throws IOException {
        bert("", 9, 2);
        shapes.remove("encoder.layer.1.output.dense.bias");
        put("encoder.layer.0.intermediate.dense.weight", INNER, WIDTH + 1);
        write(config("bert", "\"max_position_embeddings\": 9"));
        String message = refusal();
        assertTrue(message.contains("missing encoder.layer.1.output.dense.bias"), message);
        assertTrue(message.contains("encoder.layer.0.intermediate.dense.weight has shape [6, 5], not [6, 4]"), message);
    }

    @Test
    void otherFamiliesAreRefusedWithTheListOfThoseThatAreNot() throws IOException {
        bert("", 9, 2);
        write(config("deberta-v2", "\"max_position_embeddings\": 9"));
        assertTrue(refusal().contains("xlm-roberta"));
        write(config("bert", "\"max_position_embeddings\": 9, \"position_embedding_type\": \"relative_key\""));
        assertTrue(refusal().contains("relative_key"));
    }

    @Test
    void damagedFoldersAreRefused() throws IOException {
        assertTrue(refusal().contains("config.json"));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
        assertTrue(refusal().contains("JSON"));
        Files.writeString(folder.resolve("config.json"), config("bert", "\"max_position_embeddings\": 9"));
        assertTrue(refusal().contains("model.safetensors"));
        bert("", 9, 2);
        write(config("bert", "\"max_position_embeddings\": 9"));
        Path weights = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 5));
        assertTrue(refusal().contains("truncated"));
        Files.write(weights, new byte[] {1, 2, 3});
        assertTrue(refusal().contains("no safetensors file"));
    }
}
