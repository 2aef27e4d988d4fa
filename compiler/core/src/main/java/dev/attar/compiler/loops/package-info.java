/**
 * The loop IR: how a model is computed, as immutable data.
 *
 * <p>A {@link dev.attar.compiler.loops.LoopProgram} has {@link dev.attar.compiler.loops.Kernel kernels}: loops over buffers with
 * float arithmetic inside. Lowering writes them plainly; scheduling turns them into register tiles, vectors and tasks; emitters
 * print what is there and decide nothing. Enters: nothing. Leaves: data. Uses no other package.
 */
package dev.attar.compiler.loops;
