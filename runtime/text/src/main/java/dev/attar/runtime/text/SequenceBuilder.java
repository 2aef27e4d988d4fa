package dev.attar.runtime.text;

import dev.attar.runtime.text.model.Tokens;
import java.util.List;

/** Puts a sequence together, token by token. */
final class SequenceBuilder {
    private final int[] ids;
    private final int[] segments;
    private final int[] text;
    private final int[] start;
    private final int[] end;
    private final int[] word;
    private int count;

    SequenceBuilder(int length) {
        ids = new int[length];
        segments = new int[length];
        text = new int[length];
        start = new int[length];
        end = new int[length];
        word = new int[length];
    }

    void addSpecial(int id, int segment) {
        ids[count] = id;
        segments[count] = segment;
        text[count] = -1;
        word[count++] = -1;
    }

    /** Adds tokens {@code from} to {@code to - 1} of a text. */
    void add(TokenizedText source, int number, int segment, int from, int to, List<Boolean> trims) {
        Tokens tokens = source.tokens();
        for (int i = from; i < to; i++) {
            ids[count] = tokens.id(i);
            segments[count] = segment;
            text[count] = number;
            start[count] = tokens.from(i);
            end[count] = tokens.to(i);
            word[count] = tokens.word(i);
            for (boolean blankFirst : trims) {
                trim(source, i, i == from, blankFirst);
            }
            count++;
        }
    }

    EncodedText build() {
        return new EncodedText(ids, segments, text, start, end, word);
    }

    /** Leaves the blanks at a token's ends out of its place, but for one that the tokenizer put before the text. */
    private void trim(TokenizedText source, int token, boolean first, boolean blankFirst) {
        int leading = source.tokens().leading(token);
        if (leading == 1 && blankFirst && (first || start[count] == 0)) {
            leading = 0;
        }
        String original = source.text();
        for (; leading > 0 && start[count] < end[count]; leading--) {
            start[count] = original.offsetByCodePoints(start[count], 1);
        }
        int at = end[count];
        int trailing = source.tokens().trailing(token);
        for (; trailing > 0 && at > 0; trailing--) {
            at = original.offsetByCodePoints(at, -1);
        }
        if (trailing == 0) {
            end[count] = Math.max(at, start[count]);
        }
    }
}
