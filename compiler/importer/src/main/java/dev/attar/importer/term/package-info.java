/**
 * What a graph computes, in a form in which different spellings of the same thing are equal.
 *
 * <p>Enters: operations, one by one. Leaves: {@link dev.attar.importer.term.Term terms}, made once each, in which masks, sizes,
 * activations, norms and attention are already what they mean. Uses {@code tensor}, and {@code onnx} for naming nodes.
 */
package dev.attar.importer.term;
