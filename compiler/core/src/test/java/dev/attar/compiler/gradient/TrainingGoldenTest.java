package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ten steps of training against PyTorch in double precision: every loss and norm to the digits that were written, every
 * gradient of step one and every weight at the end to the rounding to fp32.
 */
class TrainingGoldenTest {
    /** Losses and norms were written with nine digits. */
    private static final double WRITTEN = 1e-8;
    /** What was stored in fp32, relative and, for what is 0 but for rounding, of a whole. */
    private static final double STORED = 0x1p-23;

    static final Optimizer ADAMW = Optimizer.Adam.decoupled(0.01);

    @Test
    void classes() {
        Training training = Training.of(Loss.CrossEntropy.plain(), ADAMW).withClip(1);
        learns("classify", "head classify { pool cls dense { width width activation tanh } classes 3 }", training);
    }

    @Test
    void classesOfTokens() {
        learns("tokens", "head tokens { classes 5 }", Training.of(Loss.CrossEntropy.plain(), ADAMW));
    }

    @Test
    void hiddenTokens() {
        Training training = Training.of(new Loss.Masked(), ADAMW).withClip(1);
        learns("mlm", "head mlm { activation gelu norm layer { epsilon 1e-12 } tied }", training);
    }

    @Test
    void numbers() {
        String head = "head classify { pool cls dense { width width activation tanh } classes 1 }";
        learns("regress", head, Training.of(new Loss.MeanSquaredError(), ADAMW));
    }

    @Test
    void pairs() {
        learns("embed", "head embed { pool mean }", Training.of(Loss.InBatchNegatives.usual(), ADAMW));
    }

    private static void learns(String name, String head, Training training) {
        TrainingGolden golden = TrainingGolden.of(name);
        ModelGraph model =
                Gradient.of(Compiler.model(Compiler.check(Source.of(name + ".attar", spec(head)))), training);
        ReferenceTraining learner =
                new ReferenceTraining(model, training.optimizer(), golden.tensors("model.safetensors"));
        List<Tokens> batches = batches(golden, training.loss());
        List<Inputs> labels = labels(golden, training.loss());
        List<Double> rates = golden.ofSteps("rate");
        for (int step = 0; step < rates.size(); step++) {
            int batch = step % batches.size();
            var told = learner.step(batches.get(batch), labels.get(batch), rates.get(step));
            String where = name + ", step " + (step + 1);
            assertNear(golden.ofSteps("loss").get(step), told.loss(), WRITTEN, where + ", loss");
            assertNear(golden.ofSteps("gradient_norm").get(step), told.norm(), WRITTEN, where + ", norm");
            if (step == 0) gradients(golden.tensors("gradients.safetensors"), told);
        }
        if (golden.folder().resolve("after.safetensors").toFile().exists())
            golden.tensors("after.safetensors")
                    .forEach((parameter, values) ->
                            compare(values, learner.weights().get(parameter), parameter));
    }

    private static void gradients(Map<String, double[]> expected, ReferenceTraining.Told told) {
        expected.forEach((parameter, values) -> {
            double[][] gradient = told.gradients().get("gradient." + parameter);
            double[] actual = new double[values.length];
            int width = gradient[0].length;
            for (int i = 0; i < actual.length; i++) actual[i] = told.factor() * gradient[i / width][i % width];
            compare(values, actual, "gradient of " + parameter);
        });
    }

    private static void compare(double[] expected, double[] actual, String what) {
        double largest = 0;
        for (double x : expected) largest = Math.max(largest, Math.abs(x));
        for (int i = 0; i < expected.length; i++)
            assertEquals(
                    expected[i],
                    actual[i],
                    Math.max(STORED * Math.abs(expected[i]), 1e-9 * Math.max(largest, 1e-4)),
                    what + ", " + i);
    }

    private static void assertNear(double expected, double actual, double relative, String what) {
        assertEquals(expected, actual, relative * Math.abs(expected), what);
    }

    static List<Tokens> batches(TrainingGolden golden, Loss loss) {
        if (!(loss instanceof Loss.InBatchNegatives))
            return golden.ofBatches("sequences").stream()
                    .map(TrainingGolden::tokens)
                    .toList();
        List<Tokens> batches = new ArrayList<>();
        List<List<?>> anchors = golden.ofBatches("anchors");
        for (int b = 0; b < anchors.size(); b++) {
            List<Object> both = new ArrayList<>(anchors.get(b));
            both.addAll(golden.ofBatches("positives").get(b));
            batches.add(TrainingGolden.tokens(both));
        }
        return batches;
    }

    static List<Inputs> labels(TrainingGolden golden, Loss loss) {
        List<Inputs> all = new ArrayList<>();
        for (List<?> batch : golden.ofBatches(loss instanceof Loss.InBatchNegatives ? "anchors" : "labels")) {
            List<Double> flat = new ArrayList<>();
            for (Object label : batch)
                if (label instanceof List<?> row) for (Object l : row) flat.add((Double) l);
                else flat.add((Double) label);
            all.add(
                    switch (loss) {
                        case Loss.InBatchNegatives _ -> new Inputs(Map.of(), Map.of());
                        case Loss.MeanSquaredError _ -> // its labels were fp32
                            new Inputs(
                                    Map.of(
                                            "targets",
                                            flat.stream()
                                                    .map(x -> new double[] {x.floatValue()})
                                                    .toArray(double[][]::new)),
                                    Map.of());
                        default ->
                            new Inputs(
                                    Map.of(),
                                    Map.of(
                                            "labels",
                                            flat.stream()
                                                    .mapToInt(Double::intValue)
                                                    .toArray()));
                    });
        }
        return all;
    }

    static String spec(String head) {
        return """
            model Small {
                vocabulary 97   context 40   width 32
                embedding { positions learned   segments 2   norm layer { epsilon 1e-12 }   dropout 0.1 }
                encoder depth 3 {
                    attention   { heads 4   dropout 0.1 }
                    feedforward { width 48   activation gelu }
                    residual    { norm layer { epsilon 1e-12 }   order post   dropout 0.1 }
                }
                %s
            }
            """.formatted(head);
    }
}
