package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = MiniLm.tokenizer(512);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void publishedIds() {
        assertArrayEquals(
                new int[] {101, 7592, 2088, 102},
                tokenizer.encode("hello world").ids());
        assertArrayEquals(
                new int[] {101, 2023, 2003, 2019, 2742, 6251, 102},
                tokenizer.encode("This is an example sentence").ids());
    }

    @Test
    void aPairHasTwoSegments() {
        EncodedText pair = tokenizer.encodePair("hello world", "big cat");
        assertArrayEquals(new int[] {101, 7592, 2088, 102, 2502, 4937, 102}, pair.ids());
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1}, pair.segments());
    }

    @Test
    void paddingAndTruncationInTheFileAreIgnored() {
        String words = "word ".repeat(300);
        assertEquals(302, tokenizer.encode(words).length());
        assertEquals(4, tokenizer.encode("hello world").length());
    }

    @Test
    void partsEndBetweenWords() {
        List<EncodedText> parts;
        try (Tokenizer narrow = MiniLm.tokenizer(9)) {
            parts = narrow.encode("embedding ".repeat(20), LongInput.PARTS);
        }
        int[] one = tokenizer.encode("embedding").ids();
        assertTrue(one.length > 3, "the word must have several tokens for this test");
        int words = 0;
        for (EncodedText part : parts) {
            int tokens = part.length() - 2;
            assertEquals(0, tokens % (one.length - 2), part.toString());
            words += tokens / (one.length - 2);
        }
        assertEquals(20, words);
    }

    @Test
    void theEmptyTextIsItsSpecialTokens() {
        assertArrayEquals(new int[] {101, 102}, tokenizer.encode("").ids());
    }

    @Test
    void aTextThatNamesASpecialTokenStillFits() {
        try (Tokenizer small = MiniLm.tokenizer(4)) {
            assertArrayEquals(
                    new int[] {101, 1037, 102, 102},
                    small.encode("a [SEP] b", LongInput.TRUNCATE).getFirst().ids());
        }
    }

    @Test
    void longTextIsRefusedUnlessOneChooses() {
        String words = "word ".repeat(20);
        try (Tokenizer small = MiniLm.tokenizer(10)) {
            TextException refusal = assertThrows(TextException.class, () -> small.encode(words));
            assertEquals(TextException.Kind.TOO_LONG, refusal.kind());
            assertTrue(refusal.getMessage().contains("22 tokens"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("at most 10"), refusal.getMessage());
            assertTrue(refusal.hint().contains("truncate"), refusal.hint());

            List<EncodedText> cut = small.encode(words, LongInput.TRUNCATE);
            assertEquals(1, cut.size());
            assertEquals(10, cut.getFirst().length());
            assertEquals(102, cut.getFirst().ids()[9]);

            assertEquals(
                    List.of(10, 10, 10),
                    small.encode(words, LongInput.windows(2)).stream()
                            .map(EncodedText::length)
                            .toList());
        }
    }

    @Test
    void exactlyTheContextIsNotTooLong() {
        try (Tokenizer small = MiniLm.tokenizer(4)) {
            assertEquals(4, small.encode("hello world").length());
            assertThrows(TextException.class, () -> small.encode("hello big world"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "no json",
                "{\"version\":\"1.0\",\"model\":{\"type\":\"Unheard\"}}",
                "{\"version\":\"1.0\",\"model\":{\"type\":\"WordPiece\",\"vocab\":{}}}"
            })
    void whatIsNoTokenizerIsRefused(String json) {
        TextException refusal = assertThrows(
                TextException.class,
                () -> Tokenizer.parse("some.json", json.getBytes(StandardCharsets.UTF_8), 8)
                        .encode("x"));
        assertEquals(TextException.Kind.FORMAT, refusal.kind());
        assertTrue(refusal.getMessage().startsWith("some.json: "), refusal.getMessage());
    }

    @Test
    void aTruncatedFileAndDeepNestingAreRefused() {
        byte[] half = java.util.Arrays.copyOf(MiniLm.json(), 100_000);
        assertEquals(
                TextException.Kind.FORMAT,
                assertThrows(TextException.class, () -> Tokenizer.parse("half", half, 8))
                        .kind());
        byte[] deep = ("{\"a\":" + "[".repeat(200_000)).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                TextException.Kind.FORMAT,
                assertThrows(TextException.class, () -> Tokenizer.parse("deep", deep, 8))
                        .kind());
        byte[] noText = {(byte) 0xff, (byte) 0xfe, 0, 1};
        assertEquals(
                TextException.Kind.FORMAT,
                assertThrows(TextException.class, () -> Tokenizer.parse("bytes", noText, 8))
                        .kind());
    }

    @Test
    void aMissingFileAndADirectoryAreRefused(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("tokenizer.json");
        TextException refusal = assertThrows(TextException.class, () -> Tokenizer.load(missing, 8));
        assertEquals(TextException.Kind.FILE, refusal.kind());
        assertTrue(refusal.getMessage().contains("no such file"), refusal.getMessage());
        assertEquals(
                TextException.Kind.FILE,
                assertThrows(TextException.class, () -> Tokenizer.load(folder, 8))
                        .kind());
        Files.write(missing, MiniLm.json());
        try (Tokenizer loaded = Tokenizer.load(missing, 8)) {
            assertEquals(4, loaded.encode("hello world").length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "ab\udc00cd", "\ud83d\ud83d\ude00"})
    void halfACharacterIsRefused(String text) {
        TextException refusal = assertThrows(TextException.class, () -> tokenizer.encode(text));
        assertEquals(TextException.Kind.TEXT, refusal.kind());
        assertTrue(refusal.getMessage().contains("at char "), refusal.getMessage());
        assertTrue(refusal.hint().contains("charset"), refusal.hint());
        assertThrows(TextException.class, () -> tokenizer.encodePair("fine", text));
    }

    @Test
    void characters() {
        assertArrayEquals(
                new int[] {101, 100, 1041, 1062, 102},
                tokenizer.encode("\ud83d\ude00 \u00e9 \u0000 z").ids());
    }

    @Test
    void nullIsNamed() {
        assertEquals(
                "text",
                assertThrows(NullPointerException.class, () -> tokenizer.encode(null))
                        .getMessage());
        assertEquals(
                "second",
                assertThrows(NullPointerException.class, () -> tokenizer.encodePair("a", null))
                        .getMessage());
        assertEquals(
                "choice",
                assertThrows(NullPointerException.class, () -> tokenizer.encode("a", null))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tokenizer.parse("x", MiniLm.json(), 0));
    }

    @Test
    void aClosedTokenizerSaysSo() {
        Tokenizer closed = MiniLm.tokenizer(8);
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.encode("x"));
    }

    @Test
    void manyThreadsAtOnce() {
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> "number " + i + " of many")
                .toList();
        List<EncodedText> alone = texts.stream().map(tokenizer::encode).toList();
        assertEquals(alone, texts.parallelStream().map(tokenizer::encode).toList());
    }

    @Test
    void aResourceOfAnApplicationIsRead() {
        Tokenizer tokenizer = Tokenizer.ofResource(TokenizerTest.class, "/tokenizers/wordpiece-uncased.json", 16);
        assertEquals("[CLS]", tokenizer.token(tokenizer.encode("a").ids()[0]).orElseThrow());
        TextException none =
                assertThrows(TextException.class, () -> Tokenizer.ofResource(TokenizerTest.class, "none.json", 16));
        assertEquals(TextException.Kind.FILE, none.kind());
        assertTrue(none.getMessage().contains("none.json"), none.getMessage());
    }
}
