package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The tokens of the first text are 0, 1, 2, …, those of the second 1000, 1001, …, the special ones -1. */
class TokenizedTest {
    private static final int SPECIALS = 3;

    @Property(tries = 300)
    void windowsHoldEveryTokenInOrderAndFit(
            @ForAll @IntRange(max = 60) int tokens,
            @ForAll @IntRange(min = 4, max = 20) int limit,
            @ForAll @IntRange(max = 15) int overlap) {
        Assume.that(overlap < limit - 2);
        List<EncodedText> windows = single(tokens).fit(limit, LongInput.windows(overlap));
        TreeSet<Integer> seen = new TreeSet<>();
        int end = 0;
        for (EncodedText window : windows) {
            int[] ids = window.ids();
            assertTrue(ids.length <= limit);
            assertEquals(-1, ids[0]);
            assertEquals(-1, ids[ids.length - 1]);
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
        List<EncodedText> windows = pair(first, second).fit(first + SPECIALS + 4, LongInput.windows(1));
        List<Integer> expected = IntStream.range(0, first).boxed().toList();
        TreeSet<Integer> seen = new TreeSet<>();
        for (EncodedText window : windows) {
            List<Integer> ids = Arrays.stream(window.ids()).boxed().toList();
            assertEquals(
                    expected, ids.stream().filter(id -> id >= 0 && id < 1000).toList());
            ids.stream().filter(id -> id >= 1000).forEach(seen::add);
        }
        assertEquals(second, seen.size());
    }

    @Property(tries = 300)
    void partsCutNoWordThatFitsAndAreAsLongAsTheyCanBe(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20) int limit) {
        Tokenized text = words(lengths);
        int end = 0;
        for (EncodedText part : text.fit(limit, LongInput.PARTS)) {
            int from = end;
            end += part.length();
            assertTrue(part.length() > 0 && part.length() <= limit, part.toString());
            assertArrayEquals(IntStream.range(from, end).toArray(), part.ids());
            if (end < text.ids().length && text.word()[end - 1] == text.word()[end]) {
                assertEquals(limit, part.length());
                assertEquals(text.word()[from], text.word()[end], "a word was cut that is not alone in its part");
            } else if (end < text.ids().length) {
                assertTrue(part.length() + lengths.get(text.word()[end]) > limit, "another word would have fitted");
            }
        }
        assertEquals(text.ids().length, end);
    }

    @Test
    void partsOfAPairHoldTheFirstTextWhole() {
        List<EncodedText> parts = pair(2, 5).fit(8, LongInput.PARTS);
        assertArrayEquals(
                new int[] {-1, 0, 1, -1, 1000, 1001, 1002, -1}, parts.get(0).ids());
        assertArrayEquals(new int[] {-1, 0, 1, -1, 1003, 1004, -1}, parts.get(1).ids());
        assertEquals(2, parts.size());
    }

    @Property(tries = 300)
    void truncationFillsTheContextFromTheFront(
            @ForAll @IntRange(max = 30) int first,
            @ForAll @IntRange(min = 1, max = 30) int second,
            @ForAll @IntRange(min = 4, max = 40) int limit) {
        Assume.that(first + second + SPECIALS > limit);
        int[] ids =
                pair(first, second).fit(limit, LongInput.TRUNCATE).getFirst().ids();
        assertEquals(limit, ids.length);
        long keptFirst = Arrays.stream(ids).filter(id -> id >= 0 && id < 1000).count();
        long keptSecond = Arrays.stream(ids).filter(id -> id >= 1000).count();
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
                new int[] {-1, 0, 1, 2, -1, 1000, -1},
                pair(9, 1).fit(7, LongInput.TRUNCATE).getFirst().ids());
        assertArrayEquals(
                new int[] {0, 0, 0, 1, 1, 1, 1},
                pair(1, 9).fit(7, LongInput.TRUNCATE).getFirst().segments());
    }

    @Test
    void noRoomIsARefusalNotAnEndlessLoop() {
        for (LongInput choice : List.of(LongInput.REFUSE, LongInput.TRUNCATE, LongInput.windows(0), LongInput.PARTS)) {
            assertEquals(
                    TextException.Kind.TOO_LONG,
                    assertThrows(TextException.class, () -> single(5).fit(2, choice))
                            .kind());
        }
        assertThrows(TextException.class, () -> single(50).fit(10, LongInput.windows(8)));
        assertThrows(TextException.class, () -> pair(8, 50).fit(11, LongInput.windows(0)));
        assertThrows(IllegalArgumentException.class, () -> LongInput.windows(-1));
    }

    private static Tokenized single(int tokens) {
        List<int[]> rows = new ArrayList<>();
        rows.add(new int[] {-1, 0, -1});
        add(rows, tokens, 0);
        rows.add(new int[] {-1, 0, -1});
        return tokenized(rows);
    }

    private static Tokenized pair(int first, int second) {
        List<int[]> rows = new ArrayList<>();
        rows.add(new int[] {-1, 0, -1});
        add(rows, first, 0);
        rows.add(new int[] {-1, 0, -1});
        add(rows, second, 1);
        rows.add(new int[] {-1, 1, -1});
        return tokenized(rows);
    }

    private static void add(List<int[]> rows, int tokens, int part) {
        for (int i = 0; i < tokens; i++) {
            rows.add(new int[] {part * 1000 + i, part, part});
        }
    }

    private static Tokenized tokenized(List<int[]> rows) {
        return new Tokenized(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 0));
    }

    /** A text of words of so many tokens. */
    private static Tokenized words(List<Integer> lengths) {
        List<int[]> rows = new ArrayList<>();
        add(rows, lengths.stream().mapToInt(Integer::intValue).sum(), 0);
        int[] word = IntStream.range(0, lengths.size())
                .flatMap(w -> IntStream.generate(() -> w).limit(lengths.get(w)))
                .toArray();
        return new Tokenized(column(rows, 0), column(rows, 1), column(rows, 2), word);
    }

    private static int[] column(List<int[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column]).toArray();
    }
}
