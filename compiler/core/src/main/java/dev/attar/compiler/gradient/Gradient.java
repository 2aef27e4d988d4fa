package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes of {@code forward} what training needs. Where some layers learn and others do not, {@code forward} has a repeat for each
 * ({@link LayerSplit}); with low-rank adapters it has them, too ({@link Adapters}).
 *
 * <ul>
 *   <li>{@code trainStep}: tokens and labels -> {@code scores}, {@code loss} (sum and count), and {@code gradient.P} of the
 *       sum for each trained parameter P; with dropout also {@code seed} is given. Gradients of several calls are added; the mean's is made in {@code update}.
 *   <li>{@code evaluate}: tokens and labels -> {@code scores}, {@code loss}.
 *   <li>{@code update}: see {@link Update}.
 * </ul>
 */
public final class Gradient {
    private Gradient() {}

    /**
     * @param model with the entry point {@code forward}, before fusing
     * @return the model with three more entry points
     * @throws NoGradient when an operation has no gradient, the loss does not fit the head, or nothing is trained
     */
    public static ModelGraph of(ModelGraph model, Training training) {
        GraphVerifier.verify(model);
        Graph layers = LayerSplit.of(model.forward(), training.trained());
        Graph forward = Adapters.inserted(layers, training, Names.of(layers), false);
        ScoredLoss evaluated = ScoredLoss.of(forward, training.loss(), Names.of(forward));
        Names names = Names.of(layers);
        Graph dropping =
                Adapters.inserted(DropoutSites.inserted(layers, training.dropout(), names), training, names, true);
        ScoredLoss loss = ScoredLoss.of(dropping, training.loss(), names);
        Needed needed = Needed.of(loss.forward(), learning(model.withEntryPoints(List.of(forward)), training));
        if (!needed.of(loss.scores())) throw new NoGradient("no parameter that the loss depends on is trained");
        Backward backward = new Backward(needed, names, training.padding());
        Assign seed = Assign.of(names.unused("gradient." + loss.scores().name()), new LossOp.Gradient((LossOp.OfScores)
                loss.loss().op()));
        backward.pass(loss.scores(), seed.out());
        backward.walk(LogSums.inserted(loss.forward(), needed));
        List<Graph> entryPoints = new ArrayList<>(model.entryPoints());
        entryPoints.replaceAll(graph -> graph == model.forward() ? forward : graph);
        entryPoints.add(trainStep(loss, seed, backward));
        entryPoints.add(evaluate(evaluated));
        entryPoints.add(Update.graph(
                model.withEntryPoints(List.of(forward)), backward.ofParams().keySet(), training));
        return GraphVerifier.verify(model.withEntryPoints(entryPoints));
    }

    /** The parameters that learn: all layers of a repeat, or none. */
    private static Set<Param> learning(ModelGraph forward, Training training) {
        return forward.params().stream()
                .filter(placed -> training.trained().test(placed.names().getFirst()))
                .map(ModelGraph.PlacedParam::param)
                .collect(Collectors.toSet());
    }

    private static Graph trainStep(ScoredLoss loss, Assign seed, Backward backward) {
        List<Step> steps = new ArrayList<>(backward.forward());
        List<Graph.Output> outputs = withLoss(loss, steps);
        steps.add(seed);
        steps.addAll(backward.backward());
        for (Map.Entry<Param, Value> of : backward.ofParams().entrySet())
            outputs.add(new Graph.Output("gradient." + of.getKey().name(), of.getValue()));
        return new Graph("trainStep", loss.inputs(), steps, outputs);
    }

    private static Graph evaluate(ScoredLoss loss) {
        List<Step> steps = new ArrayList<>(loss.forward());
        List<Graph.Output> outputs = withLoss(loss, steps);
        return new Graph("evaluate", loss.inputs(), steps, outputs);
    }

    private static List<Graph.Output> withLoss(ScoredLoss loss, List<Step> steps) {
        steps.addAll(loss.labels());
        steps.add(loss.loss());
        steps.add(loss.total());
        return new ArrayList<>(List.of(
                new Graph.Output("scores", loss.scores()),
                new Graph.Output("loss", loss.total().out())));
    }
}
