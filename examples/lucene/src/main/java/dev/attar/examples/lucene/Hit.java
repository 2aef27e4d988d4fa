package dev.attar.examples.lucene;

/**
 * A passage that an index found.
 *
 * @param cosine of the angle between its vector and that of the question
 */
record Hit(String text, float cosine) {}
