package dev.attar.runtime.text;

import dev.attar.runtime.text.model.Tokens;

/**
 * A text and its tokens without special ones.
 *
 * @param complete whether these are the tokens of the whole text; if not, there are more than were asked for
 */
record TokenizedText(String text, Tokens tokens, boolean complete) {
    int count() {
        return tokens.count();
    }
}
