package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.Arrays;

/** The tokens of one text: ids, places in the original in UTF-16 units, and the number of the word each one is in. */
public final class Tokens {
    private static final int BLANK_BYTE = 0x120; // how byte-level vocabularies write a blank

    private final Vocabulary vocabulary;
    private int[] ids = new int[32];
    private int[] from = new int[32];
    private int[] to = new int[32];
    private int[] word = new int[32];
    private int[] blanks; // before and after, packed; null when nobody asks
    private int count;

    /** @param countBlanks whether the blanks at the ends of each token are to be counted */
    public Tokens(Vocabulary vocabulary, boolean countBlanks) {
        this.vocabulary = vocabulary;
        this.blanks = countBlanks ? new int[32] : null;
    }

    public int count() {
        return count;
    }

    public int id(int index) {
        return ids[index];
    }

    public int from(int index) {
        return from[index];
    }

    public int to(int index) {
        return to[index];
    }

    public int word(int index) {
        return word[index];
    }

    public void place(int index, int begin, int end) {
        from[index] = begin;
        to[index] = end;
    }

    /** Blanks at the beginning of a token. */
    public int leading(int index) {
        return blanks[index] >>> 16;
    }

    /** Blanks at the end of a token. */
    public int trailing(int index) {
        return blanks[index] & 0xFFFF;
    }

    /** Adds a token of the vocabulary that covers characters {@code begin} to {@code end - 1}. */
    void add(int id, Text text, int begin, int end, int wordNumber) {
        put(id, text, begin, end, wordNumber);
        if (blanks != null) {
            blanks[count - 1] = vocabulary.blanks(id);
        }
    }

    /** Adds a token that is called what it covers, not what the vocabulary calls it. */
    public void addSurface(int id, Text text, int begin, int end, int wordNumber) {
        put(id, text, begin, end, wordNumber);
        if (blanks != null) {
            blanks[count - 1] = blanks(Arrays.copyOfRange(text.codePoints(), begin, end));
        }
    }

    private void put(int id, Text text, int begin, int end, int wordNumber) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            word = Arrays.copyOf(word, 2 * count);
            blanks = blanks == null ? null : Arrays.copyOf(blanks, 2 * count);
        }
        ids[count] = id;
        from[count] = text.from(begin);
        to[count] = text.to(end - 1);
        word[count++] = wordNumber;
    }

    static int blanks(int[] token) {
        int leading = 0;
        while (leading < token.length && isBlank(token[leading])) {
            leading++;
        }
        int trailing = 0;
        while (trailing < token.length && isBlank(token[token.length - 1 - trailing])) {
            trailing++;
        }
        return Math.min(leading, 0x7FFF) << 16 | Math.min(trailing, 0xFFFF);
    }

    private static boolean isBlank(int c) {
        return c == BLANK_BYTE || UnicodeSets.space().contains(c);
    }
}
