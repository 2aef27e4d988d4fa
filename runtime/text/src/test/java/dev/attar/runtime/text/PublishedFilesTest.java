package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.json.JsonReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that transformers and tokenizers gave, and the files that tokenizers come in. */
class PublishedFilesTest {
    private static final String[] WORDS = {
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "wor", "##ld", ",", "Hello"
    };

    @ParameterizedTest
    @ValueSource(strings = {"wordpiece-uncased", "bytelevel-gpt2", "bytelevel-roberta", "unigram-t5"})
    void answersOfTokenizers(String name) {
        Tokenizer tokenizer = Tokenizer.parse(name, TokenizerKinds.resource(name + ".json"), 4096);
        int cases = 0;
        for (Json golden : JsonReader.read(TokenizerKinds.resource("golden.json"))
                .get(name)
                .elements()) {
            String text = golden.get("text").string();
            EncodedText encoded = golden.get("pair").isNull()
                    ? tokenizer.encode(text)
                    : tokenizer.encodePair(text, golden.get("pair").string());
            assertArrayEquals(ints(golden.get("ids")), encoded.ids(), text);
            golden.get("decoded")
                    .optionalString()
                    .ifPresent(decoded -> assertEquals(decoded, tokenizer.decode(encoded.ids(), true), text));
            cases++;
        }
        assertTrue(cases > 10, cases + " cases");
    }

    @Test
    void answersOfMarian() throws Exception {
        Path folder = Path.of(
                PublishedFilesTest.class.getResource("/tokenizers/marian").toURI());
        Tokenizer source = Tokenizer.load(folder, 512);
        Tokenizer target = Tokenizer.load(folder.resolve("target.spm"), 512);
        for (Json golden :
                JsonReader.read(TokenizerKinds.resource("marian.json")).elements()) {
            String text = golden.get("text").string();
            assertArrayEquals(ints(golden.get("ids")), source.encode(text).ids(), text);
            int[] ids = ints(golden.get("target_ids"));
            assertArrayEquals(ids, target.encode(text).ids(), text);
            assertEquals(golden.get("decoded").string(), target.decode(ids, true), text);
        }
    }

    @Test
    void aVocabularyOfBert(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", WORDS));
        assertArrayEquals(
                new int[] {2, 5, 8, 6, 7, 3, 5, 3},
                Tokenizer.load(folder, 16).encodePair("Hello, world", "hellO").ids());
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        assertArrayEquals(
                new int[] {2, 9, 1, 3},
                Tokenizer.load(folder, 16).encode("Hello hellO").ids());
    }

    @Test
    void aVocabularyWithMerges(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("vocab.json"), "{\"h\":0,\"i\":1,\"Ġ\":2,\"hi\":3,\"Ġhi\":4,\"<s>\":5,\"</s>\":6}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\nh i\nĠ hi\n");
        Tokenizer tokenizer = Tokenizer.load(folder, 16);
        assertArrayEquals(new int[] {5, 3, 4, 2, 6}, tokenizer.encode("hi hi ").ids());
        assertEquals("hi hi ", tokenizer.decode(new int[] {5, 3, 4, 2, 6}, true));
    }

    @Test
    void aFolderWithoutTokenizerSaysHowToMakeOne(@TempDir Path folder) {
        TextException refusal = assertThrows(TextException.class, () -> Tokenizer.load(folder, 8));
        assertEquals(TextException.Kind.FILE, refusal.kind());
        assertTrue(refusal.getMessage().contains("vocab.txt"), refusal.getMessage());
        assertTrue(refusal.hint().contains("save_pretrained"), refusal.hint());
    }

    @Test
    void aPathInsideAZipFile(@TempDir Path folder) throws Exception {
        URI zip = URI.create("jar:" + folder.resolve("model.zip").toUri());
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = inside.getPath("tokenizer.json");
            Files.write(file, TokenizerKinds.resource("wordpiece-uncased.json"));
            assertEquals(4, Tokenizer.load(file, 16).encode("wor h ").length());
        }
    }

    private static int[] ints(Json array) {
        return array.values().stream()
                .mapToInt(value -> ((Long) value).intValue())
                .toArray();
    }

    @Test
    void hugeIdsAreRefusedWithTheirPlace() {
        String file = "{\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"x\",\"vocab\":{\"x\":4294967295}}}";
        TextException refusal = assertThrows(
                TextException.class, () -> Tokenizer.parse("huge", file.getBytes(StandardCharsets.UTF_8), 8));
        assertEquals(TextException.Kind.FORMAT, refusal.kind());
        assertTrue(refusal.getMessage().contains("model.vocab"), refusal.getMessage());
        assertTrue(List.of(refusal.getMessage().split("\n")).getFirst().contains("2147483647"), refusal.getMessage());
    }
}
