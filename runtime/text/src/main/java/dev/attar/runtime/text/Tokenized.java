package dev.attar.runtime.text;

import dev.attar.runtime.text.LongInput.Side;
import dev.attar.runtime.text.LongInput.Which;
import dev.attar.runtime.text.model.Tokens;
import dev.attar.runtime.text.post.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * A text, or a pair, with its tokens, and the ways to make it fit a context of {@code limit} tokens.
 *
 * @param layout where the special tokens go
 * @param trims as in {@code PostProcessing}
 * @param texts one or two
 * @param context tokens that fit
 */
record Tokenized(Layout layout, List<Boolean> trims, List<TokenizedText> texts, int context) {
    List<EncodedText> fit(LongInput choice) {
        if (texts.stream().allMatch(TokenizedText::complete) && total() <= context) {
            return List.of(sequence(texts.stream().map(Range::whole).toList()));
        }
        return switch (choice) {
            case LongInput.Refuse() ->
                throw tooLong("shorten it, or choose to truncate it or to cut it into windows (LongInput)");
            case LongInput.Truncate(Which which, Side side) -> List.of(truncated(which, side));
            case LongInput.Windows(int overlap) -> windows(overlap);
            case LongInput.Parts() -> parts();
        };
    }

    private int total() {
        return layout.specials() + texts.stream().mapToInt(TokenizedText::count).sum();
    }

    private EncodedText truncated(Which which, Side side) {
        int room = context - layout.specials();
        if (room <= 0) {
            throw tooLong("its special tokens alone fill the context");
        }
        int first = count(0);
        int second = count(1);
        switch (which) {
            case LONGEST_FIRST -> {
                int shorter = Math.min(Math.min(first, second), room / 2);
                boolean firstIsShorter = first <= second;
                first = Math.min(first, firstIsShorter ? shorter : room - shorter);
                second = Math.min(second, firstIsShorter ? room - shorter : shorter);
            }
            case ONLY_FIRST -> first = room - second;
            case ONLY_SECOND -> {
                if (texts.size() < 2) {
                    throw tooLong("there is no second text that could be truncated; truncate the first");
                }
                second = room - first;
            }
        }
        if (first < 0
                || second < 0
                || which == Which.ONLY_FIRST && first == 0
                || which == Which.ONLY_SECOND && second == 0) {
            throw tooLong("one text alone fills the context; truncate the longer one first");
        }
        return sequence(ranges(Range.kept(count(0), first, side), Range.kept(count(1), second, side)));
    }

    private List<EncodedText> windows(int overlap) {
        int room = room();
        if (room <= overlap) {
            throw tooLong(besideWhat() + " a window has room for " + Math.max(room, 0)
                    + " tokens, which must be more than the overlap of " + overlap);
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

    private List<EncodedText> parts() {
        int room = room();
        if (room <= 0) {
            throw tooLong(besideWhat() + " there is no room for a part of it");
        }
        Tokens tokens = texts.get(cuttable()).tokens();
        int count = tokens.count();
        List<EncodedText> parts = new ArrayList<>();
        int to;
        for (int from = 0; from < count; from = to) {
            to = Math.min(count, from + room);
            while (to > from && to < count && tokens.word(to) == tokens.word(to - 1)) {
                to--;
            }
            if (to == from) {
                to = from + room; // one word, longer than a sequence
            }
            parts.add(window(new Range(from, to)));
        }
        return parts;
    }

    private int count(int text) {
        return text < texts.size() ? texts.get(text).count() : 0;
    }

    /** The text that is cut: of a pair the second, unless it is empty. */
    private int cuttable() {
        return count(1) > 0 ? 1 : 0;
    }

    /** The tokens of the text that is cut for which a sequence has room. */
    private int room() {
        return context - layout.specials() - (cuttable() == 1 ? count(0) : 0);
    }

    private String besideWhat() {
        return cuttable() == 1 ? "beside the " + count(0) + " tokens of the first text" : "beside the special tokens";
    }

    /** A range of the text that is cut; of a pair with the whole other text. */
    private EncodedText window(Range range) {
        return sequence(
                cuttable() == 1 ? ranges(new Range(0, count(0)), range) : ranges(range, new Range(0, count(1))));
    }

    private List<Range> ranges(Range first, Range second) {
        return texts.size() == 1 ? List.of(first) : List.of(first, second);
    }

    /** Tokens {@code from} to {@code to - 1} of one of the texts. */
    private record Range(int from, int to) {
        static Range whole(TokenizedText text) {
            return new Range(0, text.count());
        }

        /** {@code kept} of {@code count} tokens. */
        static Range kept(int count, int kept, Side side) {
            int some = Math.min(count, kept);
            return side == Side.RIGHT ? new Range(0, some) : new Range(count - some, count);
        }
    }

    /** The special tokens, and of each text the tokens in its range. */
    private EncodedText sequence(List<Range> ranges) {
        int length = layout.specials();
        for (Layout.Part part : layout.parts()) {
            length += part instanceof Layout.TextPart(int text, int segment)
                    ? ranges.get(text).to() - ranges.get(text).from()
                    : 0;
        }
        SequenceBuilder builder = new SequenceBuilder(length);
        for (Layout.Part part : layout.parts()) {
            switch (part) {
                case Layout.SpecialPart(List<Integer> ids, int segment) ->
                    ids.forEach(id -> builder.addSpecial(id, segment));
                case Layout.TextPart(int text, int segment) ->
                    builder.add(
                            texts.get(text),
                            text,
                            segment,
                            ranges.get(text).from(),
                            ranges.get(text).to(),
                            trims);
            }
        }
        return builder.build();
    }

    private TextException tooLong(String hint) {
        boolean complete = texts.stream().allMatch(TokenizedText::complete);
        return new TextException(
                TextException.Kind.TOO_LONG,
                "the text has " + (complete ? "" : "more than ") + total() + " tokens, the model takes at most "
                        + context,
                hint);
    }
}
