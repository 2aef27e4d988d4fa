package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.Languages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Translators of several languages: one is written, another one read. */
class LanguagesTest {
    private static final Path T5 = Path.of("../core/src/test/resources/families/t5-v1.1");

    /** Two languages, and the first of them behind every text. */
    private static final String TOKENIZER = """
        {"model": {"type": "Unigram", "vocab": [["a", 0.0]]},
         "added_tokens": [{"id": 3, "content": "</s>"}, {"id": 90, "content": "en_XX"}, {"id": 91, "content": "de_DE"},
                          {"id": 92, "content": "__fr__"}],
         "post_processor": {"type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
                       {"SpecialToken": {"id": "en_XX", "type_id": 0}}],
            "special_tokens": {"</s>": {"id": "</s>", "ids": [3], "tokens": ["</s>"]},
                               "en_XX": {"id": "en_XX", "ids": [90], "tokens": ["en_XX"]}}},
         "version": "1.0"}
        """;

    @TempDir
    Path path;

    @TempDir
    Path out;

    @BeforeEach
    void aTranslator() throws IOException {
        for (String file : new String[] {"config.json", "generation_config.json", "model.safetensors"}) {
            Files.copy(T5.resolve(file), path.resolve(file));
        }
        Files.writeString(path.resolve("tokenizer.json"), TOKENIZER);
    }

    private static ImportOptions between(String source, String target) {
        return ImportOptions.none().between(new Languages(Optional.ofNullable(source), Optional.ofNullable(target)));
    }

    private Imported read(String source, String target) {
        return Importer.importFrom(path, between(source, target));
    }

    private static Generation generation(Imported imported) {
        return ((Head.Generate) imported.spec().head()).generation();
    }

    @Test
    void theTargetIsTheFirstTokenOfEveryTranslation() {
        try (Imported imported = read(null, "de_DE")) {
            assertEquals(Optional.of(91), generation(imported).forceFirst());
            assertEquals(Optional.of(0), generation(imported).start());
        }
        try (Imported imported = read(null, "fr")) {
            assertEquals(Optional.of(92), generation(imported).forceFirst());
        }
    }

    @Test
    void whereTranslationsBeginWithALanguageTheTargetTakesItsPlace() throws IOException {
        Files.writeString(
                path.resolve("generation_config.json"), "{\"decoder_start_token_id\": 90, \"eos_token_id\": 3}");
        try (Imported imported = read(null, "de_DE")) {
            assertEquals(Optional.of(91), generation(imported).start());
            assertEquals(Optional.empty(), generation(imported).forceFirst());
        }
    }

    @Test
    void theSourceTakesThePlaceOfTheLanguageThatTheTokenizerPutsBesideATextAndNothingElseChanges() throws IOException {
        try (Imported imported = read("de_DE", "en_XX")) {
            JsonNode written = new ObjectMapper()
                    .readTree(
                            Files.readAllBytes(imported.writeTo(out).tokenizer().orElseThrow()));
            JsonNode post = written.get("post_processor");
            assertEquals("de_DE", post.at("/single/2/SpecialToken/id").asText());
            assertEquals("</s>", post.at("/single/1/SpecialToken/id").asText());
            assertEquals(91, post.at("/special_tokens/de_DE/ids/0").asInt());
            assertEquals(new ObjectMapper().readTree(TOKENIZER).get("model"), written.get("model"));
            assertEquals("1.0", written.get("version").asText());
        }
    }

    @Test
    void whereNoneIsGivenNothingIsChangedAndItIsSaid() throws IOException {
        try (Imported imported = read(null, null)) {
            assertEquals(
                    TOKENIZER,
                    Files.readString(imported.writeTo(out).tokenizer().orElseThrow()));
            assertTrue(TinyFolder.said(imported).contains("--target-language"));
        }
        Files.writeString(path.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"a\": 0}}}");
        try (Imported imported = read(null, null)) {
            assertFalse(TinyFolder.said(imported).contains("--target-language"));
        }
    }

    @Test
    void aLanguageThatThereIsNotIsRefusedWithThoseThatThereAre() throws IOException {
        assertTrue(refusal("xx_XX", null).contains("__fr__, de_DE, en_XX"), refusal("xx_XX", null));
        Files.writeString(
                path.resolve("tokenizer.json"),
                TOKENIZER.replace("{\"SpecialToken\": {\"id\": \"en_XX\"", "{\"X\": {\"id\": \"y\""));
        assertTrue(refusal("de_DE", null).contains("puts no language beside a text"));
        Files.delete(path.resolve("tokenizer.json"));
        assertTrue(refusal(null, "de_DE").contains("no tokenizer.json with tokens of languages"));
    }

    private String refusal(String source, String target) {
        return assertThrows(ImportException.class, () -> read(source, target)).getMessage();
    }
}
