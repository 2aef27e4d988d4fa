/**
 * What loops mean: {@link dev.attar.compiler.loops.LoopRun} executes them, plain or scheduled, in float arithmetic and holds them
 * to their promises on the way. Enters: a loop program, weights, tokens. Leaves: the outputs.
 */
package dev.attar.compiler.loops;
