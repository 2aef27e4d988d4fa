/**
 * What a {@link dev.attar.runtime.Session} works with: the arenas of calls, the rules that callers set, the program that answers
 * (plain at first, vectors once HotSpot has compiled them) and the warm-up that gets it there.
 *
 * <p>Enters: programs, {@link dev.attar.runtime.packing.PackedWeights}, {@link dev.attar.runtime.Options}. Leaves: the program of a
 * call and memory for it.
 */
package dev.attar.runtime.sessions;
