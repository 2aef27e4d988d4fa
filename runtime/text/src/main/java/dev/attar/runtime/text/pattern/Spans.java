package dev.attar.runtime.text.pattern;

import java.util.Arrays;

/** A text cut into matches of a pattern and what lies between them, in order and without gaps. */
public final class Spans {
    private int[] begin = new int[16];
    private int[] end = new int[16];
    private boolean[] match = new boolean[16];
    private int count;

    public int count() {
        return count;
    }

    public int begin(int index) {
        return begin[index];
    }

    public int end(int index) {
        return end[index];
    }

    public boolean matches(int index) {
        return match[index];
    }

    public void clear() {
        count = 0;
    }

    public void add(int from, int to, boolean matches) {
        if (count == begin.length) {
            begin = Arrays.copyOf(begin, 2 * count);
            end = Arrays.copyOf(end, 2 * count);
            match = Arrays.copyOf(match, 2 * count);
        }
        begin[count] = from;
        end[count] = to;
        match[count++] = matches;
    }
}
