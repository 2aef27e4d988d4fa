/**
 * Normalisation: a text becomes the text that the vocabulary was made from, and each character keeps its place in the
 * original.
 *
 * <p>Enters and leaves: {@link dev.attar.runtime.text.normalize.Text}. Uses {@code unicode} and {@code pattern}.
 */
package dev.attar.runtime.text.normalize;
