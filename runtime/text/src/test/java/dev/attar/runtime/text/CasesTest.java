package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What users of other libraries reported: places in the text, special tokens in it, very long texts, class loaders. */
class CasesTest {
    private static final Tokenizer TOKENIZER = MiniLm.tokenizer(512);

    private static List<String> pieces(String text) {
        EncodedText encoded = TOKENIZER.encode(text);
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < encoded.length(); i++) {
            if (!encoded.isSpecial(i)) {
                pieces.add(text.substring(encoded.start(i), encoded.end(i)));
            }
        }
        return pieces;
    }

    @Test
    void placesAreUtf16UnitsOfTheTextAsGiven() {
        assertEquals(List.of("price", "is", "£", "9", ".", "00", "now"), pieces("price is £9.00 now"));
        EncodedText price = TOKENIZER.encode("price is £9.00 now");
        assertEquals(10, price.start(4));
        assertEquals(14, price.end(6));
        String family = "👩\u200D👩\u200D👧 Anna";
        EncodedText anna = TOKENIZER.encode(family);
        assertEquals("Anna", family.substring(anna.start(anna.length() - 2), anna.end(anna.length() - 2)));
        assertEquals(9, anna.start(anna.length() - 2));
    }

    @Test
    void placesSurviveDroppedAccentsAndChangedCase() {
        assertEquals(List.of("CAFÉ", "e\u0301t", "e"), pieces("CAFÉ e\u0301te\u0301"));
    }

    @Test
    void placesOfAPairAreOfEachText() {
        EncodedText pair = TOKENIZER.encodePair("hello world", "big cat");
        assertEquals(1, pair.text(4));
        assertEquals(0, pair.start(4));
        assertEquals(3, pair.end(4));
        assertEquals(1, pair.word(5));
        assertTrue(pair.isSpecial(3));
    }

    @Test
    void specialTokensInTheTextAreTokensUnlessTheCallerSaysOtherwise() {
        assertArrayEquals(
                new int[] {101, 1037, 102, 1038, 102},
                TOKENIZER.encode("a [SEP] b").ids());
        int[] asText = TOKENIZER.withSpecialTokensAsText().encode("a [SEP] b").ids();
        assertEquals(7, asText.length, "a [ sep ] b");
        assertTrue(java.util.Arrays.stream(asText).limit(asText.length - 1).noneMatch(id -> id == 102));
    }

    @Test
    void aTextThatLeavesNoTokenHasItsSpecialTokens() {
        for (String text : List.of("", "   ", "\u200B", "\uF0B7", "\uFFFD\uFFFD\uFFFD", "\u0000")) {
            assertArrayEquals(new int[] {101, 102}, TOKENIZER.encode(text).ids(), text);
        }
    }

    @Test
    void whatTruncationDropsIsNotTokenised() {
        String dots = ".".repeat(20_000_000);
        int[] ids = TOKENIZER.encode(dots, LongInput.TRUNCATE).getFirst().ids();
        assertEquals(512, ids.length);
        assertEquals(1012, ids[510]);
        int[] words = TOKENIZER
                .encode("ab ".repeat(8_000_000), LongInput.TRUNCATE)
                .getFirst()
                .ids();
        assertEquals(512, words.length);
        assertArrayEquals(TOKENIZER.encode("ab ".repeat(510)).ids(), words);
    }

    @Test
    void aTextOfMillionsOfTokensIsRefusedWithoutCountingThemAll() {
        TextException refusal = assertThrows(TextException.class, () -> TOKENIZER.encode(".".repeat(10_000_000)));
        assertTrue(refusal.getMessage().contains("more than "), refusal.getMessage());
    }

    @Test
    void aLongWordIsOneUnknownToken() {
        EncodedText word =
                TOKENIZER.encode("a".repeat(10_000_000), LongInput.TRUNCATE).getFirst();
        assertArrayEquals(new int[] {101, 100, 102}, word.ids());
        assertEquals(10_000_000, word.end(1));
    }

    @Test
    void aPatternThatExplodesIsRefusedOrWorks() {
        String file = new String(TokenizerKinds.resource("bytelevel-gpt2.json"), StandardCharsets.UTF_8)
                .replaceFirst(
                        "(?s)\"pre_tokenizer\": \\{.*?\\}",
                        "\"pre_tokenizer\":"
                                + " {\"type\":\"Split\",\"pattern\":{\"Regex\":\"^(([a-z])+.)+[A-Z]([a-z])+\\$\"},"
                                + "\"behavior\":\"Isolated\",\"invert\":false}");
        Tokenizer tokenizer = Tokenizer.parse("redos", file.getBytes(StandardCharsets.UTF_8), 512);
        EncodedText encoded =
                tokenizer.encode("a".repeat(20_000), LongInput.TRUNCATE).getFirst();
        assertTrue(encoded.length() > 0);
    }

    @Test
    void piecesOfATextHaveTheTokensOfTheWhole() {
        StringBuilder text = new StringBuilder();
        RandomTexts random = new RandomTexts(3, TokenizerKinds.SPECIALS);
        while (text.length() < 20 * Cuts.LEAST) {
            text.append(random.next()).append(" between words ");
        }
        String whole = text.toString();
        TokenizerKinds.all().forEach((kind, json) -> {
            Tokenizer tokenizer = Tokenizer.parse(kind, json, Integer.MAX_VALUE);
            int[] all = tokenizer.encode(whole).ids();
            try (NativeTokenizer library = NativeTokenizer.of(json)) {
                assertEquals(library.encode(whole), tokenizer.encode(whole), kind);
            }
            assertTrue(all.length > 1000, kind);
        });
    }

    @Test
    void threeClassLoadersInOneProcess() throws Exception {
        URL[] classes = {Tokenizer.class.getProtectionDomain().getCodeSource().getLocation()};
        for (int i = 0; i < 3; i++) {
            try (URLClassLoader loader = new URLClassLoader(classes, null)) {
                Class<?> tokenizer = loader.loadClass(Tokenizer.class.getName());
                assertNotSame(Tokenizer.class, tokenizer);
                Object loaded = tokenizer
                        .getMethod("parse", String.class, byte[].class, int.class)
                        .invoke(null, "tokenizer.json", TokenizerKinds.resource("wordpiece-uncased.json"), 16);
                Object encoded = tokenizer.getMethod("encode", String.class).invoke(loaded, "hello");
                assertTrue(encoded.toString().startsWith("ids [2, "), encoded.toString());
            }
        }
    }

    @Test
    void theLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        int[] expected = TOKENIZER.encode("TITLE İIıi").ids();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertArrayEquals(
                    expected, MiniLm.tokenizer(512).encode("TITLE İIıi").ids());
        } finally {
            Locale.setDefault(before);
        }
    }
}
