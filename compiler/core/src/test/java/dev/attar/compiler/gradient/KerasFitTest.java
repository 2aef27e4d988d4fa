package dev.attar.compiler.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import dev.attar.compiler.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The program of the article in Keras, {@code compile("adam", "sparse_categorical_crossentropy")} and {@code fit} of ten
 * epochs with validation: the history of both losses with Keras's form of Adam.
 */
class KerasFitTest {
    /**
     * On TensorFlow, Keras squares the gradient of a table by occurrence of a token: a token that occurs twice in a batch has
     * the sum of two squares in its second moment and not the square of the sum. All else is the same.
     */
    private static final double AS_KERAS = 1e-3;

    private static final String SPEC = """
        model Article {
            vocabulary 61   context 10   width 32
            embedding { positions sinusoidal }
            encoder depth 2 {
                attention   { heads 4 }
                feedforward { width 48   activation relu }
                residual    { norm layer { epsilon 1e-5 }   order post }
            }
            head tokens { classes vocabulary   softmax }
        }
        """;

    @Test
    void tenEpochs() {
        TrainingGolden golden = TrainingGolden.of("keras");
        Training training = Training.of(Loss.CrossEntropy.plain(), Optimizer.Adam.keras());
        ModelGraph model = Gradient.of(Compiler.model(Compiler.check(Source.of("article.attar", SPEC))), training);
        Map<String, double[]> start = named(golden.tensors("model.safetensors"));
        ReferenceTraining learner = new ReferenceTraining(model, training.optimizer(), start);
        List<?> ids = of(golden, "train", "ids");
        List<?> labels = of(golden, "train", "labels");
        int size = ((Double) golden.json().get("batch_sequences")).intValue();
        List<?> losses = of(golden, "history", "loss");
        List<?> validation = of(golden, "history", "val_loss");
        for (int epoch = 0; epoch < losses.size(); epoch++) {
            double sum = 0;
            for (int from = 0; from < ids.size(); from += size) {
                Tokens tokens = TrainingGolden.tokens(ids.subList(from, from + size));
                sum += learner.step(tokens, labels(labels.subList(from, from + size)), 1e-3)
                        .loss();
            }
            String where = "epoch " + (epoch + 1);
            assertNear((Double) losses.get(epoch), sum * size / ids.size(), where);
            assertNear((Double) validation.get(epoch), validation(model, learner, golden), where);
        }
    }

    private static void assertNear(double expected, double actual, String where) {
        assertEquals(expected, actual, AS_KERAS * expected, where);
    }

    private static double validation(ModelGraph model, ReferenceTraining learner, TrainingGolden golden) {
        double[] loss = Reference.run(
                        model,
                        "evaluate",
                        Parameters.of(learner.weights()),
                        TrainingGolden.tokens(of(golden, "validation", "ids")),
                        labels(of(golden, "validation", "labels")))
                .get("loss")[0];
        return loss[0] / loss[1];
    }

    private static List<?> of(TrainingGolden golden, String part, String name) {
        return (List<?>) ((Map<?, ?>) golden.json().get(part)).get(name);
    }

    private static Inputs labels(List<?> rows) {
        int[] flat = TrainingGolden.tokens(rows).ids();
        return new Inputs(Map.of(), Map.of("labels", flat));
    }

    private static Map<String, double[]> named(Map<String, double[]> foreign) {
        Map<String, double[]> named = new LinkedHashMap<>();
        foreign.forEach((name, values) -> named.put(canonical(name), values));
        return named;
    }

    private static String canonical(String name) {
        if (name.startsWith("embed.")) return "embeddings.tokens.weight";
        String parameter =
                name.replace(".kernel", ".weight").replace(".gamma", ".weight").replace(".beta", ".bias");
        if (name.startsWith("classes.")) return "head." + parameter;
        return "encoder."
                + parameter
                        .replace("norm1", "attention.norm")
                        .replace("norm2", "feedforward.norm")
                        .replaceFirst("(query|key|value|output)\\.", "attention.$1.")
                        .replaceFirst("(up|down)\\.", "feedforward.$1.");
    }
}
