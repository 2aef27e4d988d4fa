package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.PerLayerValues;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;

/**
 * What a training step costs, before any loops are made of it.
 *
 * @param flops of {@code trainStep}: forward, loss and backward
 * @param keptPerToken floats that all layers together keep of a token from the forward pass to the backward one
 * @param gradients floats of all gradients of parameters
 * @param moments floats that the optimizer keeps between steps
 */
public record TrainingCost(Flops flops, long keptPerToken, long gradients, long moments) {
    /** @param model with the entry points of training */
    public static TrainingCost of(ModelGraph model) {
        Graph trainStep = model.entryPoint("trainStep");
        PerLayerValues layers = PerLayerValues.of(trainStep);
        long kept = 0;
        for (Step step : trainStep.steps())
            if (step instanceof Repeat repeat)
                for (Step inner : repeat.body())
                    if (inner instanceof Assign(Value out, var _) && isKept(out))
                        kept += (long) out.type().last() * layers.layers(out).size();
        Graph update = model.entryPoint("update");
        return new TrainingCost(
                Flops.of(trainStep),
                kept,
                inputs(update, "gradient."),
                inputs(update, "first.") + inputs(update, "second."));
    }

    private static boolean isKept(Value value) {
        TensorType type = value.type();
        return value.isPerLayer()
                && type.element() == ElementType.FLOAT
                && !type.isConstant()
                && type.ragged() == Ragged.TOKENS;
    }

    private static long inputs(Graph update, String prefix) {
        PerLayerValues layers = PerLayerValues.of(update);
        long floats = 0;
        for (Value input : update.inputs())
            if (input.name().startsWith(prefix))
                floats += input.type().elements()
                        * (input.isPerLayer() ? layers.layers(input).size() : 1);
        return floats;
    }
}
