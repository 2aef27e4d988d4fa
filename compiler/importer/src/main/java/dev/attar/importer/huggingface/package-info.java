/**
 * Hugging Face folders.
 *
 * <p>Enters: {@code config.json} and {@code model.safetensors}. Leaves: a {@link dev.attar.importer.recognise.Recognised}, like that of
 * a graph. Uses {@code source}, {@code tensor}, and what {@code recognise} calls a result.
 */
package dev.attar.importer.huggingface;
