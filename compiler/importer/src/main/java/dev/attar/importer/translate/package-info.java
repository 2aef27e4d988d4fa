/**
 * ONNX operators as terms.
 *
 * <p>Enters: an {@link dev.attar.importer.onnx.OnnxModel}. Leaves: a term for each of its outputs. Uses {@code onnx} and {@code term}.
 * An operator that cannot be described becomes an opaque term with its reason; it is a refusal only when a model would need it.
 */
package dev.attar.importer.translate;
