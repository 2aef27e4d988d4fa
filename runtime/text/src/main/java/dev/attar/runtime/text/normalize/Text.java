package dev.attar.runtime.text.normalize;

import dev.attar.runtime.text.unicode.NormalizationForm.Output;
import java.util.Arrays;

/**
 * Characters of a text, changed or not, each with the range of the original text that it stands for, in UTF-16 units.
 *
 * <p>Not safe for many threads: a text belongs to one call.
 */
public final class Text {
    private int[] codePoint;
    private int[] from;
    private int[] to;
    private int length;

    private Text(int capacity) {
        codePoint = new int[capacity];
        from = new int[capacity];
        to = new int[capacity];
    }

    /**
     * The characters {@code begin} to {@code end - 1} of a text, as they are.
     *
     * @throws MalformedTextFault when half a surrogate pair is among them
     */
    public static Text of(CharSequence original, int begin, int end) {
        Text text = new Text(end - begin + 8);
        int count = 0;
        int[] codePoint = text.codePoint;
        int[] from = text.from;
        int[] to = text.to;
        for (int i = begin; i < end; ) {
            int c = original.charAt(i);
            from[count] = i++;
            if (c >= 0xD800 && c < 0xDC00) {
                if (i == end || !Character.isLowSurrogate(original.charAt(i))) {
                    throw new MalformedTextFault((char) c, i - 1);
                }
                c = Character.toCodePoint((char) c, original.charAt(i++));
            } else if (c >= 0xDC00 && c < 0xE000) {
                throw new MalformedTextFault((char) c, i - 1);
            }
            codePoint[count] = c;
            to[count++] = i;
        }
        text.length = count;
        return text;
    }

    public static Text of(String original) {
        return of(original, 0, original.length());
    }

    public int length() {
        return length;
    }

    public int codePoint(int index) {
        return codePoint[index];
    }

    /** Where the original of a character begins. */
    public int from(int index) {
        return from[index];
    }

    /** Where the original of a character ends. */
    public int to(int index) {
        return to[index];
    }

    /** The characters themselves; the array is longer than the text and not to be written to. */
    public int[] codePoints() {
        return codePoint;
    }

    public String string(int begin, int end) {
        return new String(codePoint, begin, end - begin);
    }

    @Override
    public String toString() {
        return string(0, length);
    }

    /** Replaces a character by another. */
    public void set(int index, int c) {
        codePoint[index] = c;
    }

    /** Keeps the first {@code count} characters. */
    public void truncate(int count) {
        length = count;
    }

    /** Moves a character to an earlier place. */
    void move(int source, int target) {
        codePoint[target] = codePoint[source];
        from[target] = from[source];
        to[target] = to[source];
    }

    /** Drops what lies outside {@code begin} to {@code end - 1}. */
    void keep(int begin, int end) {
        System.arraycopy(codePoint, begin, codePoint, 0, end - begin);
        System.arraycopy(from, begin, from, 0, end - begin);
        System.arraycopy(to, begin, to, 0, end - begin);
        length = end - begin;
    }

    /** An empty text that a rewriting of this one is added to. */
    public Text successor(int capacity) {
        return new Text(Math.max(capacity, 16));
    }

    /** Adds a character that stands for what character {@code index} of another text stands for. */
    public void add(int c, Text origin, int index) {
        if (length == codePoint.length) {
            grow();
        }
        codePoint[length] = c;
        from[length] = origin.from[index];
        to[length++] = origin.to[index];
    }

    /** Adds a character that stands for characters {@code begin} to {@code end - 1} of another text. */
    void add(int c, Text origin, int begin, int end) {
        add(c, origin, begin);
        to[length - 1] = origin.to[end - 1];
    }

    /** Adds characters of another text as they are. */
    public void addAll(Text origin, int begin, int end) {
        while (codePoint.length - length < end - begin) {
            grow();
        }
        System.arraycopy(origin.codePoint, begin, codePoint, length, end - begin);
        System.arraycopy(origin.from, begin, from, length, end - begin);
        System.arraycopy(origin.to, begin, to, length, end - begin);
        length += end - begin;
    }

    /** Becomes what another text is. */
    void become(Text other) {
        codePoint = other.codePoint;
        from = other.from;
        to = other.to;
        length = other.length;
    }

    /**
     * Replaces all characters. A character with change 0 stands for the next one of this text, one with change 1 for the
     * same as the one before it, one with change -n for the next one and skips n more.
     */
    void rewrite(Output changes) {
        int[] newFrom = new int[changes.codePoint.length];
        int[] newTo = new int[changes.codePoint.length];
        int next = 0;
        for (int i = 0; i < changes.length; i++) {
            int change = changes.change[i];
            int origin = change > 0 ? Math.max(next - 1, 0) : Math.min(next, length - 1);
            newFrom[i] = from[origin];
            newTo[i] = to[origin];
            if (change <= 0) {
                next += 1 - change;
            }
        }
        codePoint = changes.codePoint;
        from = newFrom;
        to = newTo;
        length = changes.length;
    }

    private void grow() {
        int capacity = Math.max(16, codePoint.length + (codePoint.length >> 1));
        codePoint = Arrays.copyOf(codePoint, capacity);
        from = Arrays.copyOf(from, capacity);
        to = Arrays.copyOf(to, capacity);
    }
}
