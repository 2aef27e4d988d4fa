package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.ModelSpec.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors under other names than usual, in several files, and those that have no place. */
class CheckpointNamesTest {
    private static final String TABLE = "bert.embeddings.word_embeddings.weight";
    private static final String MATRIX = "cls.predictions.decoder.weight";
    private static final String MASKED = "\"architectures\": [\"BertForMaskedLM\"]";

    @TempDir
    Path path;

    private TinyFolder folder;

    @BeforeEach
    void folder() {
        folder = new TinyFolder(path);
    }

    private void masked() {
        folder.bert("bert.");
        folder.both("cls.predictions.transform.dense", 4, 4).both("cls.predictions.transform.LayerNorm", 4);
        folder.put("cls.predictions.bias", TinyFolder.VOCABULARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "_orig_mod.", "0.auto_model.", "model.", "a.b.c."})
    void wrappersPutPrefixesBeforeAllNames(String wrapper) throws IOException {
        folder.bert("bert.")
                .both("bert.pooler.dense", 4, 4)
                .both("classifier", 3, 4)
                .rename(wrapper::concat);
        folder.write(TinyFolder.config("bert", "\"architectures\": [\"BertForSequenceClassification\"]"));
        try (Imported imported = folder.read()) {
            assertArrayEquals(
                    folder.values.get(wrapper + "classifier.weight"),
                    TinyFolder.tensor(imported, "head.classes.weight"));
            assertArrayEquals(
                    folder.values.get(wrapper + "bert.encoder.layer.1.output.dense.bias"),
                    TinyFolder.tensor(imported, "encoder.1.feedforward.down.bias"));
        }
    }

    @Test
    void theTableMayBeStoredAsTheOutputMatrix() throws IOException {
        masked();
        folder.rename(name -> name.equals(TABLE) ? MATRIX : name);
        folder.notes.put(TABLE, MATRIX);
        for (int i = 0; i < 2; i++) {
            folder.write(TinyFolder.config("bert", MASKED));
            try (Imported imported = folder.read()) {
                assertTrue(imported.spec().head() instanceof Head.MaskedLanguageModel);
                assertArrayEquals(folder.values.get(MATRIX), TinyFolder.tensor(imported, "embeddings.tokens.weight"));
            }
            folder.notes.remove(TABLE); // and without the note
        }
        folder.write(TinyFolder.config("bert", MASKED + ", \"tie_word_embeddings\": false"));
        assertTrue(folder.refusal().contains("missing " + TABLE), folder.refusal());
        folder.shapes.remove(MATRIX);
        folder.write(TinyFolder.config("bert", MASKED));
        assertTrue(folder.refusal().contains("missing " + TABLE), folder.refusal());
    }

    @Test
    void aModelWithAMatrixOfItsOwnIsRefused() throws IOException {
        masked();
        folder.write(TinyFolder.config("bert", MASKED + ", \"tie_word_embeddings\": false"));
        assertTrue(folder.refusal().contains("tie_word_embeddings"), folder.refusal());
        folder.put(MATRIX, TinyFolder.VOCABULARY, 4);
        folder.write(TinyFolder.config("bert", MASKED));
        assertTrue(folder.refusal().contains("differs"), folder.refusal());
    }

    @Test
    void theIndexDecidesWhichShardHoldsATensor() throws IOException {
        folder.bert("");
        List<String> names = new ArrayList<>(folder.shapes.keySet());
        Files.writeString(path.resolve("config.json"), TinyFolder.config("bert", ""));
        folder.weights("a.safetensors", names.subList(0, 10)).weights("b.safetensors", names);
        String index = names.stream()
                .map(name -> "\"" + name + "\": \"" + (names.indexOf(name) < 10 ? "a" : "b") + ".safetensors\"")
                .collect(Collectors.joining(", ", "{\"weight_map\": {", "}}"));
        folder.file("model.safetensors.index.json", index);
        try (Imported imported = folder.read()) {
            assertEquals(9, imported.spec().context());
        }
        folder.file("model.safetensors.index.json", index.replace("b.safe", "c.safe"));
        assertTrue(folder.refusal().contains("c.safetensors"), folder.refusal());
        folder.file("model.safetensors.index.json", index.replace("\"b.safe", "\"a.safe"));
        assertTrue(folder.refusal().contains("has no tensor"), folder.refusal());
        folder.file("model.safetensors.index.json", index.replace("\"b.safe", "\"../b.safe"));
        assertTrue(folder.refusal().contains("not a file of this folder"), folder.refusal());
    }

    @Test
    void tensorsInsideTheEncoderHaveAPlaceOrAreRefused() throws IOException {
        folder.bert("").put("encoder.layer.1.attention.self.query.lora_A.weight", 2, 4);
        folder.write(TinyFolder.config("bert", ""));
        assertTrue(folder.refusal().contains("lora_A"), folder.refusal());
        folder.shapes.remove("encoder.layer.1.attention.self.query.lora_A.weight");
        folder.put("embeddings.task_type_embeddings.weight", 3, 4).write(TinyFolder.config("bert", ""));
        assertTrue(folder.refusal().contains("task_type_embeddings"), folder.refusal());
    }

    @Test
    void whatTakesNoPartIsNamed() throws IOException {
        folder.bert("").layer("encoder.layer.2.").both("pooler.dense", 4, 4).write(TinyFolder.config("bert", ""));
        try (Imported imported = folder.read()) {
            assertTrue(TinyFolder.said(imported).contains("encoder.layer.2.output.dense.weight"));
            assertTrue(TinyFolder.said(imported).contains("pooler.dense.bias"));
        }
    }

    @Test
    void anAdapterIsRefused() throws IOException {
        folder.bert("").write(TinyFolder.config("bert", "")).file("adapter_config.json", "{}");
        assertTrue(folder.refusal().contains("merge"), folder.refusal());
    }
}
