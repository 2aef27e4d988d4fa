/**
 * Fusion: rewrites a model into fewer, larger operations that compute equal numbers.
 *
 * <p>Enters: a verified {@link dev.attar.compiler.model.ModelGraph}. Leaves: an equal one. One law per
 * {@link dev.attar.compiler.fuse.Rule}, each written as an equation; their order is one list in
 * {@link dev.attar.compiler.fuse.Fuser}. Uses {@code model}.
 */
package dev.attar.compiler.fuse;
