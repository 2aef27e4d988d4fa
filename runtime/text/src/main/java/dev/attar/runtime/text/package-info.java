/**
 * Text to token ids.
 *
 * <p>Enters: a {@code tokenizer.json} as Hugging Face publishes it, and text. Leaves:
 * {@link dev.attar.runtime.text.EncodedText ids and segment ids} that fit the model's context, or a
 * {@link dev.attar.runtime.text.TextException}. Uses the tokenizers library (native, inside its jar; nothing is fetched) and
 * the JDK.
 */
package dev.attar.runtime.text;
