/**
 * Files of stored tensors: safetensors, and PyTorch's zip with a pickle, which is read and never executed.
 *
 * <p>Enters: a folder of a model. Leaves: tensors by name, still in the mapped file. Uses {@code source} and {@code tensor}.
 */
package dev.attar.importer.checkpoint;
