package dev.attar.cli;

import dev.attar.compiler.TrainingStages;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Gradient;
import dev.attar.compiler.gradient.NoGradient;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.gradient.TrainingCost;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.model.ModelGraph;
import java.io.PrintWriter;

/**
 * What a training step needs, as the spec says it is trained, else by its usual loss and AdamW.
 *
 * @param learned numbers that learn
 * @param keptBytes parameters, gradients and moments
 * @param packedBytes the copy of the parameters that the forward pass reads
 * @param bytesPerToken of the memory of a step
 * @param layersBytesPerToken of it, what layers keep from the forward pass to the backward one
 * @param bytesForContext of a step with one sequence that is as long as the model accepts, on one thread
 */
record TrainingFacts(
        int context,
        long learned,
        long keptBytes,
        long packedBytes,
        long bytesPerToken,
        long layersBytesPerToken,
        long bytesForContext,
        long flopsPerToken) {
    /** @throws NoGradient when the model cannot be trained so */
    static TrainingFacts of(ModelSpec spec, ModelGraph forward) {
        Training training = Training.of(spec);
        TrainingCost cost = TrainingCost.of(Gradient.of(forward, training));
        LoopProgram program = TrainingStages.loops(forward, training);
        Entry step = program.entry("trainStep");
        Axis tokens = step.inputs().axis("tokens");
        return new TrainingFacts(
                tokens.most(),
                cost.gradients(),
                program.parameters().all() * Float.BYTES,
                program.weights().floats() * Float.BYTES,
                step.arenaFloats().factor(tokens.rows()) * Float.BYTES,
                cost.keptPerToken() * Float.BYTES,
                (CodeFacts.at(step.arenaFloats(), step) + CodeFacts.at(step.scratchFloats(), step)) * Float.BYTES,
                cost.flops().perToken());
    }

    static void print(ModelSpec spec, ModelGraph forward, PrintWriter out) {
        try {
            of(spec, forward).print(out);
        } catch (NoGradient no) {
            out.println("training    not possible: " + no.getMessage());
        }
    }

    private void print(PrintWriter out) {
        out.println("training    " + Quantity.exact(learned) + " parameters learn; "
                + Quantity.of(keptBytes, "B of parameters, gradients and moments") + ", "
                + Quantity.of(packedBytes, "B of packed weights"));
        out.println("            a step takes " + Quantity.of(bytesPerToken, "B per token") + ", of which layers keep "
                + Quantity.of(layersBytesPerToken, "B for the backward pass") + "; "
                + Quantity.of(bytesForContext, "B for a sequence of " + context + " tokens on one thread") + "; "
                + Quantity.of(flopsPerToken, "FLOP per token"));
    }
}
