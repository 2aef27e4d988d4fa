/**
 * What a caller of a compiled model holds: {@link dev.attar.runtime.Weights}, {@link dev.attar.runtime.Batch},
 * {@link dev.attar.runtime.Options}, {@link dev.attar.runtime.Matrix}, and the {@link dev.attar.runtime.Session} that the
 * generated class wraps.
 *
 * <p>Enters: a weight file, token ids, a generated {@link dev.attar.runtime.kernel.Program}. Leaves: rows of floats, or a
 * typed refusal ({@link dev.attar.runtime.WeightsException}, {@link dev.attar.runtime.InputException}). May use
 * {@code runtime.kernel}, {@code runtime.workers} and the JDK; knows no model and never imports the compiler.
 *
 * <p>A session's calls run plain code first, and vectors when HotSpot has compiled them ({@link dev.attar.runtime.sessions.ProgramSwitch}).
 *
 * <p>System properties: {@code attar.lanes} (16, 8, 4, scalar or auto) chooses the vectors of the process where
 * {@link dev.attar.runtime.Options} leave it open; {@code attar.poison=true} fills the working memory of every call with NaN
 * first, so that tests see a program that reads what it has not written.
 */
package dev.attar.runtime;
