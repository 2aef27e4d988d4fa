/**
 * Hugging Face folders.
 *
 * <p>Enters: {@code config.json} and weights. Leaves: a {@link dev.attar.importer.huggingface.FolderModel}. Uses {@code source},
 * {@code tensor}, {@code checkpoint} and {@code sentence}.
 */
package dev.attar.importer.huggingface;
