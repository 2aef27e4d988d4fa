/**
 * From plain loops to loops that are fast on a target: register tiles, vectors, row blocks, packed weights, tasks.
 *
 * <p>Enters: a {@link dev.attar.compiler.loops.LoopProgram} as lowering wrote it, and a
 * {@link dev.attar.compiler.schedule.Schedule} for workers that are alone, or a
 * {@link dev.attar.compiler.schedule.GroupSchedule} for groups of work-items. Leaves: one whose loops an emitter prints as they stand. A schedule changes how
 * fast, never what: every float sees the same operations in the same order under each schedule, so all targets give the same
 * bits. Uses {@code loops}.
 */
package dev.attar.compiler.schedule;
