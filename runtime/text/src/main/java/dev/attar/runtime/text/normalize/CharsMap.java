package dev.attar.runtime.text.normalize;

import dev.attar.runtime.text.unicode.Graphemes;
import dev.attar.runtime.text.unicode.NormalizationForm.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The table of replacements inside SentencePiece models: a double-array trie over UTF-8, and the replacements it points to.
 *
 * <p>As in the tokenizers library, and unlike SentencePiece, the shortest key that begins a grapheme cluster replaces the
 * whole cluster, and clusters of more than 5 bytes are looked up character by character.
 */
public final class CharsMap implements Normalizer {
    private static final int LONGEST_CLUSTER = 5;

    private final int[] units;
    private final byte[] replacements;

    private CharsMap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /**
     * @param blob size of the trie in bytes (4 bytes, little endian), the trie, the replacements, each ended by a 0
     * @throws IllegalArgumentException when it is not that
     */
    public static CharsMap of(byte[] blob) {
        ByteBuffer bytes = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        int size = blob.length < 4 ? -1 : bytes.getInt();
        if (size < 4 || size % 4 != 0 || size > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "a map of characters of " + blob.length + " bytes that announces a trie of " + size);
        }
        int[] units = new int[size / 4];
        bytes.asIntBuffer().get(units);
        byte[] replacements = Arrays.copyOfRange(blob, 4 + size, blob.length);
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(replacements));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a map of characters whose replacements are not UTF-8", e);
        }
        return new CharsMap(units, replacements);
    }

    @Override
    public void apply(Text text) {
        int[] codePoints = text.codePoints();
        int length = text.length();
        Output result = new Output(length + 16);
        byte[] utf8 = new byte[LONGEST_CLUSTER + 4];
        boolean changed = false;
        for (int i = 0; i < length; ) {
            int end = next(codePoints, i, length);
            if (end - i > 1) {
                int bytes = utf8(codePoints, i, end, utf8);
                if (bytes <= LONGEST_CLUSTER && replace(utf8, bytes, end - i, result)) {
                    changed = true;
                    i = end;
                    continue;
                }
            }
            for (; i < end; i++) {
                if (replace(utf8, utf8(codePoints, i, i + 1, utf8), 1, result)) {
                    changed = true;
                } else {
                    result.add(codePoints[i], 0);
                }
            }
        }
        if (changed) {
            text.rewrite(result);
        }
    }

    /** What replaces the characters up to {@code end - 1}. */
    record Replacement(int end, int[] text) {}

    /** What replaces the longest key that begins at a place, or null. */
    Replacement longest(int[] text, int at, int length) {
        byte[] utf8 = new byte[LONGEST_CLUSTER + 4];
        int node = offset(units[0]);
        int value = -1;
        int end = at;
        for (int i = at; i < length && node >= 0; i++) {
            int count = utf8(text, i, i + 1, utf8);
            for (int b = 0; b < count && node >= 0; b++) {
                node = step(node, utf8[b] & 0xFF);
                if (node >= 0 && (units[node] >> 8 & 1) == 1) {
                    int leaf = node ^ offset(units[node]);
                    value = leaf >= 0 && leaf < units.length ? units[leaf] & 0x7FFFFFFF : -1;
                    end = i + 1;
                }
                node = node < 0 ? node : node ^ offset(units[node]);
            }
        }
        return value < 0 || value >= replacements.length ? null : new Replacement(end, text(value));
    }

    private int[] text(int at) {
        int end = at;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        return new String(replacements, at, end - at, StandardCharsets.UTF_8)
                .codePoints()
                .toArray();
    }

    /** The unit that a byte leads to, or -1. */
    private int step(int node, int label) {
        int next = node ^ label;
        boolean leads = label != 0 && next >= 0 && next < units.length && (units[next] & 0x800000FF) == label;
        return leads ? next : -1;
    }

    /** The end of a cluster; two ASCII characters other than a line end never share one. */
    private static int next(int[] text, int from, int length) {
        boolean alone = from + 1 == length || text[from] < 0x7F && text[from + 1] < 0x7F && text[from] != '\r';
        return alone ? from + 1 : Graphemes.end(text, from, length);
    }

    /** The bytes of some characters, or more than the longest cluster has. */
    private static int utf8(int[] text, int from, int to, byte[] out) {
        int n = 0;
        for (int i = from; i < to && n <= LONGEST_CLUSTER; i++) {
            int c = text[i];
            if (c < 0x80) {
                out[n++] = (byte) c;
            } else if (c < 0x800) {
                out[n++] = (byte) (0xC0 | c >> 6);
                out[n++] = (byte) (0x80 | c & 0x3F);
            } else if (c < 0x10000) {
                out[n++] = (byte) (0xE0 | c >> 12);
                out[n++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[n++] = (byte) (0x80 | c & 0x3F);
            } else {
                out[n++] = (byte) (0xF0 | c >> 18);
                out[n++] = (byte) (0x80 | c >> 12 & 0x3F);
                out[n++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[n++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return n;
    }

    /** Adds what replaces {@code replaced} characters, when there is something. */
    private boolean replace(byte[] key, int length, int replaced, Output to) {
        int at = find(key, length);
        if (at < 0 || at >= replacements.length) {
            return false;
        }
        int[] added = text(at);
        for (int i = 0; i < added.length; i++) {
            to.add(added[i], i >= added.length - Math.max(added.length - replaced, 0) ? 1 : 0);
        }
        if (added.length < replaced && to.length > 0) {
            to.change[to.length - 1] += added.length - replaced;
        }
        return true;
    }

    /** Where the replacement of the shortest key that begins these bytes lies, or -1. */
    private int find(byte[] key, int length) {
        int node = offset(units[0]);
        for (int i = 0; i < length; i++) {
            node = step(node, key[i] & 0xFF);
            if (node < 0) {
                return -1;
            }
            int unit = units[node];
            node ^= offset(unit);
            if ((unit >> 8 & 1) == 1) {
                return node < 0 || node >= units.length ? -1 : units[node] & 0x7FFFFFFF;
            }
        }
        return -1;
    }

    private static int offset(int unit) {
        return (unit >>> 10) << ((unit & 1 << 9) >>> 6);
    }
}
