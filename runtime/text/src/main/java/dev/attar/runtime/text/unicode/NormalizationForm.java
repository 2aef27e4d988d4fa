package dev.attar.runtime.text.unicode;

import java.util.Arrays;

/**
 * Unicode's normalisation forms, with what each character of the result replaces.
 *
 * <p>A result character has a {@link Output#change change}: 0 when it stands for one character of the input, 1 when it was
 * added behind the one before, -n when it stands for itself and the n characters after it.
 *
 * <p>Source: Unicode Standard Annex 15; the data are those of Unicode 9.
 */
public enum NormalizationForm {
    NFD(false, false),
    NFKD(true, false),
    NFC(false, true),
    NFKC(true, true);

    private static final int S = 0xAC00;
    private static final int L = 0x1100;
    private static final int V = 0x1161;
    private static final int T = 0x11A7;
    private static final int L_COUNT = 19;
    private static final int V_COUNT = 21;
    private static final int T_COUNT = 28;
    private static final int S_COUNT = L_COUNT * V_COUNT * T_COUNT;

    private final boolean compatible;
    private final boolean compose;

    NormalizationForm(boolean compatible, boolean compose) {
        this.compatible = compatible;
        this.compose = compose;
    }

    /** Characters and their changes. */
    public static final class Output {
        public int[] codePoint;
        public int[] change;
        public int length;

        public Output(int capacity) {
            codePoint = new int[Math.max(capacity, 16)];
            change = new int[codePoint.length];
        }

        public void add(int c, int changed) {
            if (length == codePoint.length) {
                codePoint = Arrays.copyOf(codePoint, 2 * length);
                change = Arrays.copyOf(change, 2 * length);
            }
            codePoint[length] = c;
            change[length++] = changed;
        }
    }

    /** Whether the form leaves every text of such characters as it is; a cheap test that may say no. */
    public boolean keeps(int codePoint) {
        // Below U+0300 nothing combines, and what decomposes canonically composes again.
        return codePoint < 0xA0
                || codePoint < 0x300
                        && (compose
                                ? Mappings.composesAgain(codePoint, compatible)
                                : Mappings.decomposition(codePoint, compatible) == null);
    }

    /** The form of {@code length} characters. */
    public Output apply(int[] text, int length) {
        Output decomposed = new Output(length + (length >> 2));
        int sorted = 0;
        for (int i = 0; i < length; i++) {
            sorted = decompose(text[i], decomposed, sorted);
        }
        sort(decomposed, sorted);
        return compose ? composed(decomposed) : decomposed;
    }

    private int decompose(int c, Output to, int sortedUpTo) {
        int sorted = sortedUpTo;
        if (c >= S && c < S + S_COUNT) {
            int s = c - S;
            sorted = push(L + s / (V_COUNT * T_COUNT), 0, to, sorted);
            sorted = push(V + s % (V_COUNT * T_COUNT) / T_COUNT, 1, to, sorted);
            return s % T_COUNT == 0 ? sorted : push(T + s % T_COUNT, 1, to, sorted);
        }
        int[] parts = c < 0x80 ? null : Mappings.decomposition(c, compatible);
        if (parts == null) {
            return push(c, 0, to, sorted);
        }
        for (int i = 0; i < parts.length; i++) {
            sorted = push(parts[i], i == 0 ? 0 : 1, to, sorted);
        }
        return sorted;
    }

    /** Adds a character; a starter closes the run of marks before it, which is then sorted. */
    private static int push(int c, int change, Output to, int sorted) {
        boolean starter = c < 0x300 || Mappings.combiningClass(c) == 0;
        if (starter) {
            sort(to, sorted);
        }
        to.add(c, change);
        return starter ? to.length : sorted;
    }

    /** Sorts the marks from {@code from} on by combining class, equal ones in the order of the text. */
    private static void sort(Output marks, int from) {
        int count = marks.length - from;
        if (count < 2) {
            return;
        }
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (long) Mappings.combiningClass(marks.codePoint[from + i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] codePoint = Arrays.copyOfRange(marks.codePoint, from, marks.length);
        int[] change = Arrays.copyOfRange(marks.change, from, marks.length);
        for (int i = 0; i < count; i++) {
            marks.codePoint[from + i] = codePoint[(int) keys[i]];
            marks.change[from + i] = change[(int) keys[i]];
        }
    }

    private static Output composed(Output from) {
        Output to = new Output(from.length);
        int starter = -1; // place in the result of the character that what follows may compose with
        int lastClass = -1; // class of the last mark after it that did not compose; -1 when there is none
        for (int i = 0; i < from.length; i++) {
            int c = from.codePoint[i];
            int combining = Mappings.combiningClass(c);
            if (starter >= 0 && (lastClass < 0 || lastClass < combining)) {
                int composition = compose(to.codePoint[starter], c);
                if (composition >= 0) {
                    to.codePoint[starter] = composition;
                    to.change[starter] += from.change[i] - 1;
                    continue;
                }
            }
            to.add(c, from.change[i]);
            if (combining == 0) {
                starter = to.length - 1;
                lastClass = -1;
            } else if (starter >= 0) {
                lastClass = combining;
            }
        }
        return to;
    }

    private static int compose(int first, int second) {
        if (first >= L && first < L + L_COUNT && second >= V && second < V + V_COUNT) {
            return S + ((first - L) * V_COUNT + second - V) * T_COUNT;
        }
        if (first >= S && first < S + S_COUNT && (first - S) % T_COUNT == 0 && second > T && second < T + T_COUNT) {
            return first + second - T;
        }
        return first < 0x3C || second < 0x300 ? -1 : Mappings.composition(first, second);
    }
}
