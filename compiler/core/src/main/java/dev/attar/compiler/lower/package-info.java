/**
 * From the tensor IR to the loop IR: every operation as plain loops that say what it means and nothing about how fast.
 *
 * <p>Enters: a verified {@link dev.attar.compiler.model.ModelGraph}. Leaves: a {@link dev.attar.compiler.loops.LoopProgram} whose
 * activations and weights have their places. One file per family of operations. Uses {@code model} and {@code loops}.
 *
 * <p>All rows are padded to a multiple of 16 floats, so that whole vectors can be stored; what the padding holds is never
 * read by a reduction, and an element-wise operation may compute on it.
 */
package dev.attar.compiler.lower;
