/**
 * Hugging Face folders.
 *
 * <p>Enters: {@code config.json} and {@code model.safetensors}. Leaves: a {@link dev.attar.importer.recognise.Recognised}, like that of
 * a graph. Uses {@code source} and {@code tensor}.
 */
package dev.attar.importer.huggingface;
