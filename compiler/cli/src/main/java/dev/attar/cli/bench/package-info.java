/**
 * Where the time of a call goes: measures a compiled program step by step.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.Program}, the {@link dev.attar.compiler.loops.LoopProgram} it was printed from,
 * and a {@link dev.attar.cli.bench.Workload}. Leaves: a {@link dev.attar.cli.bench.Measurement}, as a table or as JSON. The
 * program is watched from outside, through the {@link dev.attar.runtime.kernel.Worker}s it is given: generated code and
 * runtime know nothing of it. Uses the runtime, the compiler's loops; not the command line.
 */
package dev.attar.cli.bench;
