package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.text.model.Tokens;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.post.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The tokens of the first text are 0, 1, 2, …, those of the second 1000, 1001, …, the special ones 9999. */
class TokenizedTest {
    private static final int SPECIAL = 9999;
    private static final int SPECIALS = 3;
    private static final Layout.Part MARK = new Layout.SpecialPart(List.of(SPECIAL), 0);
    private static final Layout.Part FIRST = new Layout.TextPart(0, 0);
    private static final Layout SINGLE = new Layout(List.of(MARK, FIRST, MARK));
    private static final Layout PAIR = new Layout(
            List.of(MARK, FIRST, MARK, new Layout.TextPart(1, 1), new Layout.SpecialPart(List.of(SPECIAL), 1)));

    @Property(tries = 300)
    void windowsHoldEveryTokenInOrderAndFit(
            @ForAll @IntRange(max = 60) int tokens,
            @ForAll @IntRange(min = 4, max = 20) int limit,
            @ForAll @IntRange(max = 15) int overlap) {
        Assume.that(overlap < limit - 2);
        List<EncodedText> windows = single(tokens, limit).fit(LongInput.windows(overlap));
        TreeSet<Integer> seen = new TreeSet<>();
        int end = 0;
        for (EncodedText window : windows) {
            int[] ids = window.ids();
            assertTrue(ids.length <= limit);
            assertEquals(SPECIAL, ids[0]);
            assertEquals(SPECIAL, ids[ids.length - 1]);
            int[] text = Arrays.copyOfRange(ids, 1, ids.length - 1);
            if (end > 0) {
                assertEquals(end - overlap, text[0]);
            }
            for (int i = 1; i < text.length; i++) {
                assertEquals(text[i - 1] + 1, text[i]);
            }
            Arrays.stream(text).forEach(seen::add);
            end = text.length == 0 ? 0 : text[text.length - 1] + 1;
        }
        assertEquals(IntStream.range(0, tokens).boxed().collect(Collectors.toCollection(TreeSet::new)), seen);
    }

    @Property(tries = 300)
    void windowsOfAPairHoldTheFirstTextWhole(
            @ForAll @IntRange(min = 1, max = 10) int first, @ForAll @IntRange(min = 1, max = 60) int second) {
        List<EncodedText> windows = pair(first, second, first + SPECIALS + 4).fit(LongInput.windows(1));
        List<Integer> expected = IntStream.range(0, first).boxed().toList();
        TreeSet<Integer> seen = new TreeSet<>();
        for (EncodedText window : windows) {
            List<Integer> ids = Arrays.stream(window.ids()).boxed().toList();
            assertEquals(expected, ids.stream().filter(id -> id < 1000).toList());
            ids.stream().filter(id -> id >= 1000 && id < SPECIAL).forEach(seen::add);
        }
        assertEquals(second, seen.size());
    }

    @Property(tries = 300)
    void partsCutNoWordThatFitsAndAreAsLongAsTheyCanBe(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20) int limit) {
        Tokenized text = words(lengths, limit);
        Tokens all = text.texts().getFirst().tokens();
        int end = 0;
        for (EncodedText part : text.fit(LongInput.PARTS)) {
            int from = end;
            end += part.length();
            assertTrue(part.length() > 0 && part.length() <= limit, part.toString());
            assertArrayEquals(IntStream.range(from, end).toArray(), part.ids());
            if (end < all.count() && all.word(end - 1) == all.word(end)) {
                assertEquals(limit, part.length());
                assertEquals(all.word(from), all.word(end), "a word was cut that is not alone in its part");
            } else if (end < all.count()) {
                assertTrue(part.length() + lengths.get(all.word(end)) > limit, "another word would have fitted");
            }
        }
        assertEquals(all.count(), end);
    }

    @Test
    void partsOfAPairHoldTheFirstTextWhole() {
        List<EncodedText> parts = pair(2, 5, 8).fit(LongInput.PARTS);
        assertArrayEquals(
                new int[] {SPECIAL, 0, 1, SPECIAL, 1000, 1001, 1002, SPECIAL},
                parts.get(0).ids());
        assertArrayEquals(
                new int[] {SPECIAL, 0, 1, SPECIAL, 1003, 1004, SPECIAL},
                parts.get(1).ids());
        assertEquals(2, parts.size());
    }

    @Property(tries = 300)
    void truncationFillsTheContextFromTheFront(
            @ForAll @IntRange(max = 30) int first,
            @ForAll @IntRange(min = 1, max = 30) int second,
            @ForAll @IntRange(min = 4, max = 40) int limit) {
        Assume.that(first + second + SPECIALS > limit);
        int[] ids =
                pair(first, second, limit).fit(LongInput.TRUNCATE).getFirst().ids();
        assertEquals(limit, ids.length);
        long keptFirst = Arrays.stream(ids).filter(id -> id < 1000).count();
        long keptSecond =
                Arrays.stream(ids).filter(id -> id >= 1000 && id < SPECIAL).count();
        assertEquals(limit - SPECIALS, keptFirst + keptSecond);
        if (keptFirst < first && keptSecond < second) {
            assertTrue(Math.abs(keptFirst - keptSecond) <= 1, keptFirst + " and " + keptSecond);
        } else {
            // One is whole: then it is the shorter one.
            assertTrue(keptFirst == first ? first <= keptSecond + 1 : second <= keptFirst + 1);
        }
    }

    @Test
    void aPairIsCutAtTheLongerText() {
        assertArrayEquals(
                new int[] {SPECIAL, 0, 1, 2, SPECIAL, 1000, SPECIAL},
                pair(9, 1, 7).fit(LongInput.TRUNCATE).getFirst().ids());
        assertArrayEquals(
                new int[] {0, 0, 0, 1, 1, 1, 1},
                pair(1, 9, 7).fit(LongInput.TRUNCATE).getFirst().segments());
    }

    @Test
    void oneTextAloneIsTruncatedWhereTheCallerSaysSo() {
        assertArrayEquals(
                new int[] {SPECIAL, 0, 1, SPECIAL, 1003, 1004, SPECIAL},
                pair(2, 5, 7)
                        .fit(LongInput.truncate(LongInput.Which.ONLY_SECOND, LongInput.Side.LEFT))
                        .getFirst()
                        .ids());
        assertArrayEquals(
                new int[] {SPECIAL, 0, SPECIAL, 1000, 1001, SPECIAL},
                pair(5, 2, 6)
                        .fit(LongInput.truncate(LongInput.Which.ONLY_FIRST, LongInput.Side.RIGHT))
                        .getFirst()
                        .ids());
        for (LongInput.Which which : List.of(LongInput.Which.ONLY_FIRST, LongInput.Which.ONLY_SECOND)) {
            LongInput choice = LongInput.truncate(which, LongInput.Side.RIGHT);
            assertThrows(TextException.class, () -> pair(5, 5, 7).fit(choice));
        }
        assertThrows(
                TextException.class,
                () -> single(9, 4).fit(LongInput.truncate(LongInput.Which.ONLY_SECOND, LongInput.Side.RIGHT)));
    }

    @Test
    void noRoomIsARefusalNotAnEndlessLoop() {
        for (LongInput choice : List.of(LongInput.REFUSE, LongInput.TRUNCATE, LongInput.windows(0), LongInput.PARTS)) {
            assertEquals(
                    TextException.Kind.TOO_LONG,
                    assertThrows(TextException.class, () -> single(5, 2).fit(choice))
                            .kind());
        }
        assertThrows(TextException.class, () -> single(50, 10).fit(LongInput.windows(8)));
        assertThrows(TextException.class, () -> pair(8, 50, 11).fit(LongInput.windows(0)));
        assertThrows(IllegalArgumentException.class, () -> LongInput.windows(-1));
    }

    private static Tokenized single(int tokens, int limit) {
        return new Tokenized(
                SINGLE, List.of(), List.of(text(0, IntStream.range(0, tokens).toArray())), limit);
    }

    private static Tokenized pair(int first, int second, int limit) {
        return new Tokenized(
                PAIR,
                List.of(),
                List.of(
                        text(0, IntStream.range(0, first).toArray()),
                        text(1000, IntStream.range(0, second).toArray())),
                limit);
    }

    /** A text of words of so many tokens, without special tokens. */
    private static Tokenized words(List<Integer> lengths, int limit) {
        int[] words = IntStream.range(0, lengths.size())
                .flatMap(w -> IntStream.generate(() -> w).limit(lengths.get(w)))
                .toArray();
        return new Tokenized(Layout.plain(1), List.of(), List.of(text(0, words)), limit);
    }

    /** Tokens {@code first}, {@code first + 1}, … of these words. */
    private static TokenizedText text(int first, int[] words) {
        Tokens tokens = new Tokens(new Vocabulary(Map.of()), false);
        Text letters = Text.of("x".repeat(words.length));
        for (int i = 0; i < words.length; i++) {
            tokens.addSurface(first + i, letters, i, i + 1, words[i]);
        }
        return new TokenizedText(letters.toString(), tokens, true);
    }
}
