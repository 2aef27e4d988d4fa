package dev.attar.runtime.text;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.decode.OpenCharacter;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes text of tokens that come one after another. What it gives, joined, is what {@link Tokenizer#decode} makes of all tokens; it
 * never gives half a character, but keeps back the bytes of one until the token comes that completes it. (Where a run of byte
 * tokens stops being UTF-8 after some of it was given, {@code decode} replaces the whole run, and this only what follows.)
 *
 * <p>Each token costs the same, however many came before. Not safe for use by several threads.
 */
public final class Detokenizer {
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final boolean skipSpecial;

    /** The tokens of the piece before, whose text decides about blanks at the next one's beginning, and those after. */
    private final List<String> tokens = new ArrayList<>();

    private String before = "";
    private int given; // of the tokens

    Detokenizer(Tokenizer tokenizer, Decoder decoder, boolean skipSpecial) {
        this.tokenizer = tokenizer;
        this.decoder = decoder;
        this.skipSpecial = skipSpecial;
    }

    /** Takes a token; gives the text that is complete with it, which may be empty. */
    public String add(int id) {
        String token = tokenizer.shown(id, skipSpecial);
        if (token == null) {
            return "";
        }
        tokens.add(token);
        return OpenCharacter.isAtEnd(decoder, tokens) ? "" : text();
    }

    /** No more tokens come: gives what was kept back, with U+FFFD where a character was not completed. */
    public String end() {
        return text();
    }

    private String text() {
        if (given == tokens.size()) {
            return "";
        }
        String all = decoded(tokens);
        String text =
                all.startsWith(before) ? all.substring(before.length()) : decoded(tokens.subList(given, tokens.size()));
        if (!text.isEmpty()) {
            tokens.subList(0, given).clear();
            given = tokens.size();
            before = decoded(tokens);
        }
        return text;
    }

    private String decoded(List<String> some) {
        return some.isEmpty() ? "" : String.join("", decoder.apply(some));
    }
}
