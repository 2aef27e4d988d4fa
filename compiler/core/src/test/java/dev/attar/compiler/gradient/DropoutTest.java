package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.AttentionOp;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.Dropping;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where dropout is put, and that a batch in parts is dropped like the whole. */
class DropoutTest {
    private static final ModelGraph FORWARD = SmallModel.of("pre", "head embed { pool mean }");
    private static final Training TRAINING = Training.of(new Loss.MeanSquaredError(), Optimizer.Sgd.plain())
            .withDropout(new DropoutRates(0.1, 0.2, 0.3));

    @Test
    void embeddingsSharesAndBothHalvesOfALayerAreDropped() {
        ModelGraph model = Gradient.of(FORWARD, TRAINING);
        Set<String> sites = new HashSet<>();
        for (Dropping dropping : droppings(model.entryPoint("trainStep").steps()))
            sites.add(dropping.site() + " " + dropping.rate());
        assertEquals(
                Set.of(
                        "embeddings.norm 0.1",
                        "layer.*.attention.mixed 0.2",
                        "layer.*.attention.output 0.3",
                        "layer.*.feedforward.down 0.3"),
                sites);
    }

    @Test
    void nothingIsDroppedInEvaluationOrWhenItIsOff() {
        ModelGraph model = Gradient.of(FORWARD, TRAINING);
        assertEquals(List.of(), droppings(model.entryPoint("evaluate").steps()));
        assertEquals(FORWARD.forward(), model.forward());
        Graph off =
                Gradient.of(FORWARD, TRAINING.withDropout(DropoutRates.NONE)).entryPoint("trainStep");
        assertEquals(List.of(), droppings(off.steps()));
        assertTrue(off.inputs().stream().noneMatch(v -> v.name().equals("seed")));
    }

    @Test
    void aBatchInPartsDropsWhatItDropsAsAWhole() {
        ModelGraph model = Gradient.of(FORWARD, TRAINING);
        Tokens tokens = RandomTokens.of(model.limits(), 5, 3);
        TrainingTrial trial = TrainingTrial.random(model, tokens, 5);
        double[][] whole = scores(trial, tokens, 0, 3, 0);
        int before = tokens.sequences().get(0).length();
        Tokens rest = new Tokens(tokens.sequences().subList(1, 3));
        assertArrayEquals(whole[1], scores(trial, rest, 1, 3, before)[0]);
        assertArrayEquals(whole[2], scores(trial, rest, 1, 3, before)[1]);
        assertFalse(java.util.Arrays.equals(whole[1], scores(trial, rest, 1, 3, 0)[0]), "other tokens, other numbers");
    }

    private static double[][] scores(TrainingTrial trial, Tokens tokens, int from, int to, int before) {
        double[][] targets = new double[to - from][6];
        Inputs inputs = new Inputs(Map.of("targets", targets), Map.of("seed", new int[] {17, -4, before, from, 0}));
        return Reference.run(trial.model(), "trainStep", Parameters.of(trial.weights()), tokens, inputs)
                .get("scores");
    }

    private static List<Dropping> droppings(List<Step> steps) {
        List<Dropping> all = new ArrayList<>();
        for (Step step : steps)
            switch (step) {
                case Repeat repeat -> all.addAll(droppings(repeat.body()));
                case Assign(var _, Op op) -> {
                    if (op instanceof DropoutOp(var _, Dropping dropping)) all.add(dropping);
                    if (op instanceof AttentionOp.Dropped dropped) all.add(dropped.dropping());
                }
            }
        return all;
    }
}
