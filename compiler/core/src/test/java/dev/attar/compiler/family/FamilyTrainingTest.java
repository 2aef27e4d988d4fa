package dev.attar.compiler.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Loss;
import dev.attar.compiler.gradient.Optimizer;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.reference.Parameters;
import dev.attar.runtime.Batch;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A small GPT-2 that another engine has trained for ten steps in double precision, by generated code; it is looked for in the folder
 * that {@code ATTAR_GOLDENS} names.
 *
 * <p>Tolerance: sums have at most 128 terms, a number goes through some forty of them, and ten steps add what each is off.
 */
class FamilyTrainingTest {
    private static final double TOLERANCE = 128 * 40 * 0x1p-24;

    private static final Path GOLDENS = Path.of(System.getenv().getOrDefault("ATTAR_GOLDENS", "no-goldens"));

    @Test
    void tenStepsOfNextTokens() throws IOException {
        Training training =
                Training.of(new Loss.NextToken(0), Optimizer.Adam.paper()).withClip(1);
        learns("train-lm", "gpt2", "gpt2", training);
    }

    private static void learns(String name, String family, String table, Training training) throws IOException {
        Path golden = GOLDENS.resolve(name);
        assumeTrue(Files.exists(golden), golden + " is not there");
        ModelSpec spec = Compiler.check(Corpus.source(FamilyGoldenTest.FAMILIES.resolve(family + ".attar")));
        CompileOptions options =
                CompileOptions.defaults().withWidths(Set.of(Width.LANES_8)).withTraining(training);
        GeneratedClasses code =
                GeneratedClasses.compile(Compiler.compile(spec, new Origin(name + ".attar", "00000000"), options));
        var json = (Map<?, ?>) JsonTree.read(Files.readAllBytes(golden.resolve("golden.json")));
        List<?> steps = (List<?>) json.get("steps");
        List<?> batches = (List<?>) json.get("batches");
        try (Weights weights = Weights.of(tensors(spec, table, golden.resolve("model.safetensors")));
                TrainableModel model = code.trainable(
                        weights, Options.defaults().withThreads(1).withWidth(Width.LANES_8))) {
            for (int i = 0; i < steps.size(); i++) {
                Map<?, ?> step = (Map<?, ?>) steps.get(i);
                BatchResult result = model.trainStep(batch((Map<?, ?>) batches.get(i % batches.size())));
                double norm = model.update(new UpdateSettings((Double) step.get("rate"), i + 1, result.count()));
                near(step.get("loss"), result.loss() / result.count(), "loss of step " + (i + 1));
                near(step.get("gradient_norm"), norm, "norm of step " + (i + 1));
            }
            tensors(spec, table, golden.resolve("after").resolve("model.safetensors"))
                    .forEach((parameter, after) ->
                            compare(parameter, after.values(), model.read(Part.VALUE, parameter)));
        }
    }

    /** The gradient of a key's bias is 0 but for rounding, of which Adam makes steps of the size of the rate. */
    private static void compare(String name, float[] expected, float[] actual) {
        double largest = 0;
        for (float x : expected) largest = Math.max(largest, Math.abs(x));
        double close = name.endsWith("attention.key.bias") ? 10 * 1e-3 : 10 * TOLERANCE * largest;
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], actual[i], close, name + ", " + i);
    }

    private static void near(Object expected, double actual, String what) {
        assertEquals((Double) expected, actual, TOLERANCE * (Double) expected, what);
    }

    private static TrainingBatch batch(Map<?, ?> json) {
        List<int[]> ids = sequences(json.get("sequences"));
        return new TrainingBatch(Batch.of(ids), new Labels.Classes(flat(ids)), new DropoutSeed(0, 0, 0));
    }

    private static List<int[]> sequences(Object json) {
        return ((List<?>) json)
                .stream()
                        .map(s -> ((List<?>) s)
                                .stream().mapToInt(n -> ((Double) n).intValue()).toArray())
                        .toList();
    }

    private static int[] flat(List<int[]> sequences) {
        return sequences.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static Map<String, FloatTensor> tensors(ModelSpec spec, String table, Path file) throws IOException {
        int heads = spec.stacks().getLast().attention().heads();
        Parameters parameters =
                new NameTable(FamilyGoldenTest.TABLES.resolve(table + ".names")).parameters(new Tensors(file), heads);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (PlacedParam placed : Compiler.model(spec).params())
            for (String name : placed.names()) {
                if (placed.param().source() != Param.Source.WEIGHTS) continue;
                double[] values = parameters.values(name);
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
                long[] shape = placed.param().type().sizes().stream()
                        .mapToLong(Integer::longValue)
                        .toArray();
                tensors.put(name, FloatTensor.of(floats, shape));
            }
        return tensors;
    }
}
