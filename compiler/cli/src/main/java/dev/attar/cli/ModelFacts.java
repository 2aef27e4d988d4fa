package dev.attar.cli;

import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What one wants to know of a model before one has its weights.
 *
 * @param parameters numbers in the weight file
 * @param tensors tensors in the weight file
 * @param source the longest source, where there is one
 */
record ModelFacts(String name, int context, Optional<Integer> source, long parameters, int tensors, Flops flops) {

    static ModelFacts of(ModelGraph model) {
        long parameters = 0;
        int tensors = 0;
        for (ModelGraph.PlacedParam placed : model.params()) {
            if (placed.param().source() == Param.Source.WEIGHTS) {
                int copies = placed.names().size();
                tensors += copies;
                parameters += copies * placed.param().type().elements();
            }
        }
        return new ModelFacts(
                model.name(),
                model.limits().context(),
                model.source().map(ModelGraph.Limits::context),
                parameters,
                tensors,
                Flops.of(model.forward()));
    }

    void print(PrintWriter out) {
        out.println("model       " + name);
        out.println("parameters  " + Quantity.exact(parameters) + " in " + tensors + " tensors");
        out.println("compute     " + Quantity.of(flops.perToken(), "FLOP per token")
                + more(flops.perTokenAndPosition(), "FLOP per token for each token of its sequence")
                + more(flops.perTokenAndSourceToken(), "FLOP per token for each token of its source")
                + more(flops.perSourceToken(), "FLOP per token of the source")
                + more(flops.perSourceTokenAndPosition(), "FLOP per token of the source for each token of it")
                + more(flops.perSequence(), "FLOP per sequence"));
        out.println("            "
                + Quantity.of(
                        flops.of(context, source.orElse(0)),
                        "FLOP for a sequence of " + context + " tokens"
                                + source.map(tokens -> " and a source of " + tokens)
                                        .orElse("")));
    }

    private static String more(long flops, String of) {
        return flops == 0 ? "" : ", and " + Quantity.of(flops, of);
    }
}
