package dev.attar.examples.glosses;

/**
 * One meaning of a word.
 *
 * @param word the usual word with this meaning
 * @param category its lexicographer file, such as {@code noun.animal}
 * @param definition without examples of use
 */
public record Gloss(String word, String category, String definition) {}
