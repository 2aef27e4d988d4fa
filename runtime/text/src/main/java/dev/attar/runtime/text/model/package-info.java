/**
 * Models of tokenizers: a word becomes tokens of a vocabulary.
 *
 * <p>Enters: a range of a {@link dev.attar.runtime.text.normalize.Text}. Leaves: ids and places in the original, added to
 * {@link dev.attar.runtime.text.model.Tokens}. Uses {@code normalize} and {@code unicode}.
 */
package dev.attar.runtime.text.model;
