/**
 * Uses of the compiler as a whole, one value each: what the command line and build tools fill in and let run.
 *
 * <p>Enters: specs as files, with the options of one use ({@link dev.attar.compiler.run.CompileRun}), or weights
 * ({@link dev.attar.compiler.run.Verification}). Leaves: source files, written whole or not at all, and what there is to say
 * about each spec ({@link dev.attar.compiler.run.Outcome}). {@link dev.attar.compiler.run.ForkedRun} does the same in a
 * process of its own, for callers that run on an older Java. May use everything; nothing on the road uses it.
 */
package dev.attar.compiler.run;
