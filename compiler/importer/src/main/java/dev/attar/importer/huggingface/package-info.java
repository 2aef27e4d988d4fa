/**
 * Hugging Face folders.
 *
 * <p>Enters: {@code config.json} and weights. Leaves: a {@link dev.attar.importer.huggingface.FolderModel}. Uses {@code source},
 * {@code tensor}, {@code checkpoint}, {@code sentence} and {@code family}.
 */
package dev.attar.importer.huggingface;
