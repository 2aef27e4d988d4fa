/**
 * Parameters arranged for one program: each slot of a {@link dev.attar.runtime.kernel.ProgramPlan} in its layout, packed by several
 * threads, written to a packed file and read back, or rearranged for panels of another width.
 *
 * <p>Enters: a plan and {@link dev.attar.runtime.Weights}. Leaves: {@link dev.attar.runtime.packing.PackedWeights}, which sessions
 * compute on.
 */
package dev.attar.runtime.packing;
