/**
 * Foreign models become specs and weights.
 *
 * <p>Enters: an ONNX file or a Hugging Face folder. Leaves: an {@link dev.attar.importer.Imported}: a checked spec and its weights
 * under canonical names, or an {@link dev.attar.importer.source.ImportException}. Uses the packages below it, the spec of the
 * compiler ({@code check}) and the weight writer of the runtime.
 */
package dev.attar.importer;
