package dev.attar.runtime.text.task;

/** A text with a token in the place of a mask. */
final class MaskedText {
    private static final String CONTINUATION = "##";

    private MaskedText() {}

    /**
     * Puts a token where the mask is. A mask that has taken the blank before it, as RoBERTa's does, leaves it to the token whether there is
     * one; else the blanks of the text stay.
     *
     * @param place of the mask
     * @param token as the vocabulary writes it
     * @param word the token as text, without blanks around it
     */
    static String filled(String text, Span place, String token, String word) {
        Span mask = place.trimmed(text);
        boolean takesBlank = mask.start() > place.start();
        boolean beginsWord = token.startsWith("\u0120") || token.startsWith("\u2581");
        String before = text.substring(0, takesBlank && !beginsWord ? place.start() : mask.start());
        String filling = word.startsWith(CONTINUATION) ? word.substring(CONTINUATION.length()) : word;
        return before + filling + text.substring(mask.end());
    }
}
