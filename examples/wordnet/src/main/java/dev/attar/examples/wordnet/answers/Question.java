package dev.attar.examples.wordnet.answers;

/**
 * A question about a sentence.
 *
 * @param sentence that answers it
 * @param start where the answer begins in the sentence
 * @param end where it ends
 */
record Question(String text, String sentence, int start, int end) {
    /** A question whose answer stands in the sentence; the first time that it does. */
    static Question of(String text, String sentence, String answer) {
        int start = sentence.indexOf(answer);
        if (start < 0 || answer.isBlank()) {
            throw new IllegalArgumentException("\"" + answer + "\" is not in \"" + sentence + "\"");
        }
        return new Question(text, sentence, start, start + answer.length());
    }
}
