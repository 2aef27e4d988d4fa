/**
 * What generated code is written against, and what it tells the runtime about itself.
 *
 * <p>Enters: a {@link dev.attar.runtime.kernel.Program} (generated) with its {@link dev.attar.runtime.kernel.ProgramPlan}.
 * Leaves: calls of that program on a {@link dev.attar.runtime.kernel.Frame} by the
 * {@link dev.attar.runtime.kernel.Worker workers} of one call. Uses nothing but the JDK; knows no model.
 */
package dev.attar.runtime.kernel;
