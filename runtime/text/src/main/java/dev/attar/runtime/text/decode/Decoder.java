package dev.attar.runtime.text.decode;

import dev.attar.runtime.text.normalize.ByteCharacters;
import dev.attar.runtime.text.pattern.Matcher;
import dev.attar.runtime.text.pattern.Spans;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One step from tokens to text. What the last step leaves is joined. */
public sealed interface Decoder permits WordPieceDecoder, Decoder.Simple {
    List<String> apply(List<String> tokens);

    /** The steps that fit in some lines. */
    sealed interface Simple extends Decoder {}

    /** Several steps, one after the other. */
    record Sequence(List<Decoder> steps) implements Simple {
        public Sequence {
            steps = List.copyOf(steps);
        }

        @Override
        public List<String> apply(List<String> tokens) {
            List<String> result = tokens;
            for (Decoder step : steps) {
                result = step.apply(result);
            }
            return result;
        }
    }

    /** Without a decoder: blanks between tokens. */
    record Blanks() implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            return List.of(String.join(" ", tokens));
        }
    }

    /** Bytes written as visible characters become bytes, and those text; what is not UTF-8 becomes U+FFFD. */
    record ByteLevel() implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String token : tokens) {
                if (token.codePoints().allMatch(c -> ByteCharacters.byteOf(c) >= 0)) {
                    token.codePoints().forEach(c -> bytes.write(ByteCharacters.byteOf(c)));
                } else {
                    bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
                }
            }
            return List.of(LossyUtf8.text(bytes.toByteArray()));
        }
    }

    /** A mark becomes a blank, but for those of the first token where {@code dropFirst}. */
    record Metaspace(int mark, boolean dropFirst) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            String from = Character.toString(mark);
            List<String> result = new ArrayList<>(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                result.add(tokens.get(i).replace(from, i == 0 && dropFirst ? "" : " "));
            }
            return result;
        }
    }

    /** The suffix of words becomes a blank, but for the last token. */
    record WordSuffix(String suffix) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            List<String> result = new ArrayList<>(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                result.add(tokens.get(i).replace(suffix, i == tokens.size() - 1 ? "" : " "));
            }
            return result;
        }
    }

    /** Tokens such as {@code <0x0A>} become bytes, and runs of them text; a run that is not UTF-8 becomes U+FFFD's. */
    record ByteFallback() implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            List<String> result = new ArrayList<>(tokens.size());
            ByteArrayOutputStream run = new ByteArrayOutputStream();
            for (String token : tokens) {
                int b = byteOf(token);
                if (b >= 0) {
                    run.write(b);
                } else {
                    flush(run, result);
                    result.add(token);
                }
            }
            flush(run, result);
            return result;
        }

        /** The byte of such a token; -1 for every other token. */
        static int byteOf(String token) {
            if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
                return -1;
            }
            int high = digit(token.charAt(3));
            int low = digit(token.charAt(4));
            // Rust reads a number with a sign, too.
            return token.charAt(3) == '+' && low >= 0 ? low : high < 0 || low < 0 ? -1 : high * 16 + low;
        }

        private static int digit(char c) {
            return c < 128 ? Character.digit(c, 16) : -1;
        }

        private static void flush(ByteArrayOutputStream run, List<String> to) {
            if (run.size() == 0) {
                return;
            }
            try {
                to.add(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(run.toByteArray()))
                        .toString());
            } catch (CharacterCodingException e) {
                for (int i = 0; i < run.size(); i++) {
                    to.add("\uFFFD");
                }
            }
            run.reset();
        }
    }

    /** White space at the beginning of each token is dropped, and at its end where {@code end}. */
    record Trim(boolean end) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            return tokens.stream()
                    .map(token -> end ? token.strip() : token.stripLeading())
                    .toList();
        }
    }

    /** All tokens become one. */
    record Fuse() implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            return List.of(String.join("", tokens));
        }
    }

    /** Up to so many of a character are dropped at the beginning and at the end of each token. */
    record Strip(int character, int start, int stop) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            return tokens.stream().map(this::strip).toList();
        }

        private String strip(String token) {
            int[] text = token.codePoints().toArray();
            int from = 0;
            while (from < start && from < text.length && text[from] == character) {
                from++;
            }
            int to = text.length;
            while (text.length - to < stop && to > from && text[to - 1] == character) {
                to--;
            }
            return new String(text, from, to - from);
        }
    }

    /** Each match of a pattern becomes {@code content}. */
    record Replace(Matcher pattern, String content) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            return tokens.stream().map(this::replace).toList();
        }

        private String replace(String token) {
            int[] text = token.codePoints().toArray();
            Spans spans = new Spans();
            pattern.find(text, 0, text.length, spans);
            StringBuilder result = new StringBuilder();
            for (int i = 0; i < spans.count(); i++) {
                if (spans.matches(i)) {
                    result.append(content);
                } else {
                    result.append(new String(text, spans.begin(i), spans.end(i) - spans.begin(i)));
                }
            }
            return result.toString();
        }
    }

    /** Of equal neighbours one stays, padding is dropped and the delimiter of words becomes a blank. */
    record Ctc(String padding, String delimiter, boolean cleanUp) implements Simple {
        @Override
        public List<String> apply(List<String> tokens) {
            List<String> result = new ArrayList<>();
            String previous = null;
            for (String token : tokens) {
                if (!token.equals(previous)) {
                    String text = token.replace(padding, "");
                    text = cleanUp ? WordPieceDecoder.cleanUp(text).replace(delimiter, " ") : text;
                    if (!text.isEmpty()) {
                        result.add(text);
                    }
                }
                previous = token;
            }
            return result;
        }
    }
}
