package dev.attar.cli;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import java.io.PrintWriter;

/**
 * The memory that the code of a model takes.
 *
 * @param weightBytes the packed weights in memory
 * @param weightsAs how the matrices among them are stored
 * @param arenaBytesPerToken working memory of a call for each token of its batch
 * @param arenaBytesForContext working memory of a call with one sequence as long as the context, on one thread
 */
record CodeFacts(int context, long weightBytes, Storage weightsAs, long arenaBytesPerToken, long arenaBytesForContext) {

    static CodeFacts of(LoopProgram program, Storage weightsAs) {
        Entry forward = program.entry("forward");
        long arena = at(forward.arenaFloats(), forward);
        long scratch = at(forward.scratchFloats(), forward);
        Axis tokens = forward.inputs().axis("tokens");
        return new CodeFacts(
                tokens.most(),
                program.weights().floats() * Float.BYTES,
                weightsAs,
                forward.arenaFloats().factor(tokens.rows()) * Float.BYTES,
                (arena + scratch) * Float.BYTES);
    }

    /** For one sequence that is as long as the model accepts along each axis. */
    static long at(Index floats, Entry entry) {
        Index sum = floats;
        for (Axis axis : entry.inputs().axes())
            sum = sum.with(axis.rows(), Index.of(axis.most()))
                    .with(axis.longest(), Index.of(Math.ceilDiv(axis.most(), 16) * 16L));
        return sum.constant();
    }

    void print(PrintWriter out) {
        out.println("weights     " + Quantity.of(weightBytes, "B") + " in memory, "
                + (weightsAs.equals(Storage.FP32) ? "fp32" : "matrices in " + weightsAs.symbol()) + ", packed");
        out.println("arena       " + Quantity.of(arenaBytesPerToken, "B per token") + "; "
                + Quantity.of(arenaBytesForContext, "B for a sequence of " + context + " tokens on one thread"));
    }
}
