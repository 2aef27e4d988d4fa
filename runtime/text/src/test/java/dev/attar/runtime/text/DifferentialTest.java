package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Equal to Hugging Face's library: ids, segments, words, places and decoded text, for every kind of tokenizer.
 *
 * <p>{@code -Dattar.text.differential=200000} sets the number of texts a kind, {@code -Dattar.text.characters=1114112} the number
 * of characters that are compared one by one, {@code -Dattar.text.seed} the seed.
 */
class DifferentialTest {
    private static final int TEXTS = Integer.getInteger("attar.text.differential", 200);
    private static final int CHARACTERS = Integer.getInteger("attar.text.characters", 0x10000);
    private static final long SEED = Long.getLong("attar.text.seed", 21);

    @TestFactory
    Stream<DynamicTest> everyKindEqualsTheLibrary() {
        return TokenizerKinds.all().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> compare(kind)));
    }

    /** Character by character, for kinds that together use every table. */
    @TestFactory
    Stream<DynamicTest> everyCharacterEqualsTheLibrary() {
        Map<String, byte[]> kinds = TokenizerKinds.all();
        return Stream.of("wordpiece-uncased", "wordpiece-accents", "wordpiece-whitespace", "o200k", "xlm-roberta")
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    List<String> differences = characters(kind, kinds.get(kind), 0, CHARACTERS);
                    assertEquals(List.of(), differences, () -> "first: " + differences.getFirst());
                }));
    }

    /** Texts of 64 characters, each between letters, before a blank and before a mark. */
    static List<String> characters(String name, byte[] json, int from, int to) {
        List<String> differences = new ArrayList<>();
        Tokenizer ours = Tokenizer.parse(name, json, Integer.MAX_VALUE);
        try (NativeTokenizer theirs = NativeTokenizer.of(json)) {
            for (int first = from; first < to && differences.size() < 10; first += step(first, to)) {
                StringBuilder text = new StringBuilder();
                for (int c = first; c < first + 64; c++) {
                    if (c < 0xD800 || c >= 0xE000) {
                        text.append('a')
                                .appendCodePoint(c)
                                .append('b')
                                .appendCodePoint(c)
                                .append("\u0334 ");
                    }
                }
                report(text.toString(), theirs.encode(text.toString()), ours.encode(text.toString()), differences);
            }
        }
        return differences;
    }

    /** In the ordinary build, of ideographs and Hangul every sixteenth group. */
    private static int step(int first, int to) {
        return to <= 0x10000 && first >= 0x3400 && first < 0xD700 ? 1024 : 64;
    }

    private static void compare(Map.Entry<String, byte[]> kind) {
        List<String> differences = differences(kind.getKey(), kind.getValue(), TEXTS, SEED);
        assertEquals(List.of(), differences, () -> "first: " + differences.getFirst());
    }

    /** What differs, at most ten. */
    static List<String> differences(String name, byte[] json, int texts, long seed) {
        RandomTexts random = new RandomTexts(seed, TokenizerKinds.SPECIALS);
        SplittableRandom numbers = new SplittableRandom(seed);
        List<String> differences = new ArrayList<>();
        Tokenizer ours = Tokenizer.parse(name, json, Integer.MAX_VALUE);
        try (NativeTokenizer theirs = NativeTokenizer.of(json)) {
            for (int i = 0; i < texts && differences.size() < 10; i++) {
                String text = random.next();
                EncodedText expected = theirs.encode(text);
                EncodedText found = ours.encode(text);
                report(text, expected, found, differences);
                if (i % 8 == 0) {
                    String second = random.next();
                    report(
                            text + " | " + second,
                            theirs.encodePair(text, second),
                            ours.encodePair(text, second),
                            differences);
                    int[] ids = numbers.ints(numbers.nextInt(12), 0, 700).toArray();
                    boolean skip = numbers.nextBoolean();
                    String decoded = theirs.decode(ids, skip);
                    if (!decoded.equals(ours.decode(ids, skip))) {
                        differences.add("decoded " + java.util.Arrays.toString(ids) + ": \"" + escaped(decoded)
                                + "\", ours \"" + escaped(ours.decode(ids, skip)) + "\"");
                    }
                }
                String decoded = theirs.decode(expected.ids(), true);
                if (!decoded.equals(ours.decode(expected.ids(), true))) {
                    differences.add("decoded \"" + escaped(decoded) + "\", ours \""
                            + escaped(ours.decode(expected.ids(), true)) + "\"");
                }
            }
        }
        return differences;
    }

    @Property(tries = 300)
    void anyTextEqualsTheLibrary(@ForAll @Size(max = 40) List<@IntRange(max = 0x10FFFF) Integer> characters) {
        StringBuilder text = new StringBuilder();
        characters.stream().filter(c -> c < 0xD800 || c > 0xDFFF).forEach(text::appendCodePoint);
        for (Pair pair : Pair.ALL) {
            assertEquals(pair.theirs().encode(text.toString()), pair.ours().encode(text.toString()));
        }
    }

    /** Both tokenizers of some kinds. */
    private record Pair(Tokenizer ours, NativeTokenizer theirs) {
        private static final List<Pair> ALL = Stream.of("wordpiece-uncased", "llama3", "llama2", "t5")
                .map(TokenizerKinds.all()::get)
                .map(json -> new Pair(Tokenizer.parse("", json, Integer.MAX_VALUE), NativeTokenizer.of(json)))
                .toList();
    }

    @Test
    void truncatedTextsEqualTheLibrary() {
        for (String kind : List.of("wordpiece-uncased", "bytelevel-roberta", "unigram-t5")) {
            byte[] json = TokenizerKinds.all().get(kind);
            RandomTexts random = new RandomTexts(4, TokenizerKinds.SPECIALS);
            for (int limit : new int[] {8, 9, 24}) {
                Tokenizer ours = Tokenizer.parse(kind, json, limit);
                try (NativeTokenizer theirs = NativeTokenizer.truncating(json, limit)) {
                    for (int i = 0; i < 100; i++) {
                        String first = random.next();
                        String second = random.next();
                        assertEquals(
                                theirs.encode(first),
                                ours.encode(first, LongInput.TRUNCATE).getFirst(),
                                kind);
                        assertEquals(
                                theirs.encodePair(first, second),
                                ours.encodePair(first, second, LongInput.TRUNCATE)
                                        .getFirst(),
                                kind);
                    }
                }
            }
        }
    }

    private static void report(String text, EncodedText expected, EncodedText found, List<String> to) {
        if (!expected.equals(found)) {
            to.add("\"" + escaped(text) + "\"\n  library " + shown(expected) + "\n  ours    " + shown(found));
        }
    }

    private static String shown(EncodedText text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            shown.append(' ')
                    .append(text.ids()[i])
                    .append('/')
                    .append(text.segments()[i])
                    .append('/')
                    .append(text.text(i))
                    .append('/')
                    .append(text.word(i))
                    .append('[')
                    .append(text.start(i))
                    .append(',')
                    .append(text.end(i))
                    .append(')');
        }
        return shown.toString();
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c < 0x7F && c != '\\') {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format("\\u{%X}", c));
            }
        });
        return escaped.toString();
    }
}
