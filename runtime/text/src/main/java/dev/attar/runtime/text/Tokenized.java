package dev.attar.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text, or a pair, with all its tokens, and the ways to make it fit a context of {@code limit} tokens.
 *
 * @param ids token ids
 * @param segments segment ids
 * @param part for each token 0 or 1 when it comes from the first or the second text, -1 for special tokens around them
 */
record Tokenized(int[] ids, int[] segments, int[] part) {
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
        boolean pair = count(1) > 0;
        int whole = pair ? count(0) : 0;
        int room = limit - count(SPECIAL) - whole;
        if (room <= overlap) {
            throw tooLong(
                    limit,
                    (pair ? "beside the " + whole + " tokens of the first text" : "beside the special tokens")
                            + " a window has room for " + Math.max(room, 0)
                            + " tokens, which must be more than the overlap of "
                            + overlap);
        }
        int total = count(pair ? 1 : 0);
        List<EncodedText> windows = new ArrayList<>();
        for (int from = 0; ; from += room - overlap) {
            Range window = new Range(from, Math.min(total, from + room));
            windows.add(pair ? cut(new Range(0, whole), window) : cut(window, new Range(0, 0)));
            if (window.to() == total) {
                return windows;
            }
        }
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
