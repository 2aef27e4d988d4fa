package dev.attar.runtime.generate;

import dev.attar.runtime.text.Detokenizer;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes pieces of text of tokens as they come, each of whole characters and without any part of a stop text. */
final class TextTail {
    private final Optional<Detokenizer> detokenizer;
    private final StopTexts stops;
    private final StringBuilder text = new StringBuilder();
    private final List<GeneratedToken> waiting = new ArrayList<>();
    private List<TextPiece> pieces = new ArrayList<>();
    private String rest = ""; // the text of the last piece

    TextTail(Optional<Tokenizer> tokenizer, List<String> stopTexts) {
        this.detokenizer = tokenizer.map(known -> known.detokenizer(true));
        this.stops = new StopTexts(stopTexts);
    }

    /** Takes a token; whether the text has come to a stop text with it. Then {@link #end} is next. */
    boolean add(GeneratedToken token) {
        waiting.add(token);
        String shown = detokenizer.isEmpty() ? "" : stops.add(detokenizer.get().add(token.id()));
        text.append(shown);
        if (stops.found()) {
            rest = shown;
            return true;
        }
        if (detokenizer.isEmpty() || !shown.isEmpty()) {
            pieces.add(new TextPiece(shown, waiting, Optional.empty()));
            waiting.clear();
        }
        return false;
    }

    /** No more tokens come: the last piece. */
    void end(Finish why) {
        if (!stops.found() && detokenizer.isPresent()) {
            rest = stops.add(detokenizer.get().end());
            rest = stops.found() ? rest : rest + stops.end();
            text.append(rest);
        }
        pieces.add(new TextPiece(rest, waiting, Optional.of(why)));
        waiting.clear();
    }

    /** The pieces that have come since the last call. */
    List<TextPiece> pieces() {
        if (pieces.isEmpty()) {
            return List.of();
        }
        List<TextPiece> given = pieces;
        pieces = new ArrayList<>();
        return given;
    }

    /** The whole text so far. */
    String text() {
        return text.toString();
    }
}
