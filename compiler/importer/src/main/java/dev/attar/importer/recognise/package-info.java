/**
 * Encoders in terms.
 *
 * <p>Enters: terms of a graph's outputs. Leaves: a {@link dev.attar.importer.recognise.Recognised}: a spec, and a place for each stored
 * tensor. Uses {@code term} and {@code translate}; knows no name of any tensor.
 */
package dev.attar.importer.recognise;
