package dev.attar.runtime.text.pattern;

import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;

/** Letters, numbers, white space and all else: what the splitting rules of byte-level vocabularies tell apart. */
final class Kinds {
    static final int OTHER = 0;
    static final int LETTER = 1;
    static final int NUMBER = 2;
    static final int SPACE = 3;

    private static final String[] LETTERS = {"regex.Lu", "regex.Ll", "regex.Lt", "regex.Lm", "regex.Lo"};
    private static final byte[] BELOW = new byte[0x10000];

    static {
        for (int c = 0; c < BELOW.length; c++) {
            BELOW[c] = (byte) find(c);
        }
    }

    private Kinds() {}

    static int of(int c) {
        return c < BELOW.length ? BELOW[c] : find(c);
    }

    private static int find(int c) {
        if (UnicodeSets.space().contains(c)) {
            return SPACE;
        }
        for (String letters : LETTERS) {
            if (named(letters).contains(c)) {
                return LETTER;
            }
        }
        return named("regex.N").contains(c) ? NUMBER : OTHER;
    }

    private static CodePointSet named(String name) {
        return UnicodeSets.named(name);
    }
}
