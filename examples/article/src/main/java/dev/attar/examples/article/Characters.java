package dev.attar.examples.article;

/** The tokens: a mark for a hidden letter, the letters, and what stands between them. */
final class Characters {
    static final char HIDDEN = '_';

    private static final String ALL = HIDDEN + "abcdefghijklmnopqrstuvwxyz ,;()'-";

    private Characters() {}

    static int count() {
        return ALL.length();
    }

    static boolean areAll(String text) {
        return text.chars().allMatch(c -> ALL.indexOf(c) >= 0);
    }

    /** @throws IllegalArgumentException when a character has no token */
    static int[] ids(String text) {
        return text.chars()
                .map(c -> {
                    if (ALL.indexOf(c) < 0) {
                        throw new IllegalArgumentException("the model does not know the character " + (char) c);
                    }
                    return ALL.indexOf(c);
                })
                .toArray();
    }

    static char character(int id) {
        return ALL.charAt(id);
    }
}
