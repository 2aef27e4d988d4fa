package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.TrainingStages;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.ExampleSpecs;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.Width;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Some layers of a stack learn and others do not: what is computed, and that it is the same. */
class FrozenLayersTest {
    private static final Training TRAINING = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.paper());
    private static final Predicate<String> FIRST_EIGHT =
            name -> name.startsWith("embeddings.") || name.matches("encoder\\.[0-7]\\..*");

    @Test
    void theBackwardPassStopsBelowTheLowestLayerThatLearns() {
        ModelGraph model = Gradient.of(Compiler.model(ExampleSpecs.bertBase()), TRAINING.withFrozen(FIRST_EIGHT));
        List<Repeat> repeats = model.entryPoint("trainStep").steps().stream()
                .filter(Repeat.class::isInstance)
                .map(Repeat.class::cast)
                .toList();
        assertEquals(
                List.of(
                        new Repeat.Layers(0, 1, 8),
                        new Repeat.Layers(0, 1, 4),
                        new Repeat.Layers(3, -1, 4)), // backward
                repeats.stream().map(Repeat::layers).toList());
        Set<String> gradients = Set.copyOf(model.entryPoint("trainStep").outputs().stream()
                .map(Graph.Output::name)
                .filter(name -> name.startsWith("gradient."))
                .toList());
        assertTrue(gradients.contains("gradient.encoder.*+8.attention.query.weight"), gradients.toString());
        assertTrue(gradients.stream().noneMatch(name -> name.contains("*.") || name.contains("embeddings")));
        long all = TrainingCost.of(Gradient.of(Compiler.model(ExampleSpecs.bertBase()), TRAINING))
                .keptPerToken();
        assertEquals(all / 3, TrainingCost.of(model).keptPerToken(), "four layers of twelve are kept");
    }

    @Test
    void noLoopsAreMadeForWhatIsFrozen() {
        ModelSpec spec = ExampleSpecs.bertBase();
        int whole = calls(TrainingStages.loops(spec, TRAINING));
        int less = calls(TrainingStages.loops(spec, TRAINING.withFrozen(FIRST_EIGHT)));
        int head = calls(TrainingStages.loops(spec, TRAINING.withFrozen(name -> !name.startsWith("head."))));
        int forward = calls(TrainingStages.loops(spec, TRAINING), "evaluate");
        assertTrue(less < whole, less + " kernel calls in a step with frozen layers, " + whole + " without");
        assertTrue(head < less && forward < head, forward + ", " + head + ", " + less);
    }

    private static int calls(LoopProgram program) {
        return calls(program, "trainStep");
    }

    /** Kernel calls of a step, those of each layer counted. */
    private static int calls(LoopProgram program, String entry) {
        return program.entries().stream()
                .filter(e -> e.name().equals(entry))
                .mapToInt(e ->
                        e.steps().stream().mapToInt(FrozenLayersTest::calls).sum())
                .sum();
    }

    private static int calls(Step step) {
        return switch (step) {
            case Step.Work work -> work.calls().size();
            case Step.PerLayerSteps layers ->
                layers.layers().count() * layers.calls().size();
            case Step.OutputReady _ -> 0;
        };
    }

    @Test
    void everyLayerThatLearnsHasTheGradientThatItHasWhenAllLearn() {
        for (String frozen : List.of("encoder\\.[01]\\..*", "encoder\\.[13]\\..*", "encoder\\.2\\.attention\\..*"))
            for (String reach : List.of("", "reach alternate { full   band 1 }"))
                compare(Compiler.check(Source.of("deep.attar", deep(reach))), name -> name.matches(frozen));
    }

    private static void compare(ModelSpec spec, Predicate<String> frozen) {
        TrainingTrial whole = trial(spec, TRAINING);
        TrainingTrial less = trial(spec, TRAINING.withFrozen(frozen));
        Map<String, double[][]> all = new HashMap<>(whole.trainStep());
        all.keySet()
                .removeIf(name -> name.startsWith("gradient.") && frozen.test(name.substring("gradient.".length())));
        Map<String, double[][]> found = less.trainStep();
        assertEquals(all.keySet(), found.keySet(), () -> GraphPrinter.print(less.model()));
        found.forEach((name, rows) -> {
            for (int r = 0; r < rows.length; r++)
                assertArrayEquals(all.get(name)[r], rows[r], 1e-12 + 1e-9 * Math.abs(rows[r][0]), name);
        });
    }

    private static TrainingTrial trial(ModelSpec spec, Training training) {
        ModelGraph model = Gradient.of(Compiler.model(spec), training);
        return TrainingTrial.random(model, RandomTokens.of(model.limits(), 3, 3), 3);
    }

    @Test
    void generatedCodeTrainsWhatLearnsAndLeavesTheRestAsItIs() {
        ModelSpec spec = Compiler.check(Source.of("deep.attar", deep("")));
        Predicate<String> frozen = name -> name.matches("embeddings\\..*|encoder\\.[01]\\..*");
        TrainingTrial trial = trial(spec, TRAINING);
        TrainingCode whole = new TrainingCode(spec, TRAINING, trial.weights(), Set.of(Width.LANES_8));
        TrainingCode less = new TrainingCode(spec, TRAINING.withFrozen(frozen), trial.weights(), Set.of(Width.LANES_8));
        try (TrainableModel all = whole.open(Width.LANES_8, 1);
                TrainableModel some = less.open(Width.LANES_8, 2)) {
            TrainingBatch batch = GeneratedTrainingTest.batch(trial.tokens(), trial.inputs());
            assertEquals(all.trainStep(batch).loss(), some.trainStep(batch).loss());
            for (Parameter parameter : some.parameters()) {
                String name = parameter.name();
                assertEquals(!frozen.test(name), parameter.trained(), name);
                if (parameter.trained())
                    assertArrayEquals(all.read(Part.GRADIENT, name), some.read(Part.GRADIENT, name), name);
            }
            some.update(new UpdateSettings(0.1, 1, 3));
            for (Parameter parameter : some.parameters()) {
                float[] before = all.read(Part.VALUE, parameter.name());
                float[] after = some.read(Part.VALUE, parameter.name());
                if (frozen.test(parameter.name())) assertArrayEquals(before, after, parameter.name());
                else assertFalse(java.util.Arrays.equals(before, after), parameter.name());
            }
        }
    }

    private static String deep(String reach) {
        return """
            model Deep {
                vocabulary 11   context 5   width 6
                embedding { positions learned   norm layer }
                encoder depth 4 {
                    attention   { heads 2   %s }
                    feedforward { width 7   activation gelu }
                    residual    { norm layer   order post }
                }
                head classify { pool mean   classes 3 }
            }
            """.formatted(reach);
    }
}
