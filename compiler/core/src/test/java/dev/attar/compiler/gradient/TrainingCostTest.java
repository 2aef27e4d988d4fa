package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.fixture.ExampleSpecs;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.ModelGraph;
import org.junit.jupiter.api.Test;

/** The figures of ADR 22 and of BERT base by hand. */
class TrainingCostTest {
    private static final ModelGraph FORWARD = GraphBuilder.build(ExampleSpecs.bertBase());
    private static final Training ADAM = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper());
    private static final long LAYERS = 12;
    private static final long WIDTH = 768;
    private static final long HEADS = 12;

    @Test
    void aLayerKeepsElevenRowsAndANumberAHead() {
        TrainingCost cost = TrainingCost.of(Gradient.of(FORWARD, ADAM));
        assertEquals(LAYERS * (11 * WIDTH + HEADS), cost.keptPerToken());
    }

    @Test
    void productsCostThreeTimesTheForwardPassAndAttentionFive() {
        Flops forward = Flops.of(FORWARD.forward());
        Flops step = TrainingCost.of(Gradient.of(FORWARD, ADAM)).flops();
        assertEquals(3 * forward.perToken(), step.perToken());
        assertEquals(3 * forward.perSequence(), step.perSequence());
        assertEquals(5 * forward.perTokenAndPosition(), step.perTokenAndPosition()); // 2, and 1 + 3 + 4
    }

    @Test
    void everyTrainedNumberHasAGradientAndItsMoments() {
        long parameters = 109_483_778; // BERT base with two classes
        TrainingCost adam = TrainingCost.of(Gradient.of(FORWARD, ADAM));
        assertEquals(parameters, adam.gradients());
        assertEquals(2 * parameters, adam.moments());
        TrainingCost head = TrainingCost.of(Gradient.of(FORWARD, ADAM.withFrozen(p -> !p.startsWith("head."))));
        assertEquals(0, head.keptPerToken());
        assertEquals(WIDTH * WIDTH + WIDTH + 2 * WIDTH + 2, head.gradients());
        Training plain = Training.of(Loss.CrossEntropy.plain(), Optimizer.Sgd.plain());
        assertEquals(0, TrainingCost.of(Gradient.of(FORWARD, plain)).moments());
    }
}
