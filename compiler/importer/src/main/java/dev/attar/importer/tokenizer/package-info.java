/**
 * The tokenizer that belongs to a model, with what other files say about how texts are read written into it.
 *
 * <p>Enters: a folder. Leaves: the bytes of a {@code tokenizer.json}. Uses {@code source}.
 */
package dev.attar.importer.tokenizer;
