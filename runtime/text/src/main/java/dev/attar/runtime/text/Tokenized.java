package dev.attar.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text, or a pair, with all its tokens, and the ways to make it fit a context of {@code limit} tokens.
 *
 * @param ids token ids
 * @param segments segment ids
 * @param part for each token 0 or 1 when it comes from the first or the second text, -1 for special tokens around them
 * @param word for each token the number of its word in its text
 */
record Tokenized(int[] ids, int[] segments, int[] part, int[] word) {
    static final int SPECIAL = -1;

    List<EncodedText> fit(int limit, LongInput choice) {
        if (ids.length <= limit) {
            return List.of(new EncodedText(ids, segments));
        }
        return switch (choice) {
            case LongInput.Refuse() ->
                throw tooLong(limit, "shorten it, or choose to truncate it or to cut it into windows (LongInput)");
            case LongInput.Truncate() -> List.of(truncated(limit));
            case LongInput.Windows(int overlap) -> windows(limit, overlap);
            case LongInput.Parts() -> parts(limit);
        };
    }

    private EncodedText truncated(int limit) {
        int room = limit - count(SPECIAL);
        if (room <= 0) {
            throw tooLong(limit, "its special tokens alone fill the context");
        }
        int first = count(0);
        int second = count(1);
        int shorter = Math.min(Math.min(first, second), room / 2);
        int longer = room - shorter;
        return first <= second
                ? cut(new Range(0, shorter), new Range(0, longer))
                : cut(new Range(0, longer), new Range(0, shorter));
    }

    private List<EncodedText> windows(int limit, int overlap) {
        int room = room(limit);
        if (room <= overlap) {
            throw tooLong(
                    limit,
                    besideWhat() + " a window has room for " + Math.max(room, 0)
                            + " tokens, which must be more than the overlap of "
                            + overlap);
        }
        int total = count(cuttable());
        List<EncodedText> windows = new ArrayList<>();
        for (int from = 0; ; from += room - overlap) {
            Range window = new Range(from, Math.min(total, from + room));
            windows.add(window(window));
            if (window.to() == total) {
                return windows;
            }
        }
    }

    private List<EncodedText> parts(int limit) {
        int room = room(limit);
        if (room <= 0) {
            throw tooLong(limit, besideWhat() + " there is no room for a part of it");
        }
        int[] words = words(cuttable());
        List<EncodedText> parts = new ArrayList<>();
        int to;
        for (int from = 0; from < words.length; from = to) {
            to = Math.min(words.length, from + room);
            while (to > from && to < words.length && words[to] == words[to - 1]) {
                to--;
            }
            if (to == from) {
                to = from + room; // one word, longer than a sequence
            }
            parts.add(window(new Range(from, to)));
        }
        return parts;
    }

    /** The text that is cut: of a pair the second. */
    private int cuttable() {
        return count(1) > 0 ? 1 : 0;
    }

    /** The tokens of the text that is cut for which a sequence has room. */
    private int room(int limit) {
        return limit - count(SPECIAL) - (cuttable() == 1 ? count(0) : 0);
    }

    private String besideWhat() {
        return cuttable() == 1 ? "beside the " + count(0) + " tokens of the first text" : "beside the special tokens";
    }

    /** A range of the text that is cut; of a pair with the whole first text. */
    private EncodedText window(Range range) {
        return cuttable() == 1 ? cut(new Range(0, count(0)), range) : cut(range, new Range(0, 0));
    }

    /** The number of the word for each token of one of the texts. */
    private int[] words(int text) {
        return IntStream.range(0, ids.length)
                .filter(i -> part[i] == text)
                .map(i -> word[i])
                .toArray();
    }

    /** Tokens {@code from} to {@code to - 1} of one of the texts. */
    private record Range(int from, int to) {
        boolean holds(int index) {
            return from <= index && index < to;
        }
    }

    /** The special tokens, and of each text the tokens in its range. */
    private EncodedText cut(Range first, Range second) {
        int[] keptIds = new int[ids.length];
        int[] keptSegments = new int[ids.length];
        int kept = 0;
        int inFirst = 0;
        int inSecond = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean keep = part[i] == SPECIAL || (part[i] == 0 ? first.holds(inFirst++) : second.holds(inSecond++));
            if (keep) {
                keptIds[kept] = ids[i];
                keptSegments[kept++] = segments[i];
            }
        }
        return new EncodedText(Arrays.copyOf(keptIds, kept), Arrays.copyOf(keptSegments, kept));
    }

    private int count(int wanted) {
        int count = 0;
        for (int p : part) {
            count += p == wanted ? 1 : 0;
        }
        return count;
    }

    private TextException tooLong(int limit, String hint) {
        return new TextException(
                TextException.Kind.TOO_LONG,
                "the text has " + ids.length + " tokens, the model takes at most " + limit,
                hint);
    }
}
