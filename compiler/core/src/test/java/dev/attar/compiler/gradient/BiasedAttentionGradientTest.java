package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The backward pass of what BLOOM and T5 have: scores with a bias of their distance, a table of relative buckets that all layers share,
 * a translator whose source is dropped; and of several pools side by side. In the reference against central differences, in
 * generated code against the reference.
 */
class BiasedAttentionGradientTest {
    private static final DropoutRates DROPS = new DropoutRates(0.1, 0.2, 0.1);
    private static final Training NEXT = Training.of(new Loss.NextToken(0), Optimizer.Sgd.plain());
    private static final Training CLASSES = Training.of(Loss.CrossEntropy.plain(), Optimizer.Sgd.plain());
    private static final Training VECTORS = Training.of(new Loss.MeanSquaredError(), Optimizer.Sgd.plain());

    @Test
    void alibiInADecoder() {
        String text = stack("decoder", "positions alibi", "head generate { tied }");
        differences(text, NEXT);
        GeneratedGradientsTest.compare(text, NEXT.withDropout(DROPS));
    }

    @Test
    void alibiInAnEncoderUnderDropout() {
        String text = stack("encoder", "positions alibi", "head classify { pool mean   classes 3 }");
        differences(text, CLASSES.withDropout(DROPS));
        GeneratedGradientsTest.compare(text, CLASSES);
    }

    @Test
    void relativeBucketsBothWays() {
        String buckets = "scale none   positions relative { buckets 8   max_distance 5 }";
        String text = stack("encoder", buckets, "head classify { pool cls   classes 3 }");
        differences(text, CLASSES);
        differences(text, CLASSES.withDropout(DROPS));
        GeneratedGradientsTest.compare(text, CLASSES.withDropout(DROPS));
    }

    @Test
    void relativeBucketsOneWayInGroups() {
        String buckets = "groups 2   positions relative { buckets 5   max_distance 9 }";
        String text = stack("decoder", buckets, "head generate { }");
        differences(text, NEXT);
        GeneratedGradientsTest.compare(text, NEXT);
    }

    /** As T5: both stacks have a table of their own, and the embeddings are one. */
    @Test
    void aTranslatorWithBucketsUnderDropout() {
        String buckets = "scale none   bias none   positions relative { buckets 6   max_distance 7 }";
        String layer =
                "feedforward { width 7   activation relu   bias none }   residual { norm rms   order pre }   norm rms";
        String text = """
            model Small {
                vocabulary 11   context 9   width 8
                embedding { positions none }
                encoder depth 2 { attention { heads 2   %s }   %s }
                decoder depth 2 { attention { heads 2   %s }   cross attention { heads 2   scale none   bias none }   %s }
                head generate { tied }
            }
            """.formatted(buckets, layer, buckets, layer);
        differences(text, CLASSES);
        differences(text, CLASSES.withDropout(DROPS));
        GeneratedGradientsTest.compare(text, CLASSES.withDropout(DROPS));
    }

    @Test
    void severalPoolsSideBySide() {
        String head = "head embed { pool mean, max, cls, last, weighted_mean, mean_sqrt_len }";
        String text = stack("encoder", "bias none", head);
        differences(text, VECTORS);
        GeneratedGradientsTest.compare(text, VECTORS);
    }

    private static String stack(String stack, String attention, String head) {
        String positions = attention.contains("positions") ? "" : "positions learned";
        return """
            model Small {
                vocabulary 11   context 9   width 8
                embedding { %s }
                %s depth 2 {
                    attention   { heads 4   %s }
                    feedforward { width 7   activation gelu }
                    residual    { norm layer   order pre }
                }
                %s
            }
            """.formatted(positions, stack, attention, head);
    }

    private static void differences(String text, Training training) {
        ModelGraph forward = Compiler.model(Compiler.check(Source.of("small.attar", text)));
        ModelGraph model = Gradient.of(forward, training);
        TrainingTrial trial = TrainingTrial.random(model, RandomTokens.of(model, 3, 3), 3);
        CentralDifferences differences = new CentralDifferences(trial, 7);
        assertEquals(List.of(), differences.disagreements(trial.trainStep()), () -> GraphPrinter.print(model));
        assertEquals(trial.weights().size(), differences.compared());
    }
}
