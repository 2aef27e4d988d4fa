package dev.attar.runtime.text.unicode;

/** Extended grapheme clusters: what a reader takes for one character. Source: Unicode Standard Annex 29, Unicode 16. */
public final class Graphemes {
    private static final int OTHER = 0;
    private static final int CONTROL = 1;
    private static final int EXTEND = 2;
    private static final int ZWJ = 3;
    private static final int REGIONAL_INDICATOR = 4;
    private static final int PREPEND = 5;
    private static final int SPACING_MARK = 6;
    private static final int PICTOGRAPHIC = 7;
    private static final int L = 8;
    private static final int V = 9;
    private static final int T = 10;
    private static final int LV = 11;
    private static final int LVT = 12;

    private static final Pages KINDS = kinds();
    private static final CodePointSet CONSONANT = UnicodeSets.named("grapheme.IndicConsonant");
    private static final CodePointSet LINKER = UnicodeSets.named("grapheme.IndicLinker");
    private static final CodePointSet INDIC_EXTEND = UnicodeSets.named("grapheme.IndicExtend");

    private Graphemes() {}

    /** The end of the cluster that begins at {@code from}. */
    public static int end(int[] text, int from, int length) {
        int left = text[from];
        int kind = kind(left);
        boolean afterPictographic = kind == PICTOGRAPHIC; // a pictographic and any number of extending characters
        boolean afterConsonant = CONSONANT.contains(left);
        boolean linked = false;
        int indicators = kind == REGIONAL_INDICATOR ? 1 : 0;
        for (int i = from + 1; i < length; i++) {
            int right = text[i];
            int next = kind(right);
            boolean joined = left == '\r' && right == '\n'
                    || kind != CONTROL
                            && next != CONTROL
                            && (sticks(kind, next)
                                    || kind == ZWJ && afterPictographic && next == PICTOGRAPHIC
                                    || linked && CONSONANT.contains(right)
                                    || kind == REGIONAL_INDICATOR && next == REGIONAL_INDICATOR && indicators % 2 == 1);
            if (!joined) {
                return i;
            }
            if (CONSONANT.contains(right)) {
                afterConsonant = true;
                linked = false;
            } else if (LINKER.contains(right)) {
                linked = afterConsonant;
            } else if (!INDIC_EXTEND.contains(right)) {
                afterConsonant = false;
                linked = false;
            }
            afterPictographic = next == PICTOGRAPHIC || afterPictographic && (next == EXTEND || next == ZWJ);
            indicators = next == REGIONAL_INDICATOR ? indicators + 1 : 0;
            left = right;
            kind = next;
        }
        return length;
    }

    private static boolean sticks(int left, int right) {
        return right == EXTEND
                || right == ZWJ
                || right == SPACING_MARK
                || left == PREPEND
                || left == L && (right == L || right == V || right == LV || right == LVT)
                || (left == LV || left == V) && (right == V || right == T)
                || (left == LVT || left == T) && right == T;
    }

    private static int kind(int c) {
        if (c >= 0x20 && c < 0x7F) {
            return OTHER;
        }
        if (c >= 0xAC00 && c <= 0xD7A3) {
            return (c - 0xAC00) % 28 == 0 ? LV : LVT;
        }
        return KINDS.get(c);
    }

    private static Pages kinds() {
        Pages kinds = new Pages();
        String[] names = {
            "Control", "Extend", "ZWJ", "RegionalIndicator", "Prepend", "SpacingMark", "Pictographic", "L", "V", "T"
        };
        for (int kind = 0; kind < names.length; kind++) {
            int[] ranges = UnicodeSets.ranges("grapheme." + names[kind]);
            for (int i = 0; i < ranges.length; i += 2) {
                for (int c = ranges[i]; c <= ranges[i + 1]; c++) {
                    kinds.set(c, kind + 1);
                }
            }
        }
        kinds.set('\r', CONTROL);
        kinds.set('\n', CONTROL);
        return kinds;
    }
}
