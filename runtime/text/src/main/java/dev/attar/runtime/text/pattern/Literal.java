package dev.attar.runtime.text.pattern;

/** A pattern that matches itself. The empty one matches nothing. */
public record Literal(String text) implements Matcher {
    @Override
    public void find(int[] in, int begin, int end, Spans spans) {
        int[] wanted = text.codePoints().toArray();
        int previous = begin;
        for (int i = begin; wanted.length > 0 && i + wanted.length <= end; ) {
            int same = 0;
            while (same < wanted.length && in[i + same] == wanted[same]) {
                same++;
            }
            if (same < wanted.length) {
                i++;
                continue;
            }
            if (previous < i) {
                spans.add(previous, i, false);
            }
            previous = i + wanted.length;
            spans.add(i, previous, true);
            i = previous;
        }
        if (previous < end) {
            spans.add(previous, end, false);
        }
    }
}
