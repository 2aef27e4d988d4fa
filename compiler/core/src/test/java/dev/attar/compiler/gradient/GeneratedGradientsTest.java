package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Width;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Losses and gradients of generated code against the reference, for what the models of {@link GeneratedTrainingTest} have not: dropout,
 * spans, several labels, and what decoders are made of.
 *
 * <p>Tolerance: sums have at most 100 terms, and a number goes through some twenty of them.
 */
class GeneratedGradientsTest {
    /** Tables that several operations add to the gradient of, by turns where a batch is in parts. */
    private static final Set<String> READ_TWICE = Set.of(
            "embeddings.tokens.weight", "encoder.attention.relative.weight", "decoder.attention.relative.weight");

    private static final double TOLERANCE = 100 * 20 * 0x1p-24;

    @Test
    void spansUnderDropout() {
        String spec = SmallModel.text("post", "head span");
        Training training = Training.of(new Loss.Span(), Optimizer.Adam.paper());
        compare(spec, training.withDropout(new DropoutRates(0.1, 0.3, 0.2)));
    }

    @Test
    void decoders() {
        String spec = """
            model Small {
                vocabulary 11   context 6   width 8
                embedding { scale 3 }
                decoder depth 2 {
                    attention   { heads 4   groups 2   head_width 4   bias none   norm rms   scale 0.3   positions rotary }
                    feedforward { width 7   activation silu   gated   bias none }
                    residual    { norm rms   order pre }
                    norm rms
                }
                head generate { tied }
            }
            """;
        Training training = Training.of(new Loss.NextToken(0.1), new Optimizer.Sgd(0.9, true, 0.01));
        compare(spec, training.withDropout(new DropoutRates(0, 0.3, 0)));
    }

    @Test
    void weightsOfClasses() {
        String spec = SmallModel.text("pre", "head tokens { classes 3 }");
        Loss loss = new Loss.CrossEntropy(List.of(0.5, 2.0, 1.25), 0.2);
        compare(spec, Training.of(loss, Optimizer.Sgd.plain()));
    }

    /** Of a model and a batch of four sequences, against the reference, and in two parts. */
    static void compare(String text, Training training) {
        var spec = Compiler.check(Source.of("small.attar", text));
        ModelGraph model = Gradient.of(Compiler.model(spec), training);
        Tokens tokens = RandomTokens.of(model, 3, 4);
        TrainingTrial trial = TrainingTrial.random(model, tokens, 3);
        Map<String, double[][]> expected = trial.trainStep();
        TrainingCode code = new TrainingCode(spec, training, trial.weights(), Set.of(Width.LANES_8));
        try (TrainableModel whole = code.open(Width.LANES_8, 1);
                TrainableModel parts = code.open(Width.LANES_8, 2)) {
            BatchResult result = whole.trainStep(GeneratedTrainingTest.batch(tokens, trial.inputs()));
            double[] loss = expected.get("loss")[0];
            assertEquals(loss[0], result.loss(), TOLERANCE * loss[0]);
            assertEquals(loss[1], result.count());
            for (Parameter p : whole.parameters())
                near(expected.get("gradient." + p.name()), whole.read(Part.GRADIENT, p.name()), p.name());
            split(trial, parts);
            for (Parameter p : whole.parameters())
                if (!READ_TWICE.contains(p.name()))
                    assertArrayEquals(
                            whole.read(Part.GRADIENT, p.name()),
                            parts.read(Part.GRADIENT, p.name()),
                            p.name() + " of a batch in two parts");
        }
    }

    /** The first sequence alone, then the others. */
    private static void split(TrainingTrial trial, TrainableModel model) {
        List<Tokens.Sequence> all = trial.tokens().sequences();
        Tokens first = trial.tokens().select(List.of(0));
        Tokens rest =
                trial.tokens().select(IntStream.range(1, all.size()).boxed().toList());
        int source = first.source().map(Tokens::tokenCount).orElse(0);
        Map<String, int[]> ofFirst = new HashMap<>();
        Map<String, int[]> ofRest = new HashMap<>();
        trial.inputs().indices().forEach((name, values) -> {
            if (name.equals("seed")) {
                ofFirst.put(name, values);
                ofRest.put(name, new int[] {
                    values[0], values[1], values[2] + first.tokenCount(), values[3] + 1, values[4] + source
                });
            } else {
                int rows = values.length == all.size() ? 1 : first.tokenCount();
                ofFirst.put(name, Arrays.copyOf(values, rows));
                ofRest.put(name, Arrays.copyOfRange(values, rows, values.length));
            }
        });
        Map<String, double[][]> floatsOfFirst = new HashMap<>();
        Map<String, double[][]> floatsOfRest = new HashMap<>();
        trial.inputs().floats().forEach((name, values) -> {
            int rows = values.length == all.size() ? 1 : first.tokenCount();
            floatsOfFirst.put(name, Arrays.copyOf(values, rows));
            floatsOfRest.put(name, Arrays.copyOfRange(values, rows, values.length));
        });
        model.trainStep(GeneratedTrainingTest.batch(first, new Inputs(floatsOfFirst, ofFirst)));
        model.trainStep(GeneratedTrainingTest.batch(rest, new Inputs(floatsOfRest, ofRest)));
    }

    private static void near(double[][] expected, float[] actual, String name) {
        double largest = name.endsWith("attention.key.bias") ? 1 : 1e-2; // that of a key's bias is 0 but for rounding
        for (double[] row : expected) for (double x : row) largest = Math.max(largest, Math.abs(x));
        for (int i = 0; i < actual.length; i++)
            assertEquals(
                    expected[i / expected[0].length][i % expected[0].length],
                    actual[i],
                    TOLERANCE * largest,
                    name + ", " + i);
    }
}
