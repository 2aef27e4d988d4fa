/**
 * The loop IR: how a model is computed, as immutable data.
 *
 * <p>A {@link dev.attar.compiler.loops.LoopProgram} is a {@link dev.attar.compiler.loops.WeightPlan plan of weights}, the
 * {@link dev.attar.compiler.loops.Kernel kernels}, which are loops over buffers with float arithmetic inside, and
 * {@link dev.attar.compiler.loops.Entry entry points}, which call kernels and say where each buffer begins. How nodes nest is in
 * one place, {@link dev.attar.compiler.loops.Rewriting}. Lowering writes them plainly; scheduling turns them into register tiles, vectors and tasks; emitters
 * print what is there and decide nothing. Enters: nothing. Leaves: data. Uses no other package.
 */
package dev.attar.compiler.loops;
