package dev.attar.runtime.kernel;

import java.lang.foreign.MemorySegment;

/**
 * One call: its inputs, the packed weights, and the memory it works in.
 *
 * @param weights the packed weights, 64-byte aligned, native byte order
 * @param arena working memory, at least as long as the program's {@link ProgramPlan#arena()} asks; what it holds before a call is
 *     never read. An array, not a segment: segment accesses cost C2 so many nodes that a full register tile with its stores
 *     would not be inlined any more
 * @param ids token ids of all sequences, one after another; longer arrays are allowed, only the first {@code tokens} count
 * @param segments segment ids, as {@code ids}; all 0 where the caller gave none
 * @param starts for each sequence the index of its first token, and at the end the number of tokens (sequences + 1 values)
 * @param tokens T, the number of tokens in the batch
 * @param sequences B, the number of sequences in the batch
 * @param longest the longest sequence in tokens, rounded up to a multiple of 16
 * @param output index of the wanted output in {@link ProgramPlan#outputs()}
 */
public record Frame(
        MemorySegment weights,
        float[] arena,
        int[] ids,
        int[] segments,
        int[] starts,
        int tokens,
        int sequences,
        int longest,
        int output) {}
