package dev.attar.runtime.text.split;

import dev.attar.runtime.text.normalize.ByteCharacters;
import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.pattern.Matcher;
import dev.attar.runtime.text.pattern.Spans;
import dev.attar.runtime.text.pattern.WordScanner;
import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.List;

/** One step of cutting words into smaller ones. */
public sealed interface PreTokenizer {
    void apply(Words words);

    /** Several steps, one after the other. */
    record Sequence(List<PreTokenizer> steps) implements PreTokenizer {
        public Sequence {
            steps = List.copyOf(steps);
        }

        @Override
        public void apply(Words words) {
            for (PreTokenizer step : steps) {
                step.apply(words);
            }
        }
    }

    /** BERT's: words end at white space, which is dropped, and each sign of punctuation is a word. */
    record Bert() implements PreTokenizer {
        private static final byte PLAIN = 0;
        private static final byte BLANK = 1;
        private static final byte SIGN = 2;
        private static final byte[] ASCII = new byte[128];

        static {
            for (int c = 0; c < 128; c++) {
                ASCII[c] = find(c);
            }
        }

        @Override
        public void apply(Words words) {
            Words result = words.successor(words.text());
            int[] text = words.text().codePoints();
            for (int w = 0; w < words.count(); w++) {
                int start = words.begin(w);
                int end = words.end(w);
                for (int i = start; i < end; i++) {
                    int c = text[i];
                    byte kind = c < 128 ? ASCII[c] : find(c);
                    if (kind != PLAIN) {
                        result.add(start, i);
                        start = kind == BLANK ? i + 1 : i;
                        if (kind == SIGN) {
                            result.add(i, i + 1);
                            start = i + 1;
                        }
                    }
                }
                result.add(start, end);
            }
            words.become(result);
        }

        private static byte find(int c) {
            return UnicodeSets.space().contains(c)
                    ? BLANK
                    : UnicodeSets.punctuation().contains(c) ? SIGN : PLAIN;
        }
    }

    /** Words are split at the matches of a pattern, or between them. */
    record Split(Matcher pattern, Behavior behavior, boolean inverted) implements PreTokenizer {
        @Override
        public void apply(Words words) {
            Words result = words.successor(words.text());
            Spans spans = new Spans();
            for (int w = 0; w < words.count(); w++) {
                spans.clear();
                pattern.find(words.text().codePoints(), words.begin(w), words.end(w), spans);
                behavior.apply(spans, inverted, result);
            }
            words.become(result);
        }
    }

    /** The members of a set, each a match of its own. */
    record Members(CodePointSet set) implements Matcher {
        @Override
        public void find(int[] text, int begin, int end, Spans spans) {
            int start = begin;
            for (int i = begin; i < end; i++) {
                if (set.contains(text[i])) {
                    if (start < i) {
                        spans.add(start, i, false);
                    }
                    spans.add(i, i + 1, true);
                    start = i + 1;
                }
            }
            if (start < end) {
                spans.add(start, end, false);
            }
        }
    }

    /** Runs of word characters, and runs of what is neither one nor white space. */
    record WordRuns() implements Matcher {
        private static final CodePointSet WORD = UnicodeSets.named("word");

        @Override
        public void find(int[] text, int begin, int end, Spans spans) {
            for (int i = begin; i < end; ) {
                int kind = kind(text[i]);
                int start = i;
                while (i < end && kind(text[i]) == kind) {
                    i++;
                }
                spans.add(start, i, kind != 0);
            }
        }

        private static int kind(int c) {
            return WORD.contains(c) ? 1 : UnicodeSets.space().contains(c) ? 0 : 2;
        }
    }

    /** A blank before each word where wanted, GPT-2's splitting rule where wanted, and bytes as visible characters. */
    record ByteLevel(boolean blankFirst, boolean rule) implements PreTokenizer {
        @Override
        public void apply(Words words) {
            Text text = words.text();
            Words split = words;
            if (blankFirst) {
                Text prefixed = text.successor(text.length() + words.count());
                split = words.successor(prefixed);
                for (int w = 0; w < words.count(); w++) {
                    int begin = prefixed.length();
                    if (text.codePoint(words.begin(w)) != ' ') {
                        prefixed.add(' ', text, words.begin(w));
                    }
                    prefixed.addAll(text, words.begin(w), words.end(w));
                    split.add(begin, prefixed.length());
                }
                text = prefixed;
            }
            if (rule) {
                new Split(WordScanner.GPT2, Behavior.ISOLATED, false).apply(split);
            }
            Text bytes = text.successor(text.length() + (text.length() >> 2) + 16);
            Words result = split.successor(bytes);
            for (int w = 0; w < split.count(); w++) {
                int begin = bytes.length();
                ByteCharacters.append(text, split.begin(w), split.end(w), bytes);
                result.add(begin, bytes.length());
            }
            words.become(result);
        }
    }

    /** Where a {@link Metaspace} puts its mark before a word that has none. */
    enum Scheme {
        ALWAYS,
        FIRST,
        NEVER
    }

    /** SentencePiece's: blanks become a visible mark, and each word begins with it. */
    record Metaspace(int mark, Scheme scheme, boolean split) implements PreTokenizer {
        @Override
        public void apply(Words words) {
            Text text = words.text();
            Text marked = text.successor(text.length() + words.count());
            Words result = words.successor(marked);
            for (int w = 0; w < words.count(); w++) {
                int begin = marked.length();
                int first = words.begin(w);
                boolean has = text.codePoint(first) == mark || text.codePoint(first) == ' ';
                if (!has && (scheme == Scheme.ALWAYS || scheme == Scheme.FIRST && text.from(first) == 0)) {
                    marked.add(mark, text, first);
                }
                for (int i = first; i < words.end(w); i++) {
                    int c = text.codePoint(i);
                    if (split && (c == ' ' || c == mark)) {
                        result.add(begin, marked.length());
                        begin = marked.length();
                    }
                    marked.add(c == ' ' ? mark : c, text, i);
                }
                result.add(begin, marked.length());
            }
            words.become(result);
        }
    }

    /** Words of so many characters. */
    record FixedLength(int length) implements PreTokenizer {
        @Override
        public void apply(Words words) {
            Words result = words.successor(words.text());
            for (int w = 0; w < words.count(); w++) {
                for (int i = words.begin(w); i < words.end(w); i += length) {
                    result.add(i, Math.min(words.end(w), i + length));
                }
            }
            words.become(result);
        }
    }
}
