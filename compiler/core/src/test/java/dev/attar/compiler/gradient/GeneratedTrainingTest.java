package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.Width;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Ten steps of training by generated code against another engine's in double precision, and every width and number of threads
 * against the scalar code on one thread, bit for bit.
 *
 * <p>Tolerances: a number goes through sums of at most {@link #TERMS} terms on its way, each of which may be off by half a unit in
 * the last place; it is compared with the largest of its tensor.
 */
class GeneratedTrainingTest {
    /** Forward and backward through three layers of width 32 with feed-forwards of 48, and over the tokens of a batch. */
    private static final int TERMS = 2 * 3 * (6 * 32 + 2 * 48) + 100;

    private static final double TOLERANCE = TERMS * 0x1p-24;

    /** The gradient of what softmax does not see is 0 but for rounding, of which Adam makes steps of the size of the rate. */
    private static final String ROUNDING_ALONE = "attention.key.bias";

    @Test
    void classes() {
        Training training =
                Training.of(Loss.CrossEntropy.plain(), TrainingGoldenTest.ADAMW).withClip(1);
        learns(
                "classify",
                "head classify { pool cls dense { width width activation tanh } classes 3 }",
                training,
                Width.values());
    }

    @Test
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true")
    void classesOfTokens() {
        Training training = Training.of(Loss.CrossEntropy.plain(), TrainingGoldenTest.ADAMW);
        learns("tokens", "head tokens { classes 5 }", training, Width.LANES_8);
    }

    @Test
    void hiddenTokens() {
        Training training =
                Training.of(new Loss.Masked(), TrainingGoldenTest.ADAMW).withClip(1);
        learns("mlm", "head mlm { activation gelu norm layer { epsilon 1e-12 } tied }", training);
    }

    @Test
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true")
    void numbers() {
        String head = "head classify { pool cls dense { width width activation tanh } classes 1 }";
        learns("regress", head, Training.of(new Loss.MeanSquaredError(), TrainingGoldenTest.ADAMW), Width.LANES_8);
    }

    @Test
    void pairs() {
        learns(
                "embed",
                "head embed { pool mean }",
                Training.of(Loss.InBatchNegatives.usual(), TrainingGoldenTest.ADAMW));
    }

    private static void learns(String name, String head, Training training) {
        learns(name, head, training, Width.SCALAR, Width.LANES_8);
    }

    private static void learns(String name, String head, Training training, Width... widths) {
        TrainingGolden golden = TrainingGolden.of(name);
        var spec = Compiler.check(Source.of(name + ".attar", TrainingGoldenTest.spec(head)));
        TrainingCode code = new TrainingCode(spec, training, golden.tensors("model.safetensors"), Set.of(widths));
        Map<String, float[]> first = train(code, widths[0], 1, golden, training);
        compare(golden, first, name);
        for (Width width : widths) same(first, train(code, width, 1, golden, training), name + " on " + width);
        same(first, train(code, Width.LANES_8, 2, golden, training), name + " on two threads");
    }

    /** All that can be seen of ten steps, by name. */
    private static Map<String, float[]> train(
            TrainingCode code, Width width, int threads, TrainingGolden golden, Training training) {
        Map<String, float[]> seen = new LinkedHashMap<>();
        List<Tokens> batches = TrainingGoldenTest.batches(golden, training.loss());
        List<Inputs> labels = TrainingGoldenTest.labels(golden, training.loss());
        List<Double> rates = golden.ofSteps("rate");
        float[] losses = new float[rates.size()];
        float[] norms = new float[rates.size()];
        try (TrainableModel model = code.open(width, threads)) {
            for (int step = 0; step < rates.size(); step++) {
                TrainingBatch batch = batch(batches.get(step % batches.size()), labels.get(step % batches.size()));
                BatchResult result = model.trainStep(batch);
                losses[step] = (float) (result.loss() / result.count());
                if (step == 0)
                    for (Parameter p : model.parameters())
                        seen.put("gradient." + p.name(), divided(model.read(Part.GRADIENT, p.name()), result.count()));
                norms[step] = (float) model.update(new UpdateSettings(rates.get(step), step + 1, result.count()));
            }
            for (Parameter p : model.parameters()) seen.put("after." + p.name(), model.read(Part.VALUE, p.name()));
        }
        seen.put("loss", losses);
        seen.put("gradient_norm", norms);
        return seen;
    }

    private static float[] divided(float[] values, double by) {
        for (int i = 0; i < values.length; i++) values[i] = (float) (values[i] / by);
        return values;
    }

    static TrainingBatch batch(Tokens tokens, Inputs inputs) {
        Labels labels = new Labels.None();
        if (inputs.indices().containsKey("labels"))
            labels = new Labels.Classes(inputs.indices().get("labels"));
        if (inputs.indices().containsKey("starts"))
            labels = new Labels.Spans(
                    inputs.indices().get("starts"), inputs.indices().get("ends"));
        if (inputs.floats().containsKey("targets")) {
            double[][] rows = inputs.floats().get("targets");
            float[] targets = new float[rows.length * rows[0].length];
            for (int i = 0; i < targets.length; i++) targets[i] = (float) rows[i / rows[0].length][i % rows[0].length];
            labels = new Labels.Numbers(targets);
        }
        int[] seed = inputs.indices().getOrDefault("seed", new int[5]);
        long key = Integer.toUnsignedLong(seed[0]) | (long) seed[1] << 32;
        boolean segments = tokens.sequences().stream()
                .anyMatch(sequence -> sequence.segments().stream().anyMatch(id -> id > 0));
        return new TrainingBatch(
                CompiledTrial.batch(new Tokens(tokens.sequences()), segments),
                tokens.source().map(source -> CompiledTrial.batch(source, false)),
                labels,
                new DropoutSeed(key, seed[2], seed[3], seed[4]));
    }

    private static void compare(TrainingGolden golden, Map<String, float[]> seen, String name) {
        double clipped = golden.ofSteps("gradient_norm").getFirst();
        golden.tensors("gradients.safetensors").forEach((parameter, values) -> {
            float[] actual = seen.get("gradient." + parameter);
            near(values, actual, scale(values, actual), largest(values, clipped), "gradient of " + parameter);
        });
        for (String what : List.of("loss", "gradient_norm")) {
            List<Double> expected = golden.ofSteps(what);
            for (int step = 0; step < expected.size(); step++)
                assertEquals(
                        expected.get(step),
                        seen.get(what)[step],
                        TOLERANCE * Math.abs(expected.get(step)),
                        name + ", step " + (step + 1) + ", " + what);
        }
        if (golden.folder().resolve("after.safetensors").toFile().exists())
            golden.tensors("after.safetensors").forEach((parameter, values) -> {
                if (!parameter.endsWith(ROUNDING_ALONE))
                    near(values, seen.get("after." + parameter), 1, largest(values, 0), parameter);
            });
    }

    /** What was clipped was scaled: by how much says the largest number. */
    private static double scale(double[] expected, float[] actual) {
        double largest = 0;
        double ofActual = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            ofActual = Math.max(ofActual, Math.abs(actual[i]));
        }
        return largest < 1e-7 ? 1 : largest / ofActual;
    }

    private static double largest(double[] values, double least) {
        double largest = least * 1e-3;
        for (double x : values) largest = Math.max(largest, Math.abs(x));
        return largest;
    }

    private static void near(double[] expected, float[] actual, double scale, double largest, String what) {
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], scale * actual[i], TOLERANCE * largest, what + ", " + i);
    }

    private static void same(Map<String, float[]> expected, Map<String, float[]> actual, String what) {
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), what + ": " + name));
    }
}
