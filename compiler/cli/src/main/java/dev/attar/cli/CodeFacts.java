package dev.attar.cli;

import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.model.ModelGraph;
import java.io.PrintWriter;

/**
 * The memory that the code of a model takes.
 *
 * @param weightBytes the packed weights in memory
 * @param weightsAs how the matrices among them are stored
 * @param arenaBytesPerToken working memory of a call for each token of its batch
 * @param arenaBytesForContext working memory of a call with one sequence as long as the context, on one thread
 */
record CodeFacts(int context, long weightBytes, Element weightsAs, long arenaBytesPerToken, long arenaBytesForContext) {

    static CodeFacts of(ModelGraph model, LoopProgram program, Element weightsAs) {
        int context = model.limits().context();
        long longest = Math.ceilDiv(context, 16) * 16L;
        long scratch =
                program.scratchFloats().with(Sizes.LONGEST, Index.of(longest)).constant();
        return new CodeFacts(
                context,
                program.weightFloats() * Float.BYTES,
                weightsAs,
                program.floatsPerToken() * Float.BYTES,
                (program.floatsPerToken() * context + scratch) * Float.BYTES);
    }

    void print(PrintWriter out) {
        out.println("weights     " + Quantity.of(weightBytes, "B") + " in memory, "
                + (weightsAs == Element.FP32 ? "fp32" : "matrices in " + weightsAs.symbol()) + ", packed");
        out.println("arena       " + Quantity.of(arenaBytesPerToken, "B per token") + "; "
                + Quantity.of(arenaBytesForContext, "B for a sequence of " + context + " tokens on one thread"));
    }
}
