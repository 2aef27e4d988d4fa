/**
 * ONNX files as they are written.
 *
 * <p>Enters: a file. Leaves: an {@link dev.attar.importer.onnx.OnnxModel}, its nodes in order and its tensors still in the file. Uses
 * {@code source} and {@code tensor}.
 *
 * <p>The wire format is read in place by {@code Wire}, with protobuf-java's stream reader: no tensor is copied.
 */
package dev.attar.importer.onnx;
