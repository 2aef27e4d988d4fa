/**
 * Tokenizer files: {@code tokenizer.json}, {@code vocab.txt}, {@code vocab.json} with {@code merges.txt}, and SentencePiece
 * models become {@link dev.attar.runtime.text.file.TokenizerParts}.
 *
 * <p>Every number and name is checked where it is read; what is wrong is a
 * {@link dev.attar.runtime.text.json.FormatFault} with its place. Uses all the rooms beside it.
 */
package dev.attar.runtime.text.file;
