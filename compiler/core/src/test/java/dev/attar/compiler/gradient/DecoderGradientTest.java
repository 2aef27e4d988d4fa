package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The backward pass of what decoders have and encoders have not: masks, groups, rotations, gates, norms without a mean. */
class DecoderGradientTest {
    @Test
    void gatesGroupsAndRotations() {
        String attention = "groups 2   head_width 4   bias none   norm rms   scale 0.3   positions rotary";
        compare("scale 3", attention, "gated   bias none", "norm rms   order pre", DropoutRates.NONE);
    }

    @Test
    void pairsOfChannelsAndParallelHalves() {
        String norm = "norm layer { bias none }   order parallel   shared_norm";
        compare("positions none", "head_width 4   positions rotary { pairs   share 0.5 }", "", norm, DropoutRates.NONE);
    }

    @Test
    void bandsUnderDropout() {
        String residual = "norm layer { bias none   scale none }   order post";
        compare("positions learned", "groups 1   reach band 2", "", residual, new DropoutRates(0.1, 0.2, 0.1));
    }

    private static void compare(
            String embedding, String attention, String feedForward, String residual, DropoutRates dropout) {
        String text = """
            model Small {
                vocabulary 11   context 6   width 8
                embedding { %s }
                decoder depth 2 {
                    attention   { heads 4   %s }
                    feedforward { width 7   activation silu   %s }
                    residual    { %s }
                }
                head generate { tied }
            }
            """.formatted(embedding, attention, feedForward, residual);
        ModelGraph forward = Compiler.model(Compiler.check(Source.of("small.attar", text)));
        Training training =
                Training.of(new Loss.NextToken(0), Optimizer.Sgd.plain()).withDropout(dropout);
        ModelGraph model = Gradient.of(forward, training);
        TrainingTrial trial = TrainingTrial.random(model, RandomTokens.of(model.limits(), 3, 3), 3);
        CentralDifferences differences = new CentralDifferences(trial, 7);
        assertEquals(List.of(), differences.disagreements(trial.trainStep()), () -> GraphPrinter.print(model));
        assertEquals(trial.weights().size(), differences.compared());
    }
}
