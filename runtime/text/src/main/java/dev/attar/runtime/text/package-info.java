/**
 * Text to token ids and back.
 *
 * <p>Enters: a tokenizer as models are published with it ({@code tokenizer.json}, {@code vocab.txt}, {@code vocab.json} and
 * {@code merges.txt}, SentencePiece models), and text. Leaves: {@link dev.attar.runtime.text.EncodedText ids, segment ids and
 * places in the text} that fit the model's context, decoded text, or a {@link dev.attar.runtime.text.TextException}.
 *
 * <p>The rooms beside it are the stages of a tokenizer, each on its own: {@code file} and {@code json} read files,
 * {@code normalize}, {@code split}, {@code model}, {@code post} and {@code decode} are what they describe, {@code pattern} and
 * {@code unicode} serve them. Uses the JDK alone.
 */
package dev.attar.runtime.text;
