package dev.attar.runtime.text.post;

import java.util.List;

/**
 * What happens after the model.
 *
 * @param single layout of one text
 * @param pair layout of two
 * @param trims whether blanks at the ends of a token are left out of its place, once for each element; an element says
 *     whether a blank was put before the text, which then is not trimmed
 */
public record PostProcessing(Layout single, Layout pair, List<Boolean> trims) {
    /** Nothing. */
    public static final PostProcessing NONE = new PostProcessing(Layout.plain(1), Layout.plain(2), List.of());

    public PostProcessing {
        trims = List.copyOf(trims);
    }

    /** BERT's: {@code CLS A SEP} and {@code CLS A SEP B SEP}, the second text in segment 1. */
    public static PostProcessing bert(int cls, int sep) {
        Layout.Part end = special(sep, 0);
        Layout.Part first = new Layout.TextPart(0, 0);
        return new PostProcessing(
                new Layout(List.of(special(cls, 0), first, end)),
                new Layout(List.of(special(cls, 0), first, end, new Layout.TextPart(1, 1), special(sep, 1))),
                List.of());
    }

    /** RoBERTa's: {@code CLS A SEP} and {@code CLS A SEP SEP B SEP}, all in segment 0. */
    public static PostProcessing roberta(int cls, int sep, List<Boolean> trims) {
        Layout.Part end = special(sep, 0);
        Layout.Part first = new Layout.TextPart(0, 0);
        return new PostProcessing(
                new Layout(List.of(special(cls, 0), first, end)),
                new Layout(List.of(special(cls, 0), first, end, end, new Layout.TextPart(1, 0), end)),
                trims);
    }

    private static Layout.Part special(int id, int segment) {
        return new Layout.SpecialPart(List.of(id), segment);
    }
}
