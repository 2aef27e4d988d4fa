package dev.attar.runtime.text.normalize;

import dev.attar.runtime.text.pattern.Matcher;
import dev.attar.runtime.text.pattern.Spans;
import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.Mappings;
import dev.attar.runtime.text.unicode.NormalizationForm;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.List;

/** One step of normalisation. */
public sealed interface Normalizer
        permits BertNormalizer, ByteCharacters, CharsMap, SentencePieceNormalizer, Normalizer.Simple {
    void apply(Text text);

    /** The steps that fit in some lines. */
    sealed interface Simple extends Normalizer {}

    /** Several steps, one after the other. */
    record Sequence(List<Normalizer> steps) implements Simple {
        public Sequence {
            steps = List.copyOf(steps);
        }

        @Override
        public void apply(Text text) {
            for (Normalizer step : steps) {
                step.apply(text);
            }
        }
    }

    /** One of Unicode's normalisation forms. */
    record Form(NormalizationForm form) implements Simple {
        @Override
        public void apply(Text text) {
            for (int i = 0; i < text.length(); i++) {
                if (!form.keeps(text.codePoint(i))) {
                    text.rewrite(form.apply(text.codePoints(), text.length()));
                    return;
                }
            }
        }
    }

    /** Lower case, character by character. */
    record LowerCase() implements Simple {
        @Override
        public void apply(Text text) {
            for (int i = 0; i < text.length(); i++) {
                int c = text.codePoint(i);
                if (c < 0x80) {
                    if (c >= 'A' && c <= 'Z') {
                        text.set(i, c + 32);
                    }
                } else {
                    int[] lower = Mappings.lowerCase(c);
                    if (lower != null && lower.length == 1) {
                        text.set(i, lower[0]);
                    } else if (lower != null) {
                        expand(text, i);
                        return;
                    }
                }
            }
        }

        /** The rest of a text in which a character has a lower case of several characters. */
        private static void expand(Text text, int from) {
            Text result = text.successor(text.length() + 16);
            result.addAll(text, 0, from);
            for (int i = from; i < text.length(); i++) {
                int c = text.codePoint(i);
                int[] lower = Mappings.lowerCase(c);
                if (lower == null) {
                    result.add(c, text, i);
                } else {
                    for (int l : lower) {
                        result.add(l, text, i);
                    }
                }
            }
            text.become(result);
        }
    }

    /** Drops the members of a set. */
    record Drop(CodePointSet dropped) implements Simple {
        @Override
        public void apply(Text text) {
            int kept = 0;
            for (int i = 0; i < text.length(); i++) {
                if (!dropped.contains(text.codePoint(i))) {
                    text.move(i, kept++);
                }
            }
            text.truncate(kept);
        }
    }

    /** Control characters are dropped, other kinds of blank become blanks, as in the NMT of SentencePiece. */
    record Nmt() implements Simple {
        private static final CodePointSet DROPPED =
                CodePointSet.of(0x1, 0x8, 0xB, 0xB, 0xE, 0x1F, 0x7F, 0x7F, 0x8F, 0x8F, 0x9F, 0x9F);
        private static final CodePointSet BLANK = CodePointSet.of(
                0x9, 0xA, 0xC, 0xD, 0x1680, 0x1680, 0x200B, 0x200F, 0x2028, 0x2029, 0x2581, 0x2581, 0xFEFF, 0xFEFF,
                0xFFFD, 0xFFFD);

        @Override
        public void apply(Text text) {
            new Drop(DROPPED).apply(text);
            for (int i = 0; i < text.length(); i++) {
                if (BLANK.contains(text.codePoint(i))) {
                    text.set(i, ' ');
                }
            }
        }
    }

    /** White space at the ends is dropped. */
    record Strip(boolean left, boolean right) implements Simple {
        @Override
        public void apply(Text text) {
            int begin = 0;
            int end = text.length();
            while (left && begin < end && UnicodeSets.space().contains(text.codePoint(begin))) {
                begin++;
            }
            while (right && end > begin && UnicodeSets.space().contains(text.codePoint(end - 1))) {
                end--;
            }
            text.keep(begin, end);
        }
    }

    /** Puts something before a text that is not empty. */
    record Prepend(String what) implements Simple {
        @Override
        public void apply(Text text) {
            if (text.length() == 0) {
                return;
            }
            Text result = text.successor(text.length() + what.length());
            what.codePoints().forEach(c -> result.add(c, text, 0));
            result.addAll(text, 0, text.length());
            text.become(result);
        }
    }

    /** Each match of a pattern becomes {@code content}, which then stands for the last character of the match. */
    record Replace(Matcher pattern, String content) implements Simple {
        @Override
        public void apply(Text text) {
            Spans spans = new Spans();
            pattern.find(text.codePoints(), 0, text.length(), spans);
            if (spans.count() == 0 || spans.count() == 1 && !spans.matches(0)) {
                return;
            }
            int[] replacement = content.codePoints().toArray();
            Text result = text.successor(text.length());
            for (int i = 0; i < spans.count(); i++) {
                if (spans.matches(i)) {
                    for (int c : replacement) {
                        result.add(c, text, spans.end(i) - 1);
                    }
                } else {
                    result.addAll(text, spans.begin(i), spans.end(i));
                }
            }
            text.become(result);
        }
    }
}
