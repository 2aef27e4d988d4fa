package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokenizer that is written is the one that the folder's files together describe. */
class TokenizersOfFoldersTest {
    private static final String BERT = "{\"type\":\"BertNormalizer\",\"lowercase\":false,\"strip_accents\":null}";
    private static final String TOKENIZER = "{\"version\": \"1.0\", \"truncation\": null,\n"
            + " \"normalizer\" : %s , \"model\": {\"vocab\": {\"ä\": 3, \"b\": 4}}}";

    @TempDir
    Path path;

    @TempDir
    Path out;

    private TinyFolder folder;

    @BeforeEach
    void aBert() throws IOException {
        folder = new TinyFolder(path).bert("").write(TinyFolder.config("bert", ""));
    }

    private String written() throws IOException {
        try (Imported imported = folder.read()) {
            return Files.readString(imported.writeTo(out).tokenizer().orElseThrow());
        }
    }

    private JsonNode normalizer() throws IOException {
        return new ObjectMapper().readTree(written()).get("normalizer");
    }

    private String said() {
        try (Imported imported = folder.read()) {
            return TinyFolder.said(imported);
        }
    }

    @Test
    void aTokenizerThatNothingSpeaksAboutIsCopiedAsItIs() throws IOException {
        folder.file("tokenizer.json", TOKENIZER.formatted(BERT));
        assertEquals(TOKENIZER.formatted(BERT), written());
    }

    @Test
    void theSettingsOfTheTokenizerOverruleIt() throws IOException {
        folder.file("tokenizer.json", TOKENIZER.formatted(BERT));
        folder.file("tokenizer_config.json", "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": true}");
        assertEquals(TOKENIZER.formatted(BERT.replace("\"lowercase\":false", "\"lowercase\":true")), written());
        assertTrue(said().contains("'do_lower_case': true"));
        // Another class of tokenizers does not look at it.
        folder.file("tokenizer_config.json", "{\"tokenizer_class\": \"Other\", \"do_lower_case\": true}");
        assertEquals(TOKENIZER.formatted(BERT), written());
    }

    @Test
    void aSentenceEncoderMayAskForLowerCase() throws IOException {
        folder.file("tokenizer.json", TOKENIZER.formatted(BERT));
        folder.file("sentence_bert_config.json", "{\"max_seq_length\": null, \"do_lower_case\": true}");
        assertEquals("Lowercase", normalizer().at("/normalizers/0/type").asText());
        assertEquals("BertNormalizer", normalizer().at("/normalizers/1/type").asText());
        folder.file("tokenizer.json", TOKENIZER.formatted("null"));
        assertEquals("Lowercase", normalizer().get("type").asText());
        folder.file("tokenizer.json", "{\"model\": {\"vocab\": [[\"a\", 0]]}}");
        assertEquals("Lowercase", normalizer().get("type").asText());
    }

    @Test
    void whatCannotBeFollowedIsSaid() throws IOException {
        folder.file(
                "tokenizer.json",
                "{\"truncation\": {\"max_length\": 128}, \"padding\": {\"strategy\": \"BatchLongest\"},"
                        + " \"normalizer\": null, \"model\": {\"vocab\": {\"a\": 0, \"b\": 77}}}");
        folder.file(
                "tokenizer_config.json",
                "{\"model_max_length\": 4, \"truncation_side\": \"left\", \"split_by_moon\": true,"
                        + " \"add_prefix_space\": true, \"added_tokens_decoder\": {\"7\": {\"content\": \"[X]\"}}}");
        String said = said();
        assertTrue(said.contains("cuts texts at 128 tokens"), said);
        assertTrue(said.contains("it pads texts"), said);
        assertTrue(said.contains("up to id 77"), said);
        assertTrue(said.contains("--context 4"), said);
        assertTrue(said.contains("on the left"), said);
        assertTrue(said.contains("'add_prefix_space': true, tokenizer.json nothing about it"), said);
        assertTrue(said.contains("'split_by_moon' is not known"), said);
        assertTrue(said.contains("[X]"), said);
    }

    @Test
    void aModelWithoutATokenizerSaysHowToMakeOne() throws IOException {
        folder.file("vocab.txt", "a\nb\n");
        assertTrue(said().contains("AutoTokenizer"), said());
        assertTrue(said().contains("vocabulary in another form"), said());
    }

    @Test
    void aTokenizerOfAnotherModelIsNotLeftBesideThisOne() throws IOException {
        Files.writeString(out.resolve("tokenizer.json"), "{}");
        try (Imported imported = folder.read()) {
            String message = assertThrows(ImportException.class, () -> imported.writeTo(out))
                    .getMessage();
            assertTrue(message.contains("another model"), message);
        }
        assertFalse(Files.exists(out.resolve("Tiny.attar")));
        folder.file("tokenizer.json", TOKENIZER.formatted("null"));
        Files.writeString(out.resolve("Other.attar"), "");
        try (Imported imported = folder.read()) {
            String message = assertThrows(ImportException.class, () -> imported.writeTo(out))
                    .getMessage();
            assertTrue(message.contains("Other.attar"), message);
        }
        Files.delete(out.resolve("Other.attar"));
        written();
        assertArrayEquals(
                Files.readAllBytes(path.resolve("tokenizer.json")), Files.readAllBytes(out.resolve("tokenizer.json")));
        // A second model with the same tokenizer may join.
        try (Imported imported = Importer.importFrom(path, ImportOptions.none().named("Second"))) {
            imported.writeTo(out);
        }
    }

    @Test
    void whatIsNoTokenizerIsRefused() throws IOException {
        folder.file("tokenizer.json", "{\"normalizer\": ");
        assertTrue(folder.refusal().contains("not valid JSON"), folder.refusal());
        folder.file("tokenizer.json", "[]");
        assertTrue(folder.refusal().contains("no tokenizer"), folder.refusal());
    }

    @Test
    void aTokenizerInAnotherFormIsCopiedWithAllItsFiles() throws IOException {
        folder.file("vocab.json", "{\"a\": 0, \"b\": 1}").file("merges.txt", "#version: 0.2\na b\n");
        try (Imported imported = folder.read()) {
            assertEquals(
                    out.resolve("vocab.json"), imported.writeTo(out).tokenizer().orElseThrow());
            assertTrue(TinyFolder.said(imported).contains("vocab.json, merges.txt are the tokenizer"));
        }
        assertArrayEquals(
                Files.readAllBytes(path.resolve("vocab.json")), Files.readAllBytes(out.resolve("vocab.json")));
        assertArrayEquals(
                Files.readAllBytes(path.resolve("merges.txt")), Files.readAllBytes(out.resolve("merges.txt")));
        Files.writeString(out.resolve("tokenizer.json"), "{}");
        try (Imported imported = folder.read()) {
            String message = assertThrows(ImportException.class, () -> imported.writeTo(out))
                    .getMessage();
            assertTrue(message.contains("belongs to another model"), message);
        }
    }

    @Test
    void twoModelsOfAFolderDoNotShareAVocabularyThatDiffers() throws IOException {
        folder.file("vocab.json", "{\"a\": 0}").file("merges.txt", "");
        Files.writeString(out.resolve("Other.attar"), "");
        Files.writeString(out.resolve("vocab.json"), "{\"b\": 0}");
        try (Imported imported = folder.read()) {
            String message = assertThrows(ImportException.class, () -> imported.writeTo(out))
                    .getMessage();
            assertTrue(message.contains("vocab.json is used by Other.attar"), message);
        }
    }
}
