package dev.attar.cli;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import java.io.PrintWriter;

/**
 * What one wants to know of a model before one has its weights.
 *
 * @param parameters numbers in the weight file
 * @param tensors tensors in the weight file
 * @param weightBytes the packed weights in memory
 * @param weightsAs how the matrices among them are stored
 * @param arenaBytesPerToken working memory of a call for each token of its batch
 * @param arenaBytesForContext working memory of a call with one sequence as long as the context, on one thread
 */
record ModelFacts(
        String name,
        int context,
        long parameters,
        int tensors,
        Flops flops,
        long weightBytes,
        Element weightsAs,
        long arenaBytesPerToken,
        long arenaBytesForContext) {

    static ModelFacts of(ModelGraph model, LoopProgram program, Element weightsAs) {
        long parameters = 0;
        int tensors = 0;
        for (ModelGraph.PlacedParam placed : model.params()) {
            if (placed.param().source() == Param.Source.WEIGHTS) {
                int copies = placed.names().size();
                tensors += copies;
                parameters += copies * placed.param().type().elements();
            }
        }
        Entry forward = program.entry("forward");
        Axis tokens = forward.inputs().axes().getFirst();
        long context = tokens.most();
        long arena = at(forward.arenaFloats(), tokens, context);
        long scratch = at(forward.scratchFloats(), tokens, context);
        return new ModelFacts(
                model.name(),
                tokens.most(),
                parameters,
                tensors,
                Flops.of(model.forward()),
                program.weights().floats() * Float.BYTES,
                weightsAs,
                forward.arenaFloats().factor(tokens.rows()) * Float.BYTES,
                (arena + scratch) * Float.BYTES);
    }

    /** For one sequence of so many tokens. */
    private static long at(Index floats, Axis tokens, long count) {
        return floats.with(tokens.rows(), Index.of(count))
                .with(tokens.longest(), Index.of(Math.ceilDiv(count, 16L) * 16))
                .constant();
    }

    void print(PrintWriter out) {
        out.println("model       " + name);
        out.println("parameters  " + Quantity.exact(parameters) + " in " + tensors + " tensors");
        out.println("compute     " + Quantity.of(flops.perToken(), "FLOP per token")
                + (flops.perTokenAndPosition() == 0
                        ? ""
                        : ", and "
                                + Quantity.of(
                                        flops.perTokenAndPosition(), "FLOP per token for each token of its sequence"))
                + (flops.perSequence() == 0 ? "" : ", and " + Quantity.of(flops.perSequence(), "FLOP per sequence")));
        out.println("            "
                + Quantity.of(
                        context * (flops.perToken() + context * flops.perTokenAndPosition()) + flops.perSequence(),
                        "FLOP for a sequence of " + context + " tokens"));
        out.println("weights     " + Quantity.of(weightBytes, "B") + " in memory, "
                + (weightsAs == Element.FP32 ? "fp32" : "matrices in " + weightsAs.symbol()) + ", packed");
        out.println("arena       " + Quantity.of(arenaBytesPerToken, "B per token") + "; "
                + Quantity.of(arenaBytesForContext, "B for a sequence of " + context + " tokens on one thread"));
    }
}
