package dev.attar.runtime.text;

import dev.attar.runtime.text.file.TokenizerParts;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.AddedTokens.Match;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.model.Tokens;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.split.Words;

/** Text to tokens without special ones: added tokens, normalisation, words, model. Safe for many threads. */
final class Encoder {
    private final TokenizerParts parts;
    private final boolean specialAsText;
    private final Cuts cuts;
    private final Normalizer inside;

    Encoder(TokenizerParts parts, boolean specialAsText) {
        this.parts = parts;
        this.specialAsText = specialAsText;
        this.cuts = Cuts.of(parts);
        this.inside = Cuts.inside(parts.normalizer());
    }

    /** The tokens of a text; may stop once there are {@code enough}. */
    TokenizedText encode(String text, int enough) {
        return new Run(text).encode(enough);
    }

    private final class Run {
        private final String text;
        private final Tokens tokens;
        private final Model.Cutter cutter;
        private int words;

        Run(String text) {
            this.text = text;
            this.tokens =
                    new Tokens(parts.model().vocabulary(), !parts.post().trims().isEmpty());
            this.cutter = parts.model().cutter(tokens);
        }

        TokenizedText encode(int enough) {
            AddedTokens added = parts.added();
            int length = text.length();
            int at = 0;
            boolean continues = false;
            while (at < length && tokens.count() < enough) {
                int end = cuts.after(text, at);
                Match match = added.findAsGiven(text::charAt, length, at, end, specialAsText);
                if (match == null) {
                    segment(at, end, continues);
                    at = end;
                    continues = true;
                } else {
                    segment(at, match.begin(), continues);
                    Text token = Text.of(text, match.begin(), match.end());
                    tokens.addSurface(match.id(), token, 0, token.length(), words++);
                    at = match.end();
                    continues = false;
                }
            }
            return new TokenizedText(text, tokens, at == length);
        }

        /** A part of the text without added tokens; {@code continues} where it was cut off the part before. */
        private void segment(int begin, int end, boolean continues) {
            if (begin == end) {
                return;
            }
            Text segment = Text.of(text, begin, end);
            Normalizer normalizer = continues ? inside : parts.normalizer();
            if (normalizer != null) {
                normalizer.apply(segment);
            }
            int at = 0;
            while (at < segment.length()) {
                Match match = parts.added().findNormalized(segment, at, specialAsText);
                cut(Words.of(segment, at, match == null ? segment.length() : match.begin()));
                if (match == null) {
                    return;
                }
                tokens.addSurface(match.id(), segment, match.begin(), match.end(), words++);
                at = match.end();
            }
        }

        private void cut(Words found) {
            if (parts.preTokenizer() != null) {
                parts.preTokenizer().apply(found);
            }
            for (int w = 0; w < found.count(); w++) {
                cutter.cut(found.text(), found.begin(w), found.end(w), words++);
            }
        }
    }
}
