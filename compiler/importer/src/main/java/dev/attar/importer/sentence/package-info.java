/**
 * What sentence-transformers writes beside an encoder: the steps after it, the longest input, prompts.
 *
 * <p>Enters: a folder. Leaves: {@link dev.attar.importer.sentence.SentenceSteps}. Uses {@code source}, {@code tensor} and {@code
 * checkpoint}.
 */
package dev.attar.importer.sentence;
