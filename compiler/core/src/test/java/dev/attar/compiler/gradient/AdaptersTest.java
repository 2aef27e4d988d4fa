package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.check.LowRank.Product;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.InitialWeights;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.Width;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Low-rank adapters in the graphs of training, and in generated code. */
class AdaptersTest {
    private static final String HEAD = "head classify { pool mean   classes 3 }";
    private static final LowRank ALL = LowRank.of(2)
            .on(EnumSet.of(Product.QUERY, Product.KEY, Product.VALUE, Product.OUTPUT, Product.UP, Product.DOWN));

    @Test
    void gradientsOfAdaptersAreThoseOfTheLoss() {
        ModelSpec spec = Compiler.check(Source.of("small.attar", SmallModel.text("post", HEAD)));
        for (double dropout : List.of(0.0, 0.3)) {
            ModelGraph model = model(spec, ALL.withAlpha(3).withDropout(dropout));
            TrainingTrial trial = TrainingTrial.random(model, RandomTokens.of(model.limits(), 3, 3), 3);
            CentralDifferences differences = new CentralDifferences(trial, 7);
            assertEquals(List.of(), differences.disagreements(trial.trainStep()), () -> GraphPrinter.print(model));
            assertEquals(2 * 6 * 2 + 2, differences.compared()); // layers, products, matrices; the head
        }
    }

    @Test
    void adaptersAndAHeadOfClassesLearnAlone() {
        ModelSpec classes = Compiler.check(Source.of("small.attar", SmallModel.text("pre", HEAD)));
        assertEquals(
                Set.of(
                        "gradient.head.classes.weight",
                        "gradient.head.classes.bias",
                        "gradient.encoder.*.attention.query.lora.a",
                        "gradient.encoder.*.attention.query.lora.b",
                        "gradient.encoder.*.attention.value.lora.a",
                        "gradient.encoder.*.attention.value.lora.b"),
                gradients(model(classes, LowRank.of(1))));
        ModelSpec masked = Compiler.check(Source.of("small.attar", SmallModel.text("pre", SmallModel.MASKED)));
        Training training =
                Training.of(new Loss.Masked(), Optimizer.Adam.paper()).withAdapters(LowRank.of(1), masked.head());
        Set<String> ofMasked = gradients(Gradient.of(Compiler.model(masked), training));
        assertTrue(ofMasked.stream().allMatch(name -> name.contains(".lora.")), ofMasked.toString());
    }

    @Test
    void adaptersCanLearnInSomeLayersOnly() {
        ModelSpec spec = Compiler.check(Source.of("small.attar", SmallModel.text("pre", HEAD)));
        Training training = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper())
                .withAdapters(LowRank.of(1), spec.head())
                .withFrozen(name -> name.startsWith("encoder.0."));
        ModelGraph model = Gradient.of(Compiler.model(spec), training);
        assertTrue(gradients(model).contains("gradient.encoder.*+1.attention.query.lora.a"));
        assertFalse(
                GraphPrinter.print(model).contains("encoder.*.attention.query.lora.a"), "no adapter where none learns");
    }

    @Test
    void trainingBeginsWithTheModelAsItIs() {
        ModelSpec spec = Compiler.check(Source.of("small.attar", SmallModel.text("post", HEAD)));
        InitialWeights initial = InitialWeights.of(model(spec, ALL), InitialWeights.Rule.TRUNCATED_NORMAL, 5);
        for (String name : initial.shapes().keySet()) {
            boolean zeros = true;
            for (float x : initial.values(name)) zeros &= x == 0;
            if (LowRank.isUp(name)) assertTrue(zeros, name);
            if (LowRank.isDown(name)) assertFalse(zeros, name);
        }
    }

    @Test
    void aRankThatSavesNothingIsRefused() {
        ModelSpec spec = Compiler.check(Source.of("small.attar", SmallModel.text("pre", HEAD)));
        NoGradient refused = assertThrows(NoGradient.class, () -> model(spec, LowRank.of(7)));
        assertTrue(refused.getMessage().contains("give a rank"), refused.getMessage());
    }

    /** Adapters of generated code learn; what they stand beside keeps its bits; merged weights say what both said. */
    @Test
    void generatedCodeLearnsAdaptersAndMergesThem() {
        ModelSpec spec = Compiler.check(Source.of("small.attar", SmallModel.text("post", HEAD)));
        Training plain = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper());
        LowRank how = ALL.withAlpha(3);
        Training adapted = plain.withAdapters(how, spec.head());
        ModelGraph model = Gradient.of(Compiler.model(spec), adapted);
        TrainingTrial trial = TrainingTrial.random(model, RandomTokens.of(model.limits(), 3, 3), 3);
        Map<String, double[][]> expected = trial.trainStep();
        TrainingCode code = new TrainingCode(spec, adapted, trial.weights(), Set.of(Width.LANES_8));
        TrainingCode whole = new TrainingCode(spec, plain, trial.weights(), Set.of(Width.LANES_8));
        TrainingBatch batch = GeneratedTrainingTest.batch(trial.tokens(), trial.inputs());
        try (TrainableModel learns = code.open(Width.LANES_8, 2);
                TrainableModel merged = whole.open(Width.LANES_8, 1)) {
            assertEquals(expected.get("loss")[0][0], learns.trainStep(batch).loss(), 1e-5);
            for (Parameter p : learns.parameters())
                if (p.trained())
                    near(expected.get("gradient." + p.name()), learns.read(Part.GRADIENT, p.name()), p.name());
            learns.update(new UpdateSettings(0.05, 1, 3));
            for (Parameter p : learns.parameters()) {
                float[] begun = TrainingCode.floats(trial.weights().get(p.name()));
                if (p.trained()) assertFalse(Arrays.equals(begun, learns.read(Part.VALUE, p.name())), p.name());
                else assertArrayEquals(begun, learns.read(Part.VALUE, p.name()), p.name());
            }
            dev.attar.runtime.training.LowRankAdapters adapters =
                    new dev.attar.runtime.training.LowRankAdapters(how.rank(), how.alpha());
            for (Parameter p : merged.parameters())
                merged.write(Part.VALUE, p.name(), adapters.merged(learns, p.name()));
            double loss = learns.evaluate(batch).loss();
            assertEquals(loss, merged.evaluate(batch).loss(), 1e-5 * loss, "merged and not merged");
        }
    }

    private static void near(double[][] expected, float[] actual, String name) {
        double largest = 1e-2;
        for (double[] row : expected) for (double x : row) largest = Math.max(largest, Math.abs(x));
        for (int i = 0; i < actual.length; i++)
            assertEquals(
                    expected[i / expected[0].length][i % expected[0].length],
                    actual[i],
                    1e-4 * largest,
                    name + ", " + i);
    }

    private static ModelGraph model(ModelSpec spec, LowRank how) {
        Training training =
                Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper()).withAdapters(how, spec.head());
        return Gradient.of(Compiler.model(spec), training);
    }

    private static Set<String> gradients(ModelGraph model) {
        Set<String> names = new TreeSet<>();
        model.entryPoint("trainStep").outputs().forEach(output -> {
            if (output.name().startsWith("gradient.")) names.add(output.name());
        });
        return names;
    }
}
