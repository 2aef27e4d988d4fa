/**
 * Stored numbers and ways to look at them.
 *
 * <p>Enters: bytes of a mapped file. Leaves: views, and floats when a tensor is written. Uses nothing.
 */
package dev.attar.importer.tensor;
