package dev.attar.runtime.generate;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a text that is being generated. Each token is in one piece; the texts of all pieces, joined, are the whole text.
 *
 * @param text whole characters; may be empty
 * @param tokens those whose text this piece completes
 * @param finish in the last piece, why the text ended
 */
public record TextPiece(String text, List<GeneratedToken> tokens, Optional<Finish> finish) {
    public TextPiece {
        tokens = List.copyOf(tokens);
    }
}
