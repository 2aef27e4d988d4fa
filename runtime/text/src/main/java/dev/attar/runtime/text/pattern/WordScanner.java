package dev.attar.runtime.text.pattern;

import java.util.Map;

/**
 * The splitting rules of byte-level vocabularies: contractions, letters, numbers, signs and white space, each word with the
 * blank before it.
 *
 * <p>Two generations exist. GPT-2's glues one blank to letters, to numbers and to signs. That of Llama 3 and Qwen takes any
 * one character before letters, cuts numbers after one or three digits, lets line ends follow signs, and ignores the case of
 * contractions.
 */
public final class WordScanner implements Matcher {
    private static final String SECOND = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r"
            + "\\n"
            + "\\p{L}\\p{N}]?\\p{L}+|%s| ?[^\\s\\p{L}\\p{N}]+[\\r"
            + "\\n"
            + "]*|\\s*[\\r"
            + "\\n"
            + "]+|\\s+(?!\\S)|\\s+";

    /** GPT-2's rule. */
    public static final WordScanner GPT2 = new WordScanner(0);

    /** The rules that have scanners, by the pattern that files write for them. */
    public static final Map<String, Matcher> BY_PATTERN = Map.of(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            GPT2,
            SECOND.formatted("\\p{N}{1,3}"),
            new WordScanner(3),
            SECOND.formatted("\\p{N}"),
            new WordScanner(1));

    private final int digits; // 0 for GPT-2's rule

    private WordScanner(int digits) {
        this.digits = digits;
    }

    @Override
    public void find(int[] text, int begin, int end, Spans spans) {
        for (int i = begin; i < end; ) {
            int next = digits == 0 ? first(text, i, end) : second(text, i, end);
            spans.add(i, next, true);
            i = next;
        }
    }

    private static int first(int[] text, int i, int end) {
        int c = text[i];
        if (c == '\'') {
            int contraction = contraction(text, i, end, false);
            if (contraction > 0) {
                return contraction;
            }
        }
        int at = c == ' ' && i + 1 < end ? i + 1 : i;
        int kind = Kinds.of(text[at]);
        return kind == Kinds.SPACE ? blanks(text, i, end, false) : run(text, at, end, kind);
    }

    private int second(int[] text, int i, int end) {
        int c = text[i];
        if (c == '\'') {
            int contraction = contraction(text, i, end, true);
            if (contraction > 0) {
                return contraction;
            }
        }
        int kind = Kinds.of(c);
        if (kind == Kinds.LETTER) {
            return run(text, i, end, Kinds.LETTER);
        }
        if (kind == Kinds.NUMBER) {
            return run(text, i, Math.min(end, i + digits), Kinds.NUMBER);
        }
        int following = i + 1 < end ? Kinds.of(text[i + 1]) : -1;
        if (following == Kinds.LETTER && c != '\r' && c != '\n') {
            return run(text, i + 1, end, Kinds.LETTER);
        }
        if (kind == Kinds.OTHER || c == ' ' && following == Kinds.OTHER) {
            int at = run(text, kind == Kinds.OTHER ? i : i + 1, end, Kinds.OTHER);
            while (at < end && (text[at] == '\r' || text[at] == '\n')) {
                at++;
            }
            return at;
        }
        return blanks(text, i, end, true);
    }

    private static int run(int[] text, int from, int end, int kind) {
        int at = from;
        while (at < end && Kinds.of(text[at]) == kind) {
            at++;
        }
        return at;
    }

    /** White space: to its last line end where that counts, else without the last blank before a word. */
    private static int blanks(int[] text, int i, int end, boolean lines) {
        int at = run(text, i, end, Kinds.SPACE);
        if (lines) {
            for (int last = at - 1; last >= i; last--) {
                if (text[last] == '\r' || text[last] == '\n') {
                    return last + 1;
                }
            }
        }
        return at == end || at - i == 1 ? at : at - 1;
    }

    /** The end of an English contraction that begins with the apostrophe at {@code i}, or 0. */
    private static int contraction(int[] text, int i, int end, boolean anyCase) {
        int first = i + 1 < end ? letter(text[i + 1], anyCase) : 0;
        if (first == 's' || first == 't' || first == 'm' || first == 'd') {
            return i + 2;
        }
        int second = i + 2 < end ? letter(text[i + 2], anyCase) : 0;
        boolean both = first == 'r' && second == 'e' || first == 'v' && second == 'e' || first == 'l' && second == 'l';
        return both ? i + 3 : 0;
    }

    private static int letter(int c, boolean anyCase) {
        if (!anyCase) {
            return c;
        }
        return c == 0x17F ? 's' : c >= 'A' && c <= 'Z' ? c + 32 : c; // U+017F is a long s
    }
}
