package dev.attar.examples.translation;

/**
 * An example.
 *
 * @param words as people say it
 * @param iso what it is in ISO 8601; of a number, its digits
 */
record Phrase(String words, String iso) {}
