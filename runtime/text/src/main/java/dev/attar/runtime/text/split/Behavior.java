package dev.attar.runtime.text.split;

import dev.attar.runtime.text.pattern.Spans;

/** What becomes of the matches of a pattern that words are split at. */
public enum Behavior {
    /** Matches are dropped. */
    REMOVED,
    /** Each match is a word. */
    ISOLATED,
    /** A match ends the word before it. */
    MERGED_WITH_PREVIOUS,
    /** A match begins the word after it. */
    MERGED_WITH_NEXT,
    /** Matches that follow each other are one word. */
    CONTIGUOUS;

    /** Adds the words that the spans make; {@code inverted} takes what lies between matches for the matches. */
    void apply(Spans spans, boolean inverted, Words to) {
        switch (this) {
            case REMOVED -> {
                for (int i = 0; i < spans.count(); i++) {
                    if (spans.matches(i) == inverted) {
                        to.add(spans.begin(i), spans.end(i));
                    }
                }
            }
            case ISOLATED -> {
                for (int i = 0; i < spans.count(); i++) {
                    to.add(spans.begin(i), spans.end(i));
                }
            }
            case MERGED_WITH_NEXT -> mergeWithNext(spans, inverted, to);
            default -> mergeForward(spans, inverted, to);
        }
    }

    private void mergeForward(Spans spans, boolean inverted, Words to) {
        boolean previous = false;
        int begin = -1;
        int end = -1;
        for (int i = 0; i < spans.count(); i++) {
            boolean match = spans.matches(i) != inverted;
            boolean joins = this == CONTIGUOUS ? match == previous : match && !previous;
            if (begin < 0 || !joins) {
                if (begin >= 0) {
                    to.add(begin, end);
                }
                begin = spans.begin(i);
            }
            end = spans.end(i);
            previous = match;
        }
        if (begin >= 0) {
            to.add(begin, end);
        }
    }

    /** A match joins the word that begins where it ends, unless that is a match itself. */
    private static void mergeWithNext(Spans spans, boolean inverted, Words to) {
        for (int i = 0; i < spans.count(); i++) {
            int begin = spans.begin(i);
            boolean match = spans.matches(i) != inverted;
            if (match && i + 1 < spans.count() && spans.matches(i + 1) == inverted) {
                i++;
            }
            to.add(begin, spans.end(i));
        }
    }
}
