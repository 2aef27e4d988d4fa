/**
 * ONNX files as they are written.
 *
 * <p>Enters: a file. Leaves: an {@link dev.attar.importer.onnx.OnnxModel}, its nodes in order and its tensors still in the file. Uses
 * {@code source} and {@code tensor}.
 *
 * <p>The wire format is read in place by {@code Wire}: a library would copy each tensor, and stops at 2 GB.
 */
package dev.attar.importer.onnx;
