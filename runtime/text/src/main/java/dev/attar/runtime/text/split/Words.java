package dev.attar.runtime.text.split;

import dev.attar.runtime.text.normalize.Text;
import java.util.Arrays;

/** A text and the words in it: ranges of characters in order, none empty. */
public final class Words {
    private Text text;
    private int[] begin;
    private int[] end;
    private int count;

    private Words(Text text, int capacity) {
        this.text = text;
        begin = new int[capacity];
        end = new int[capacity];
    }

    /** The range as one word; no word when it is empty. */
    public static Words of(Text text, int from, int to) {
        Words words = new Words(text, 16);
        words.add(from, to);
        return words;
    }

    /** No words yet of this text or of another one. */
    Words successor(Text of) {
        return new Words(of, Math.max(16, count));
    }

    public Text text() {
        return text;
    }

    public int count() {
        return count;
    }

    public int begin(int word) {
        return begin[word];
    }

    public int end(int word) {
        return end[word];
    }

    /** Adds a word unless it is empty. */
    void add(int from, int to) {
        if (from == to) {
            return;
        }
        if (count == begin.length) {
            begin = Arrays.copyOf(begin, 2 * count);
            end = Arrays.copyOf(end, 2 * count);
        }
        begin[count] = from;
        end[count++] = to;
    }

    /** Becomes what another one is. */
    void become(Words other) {
        text = other.text;
        begin = other.begin;
        end = other.end;
        count = other.count;
    }
}
