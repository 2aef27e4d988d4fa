package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of the article, {@code compile(adam, sparse_categorical_crossentropy, accuracy)} and {@code fit} of ten epochs
 * with validation, by the command line against Keras 3: the history of both losses and both accuracies.
 */
class TrainKerasTest {
    private static final Path KERAS = Path.of("..", "core", "src", "test", "resources", "training", "keras");

    private static final String SPEC = """
        model Article {
            vocabulary 61   context 10   width 32
            embedding { positions sinusoidal   dropout 0.1 }
            encoder depth 2 {
                attention   { heads 4   dropout 0.1 }
                feedforward { width 48   activation relu }
                residual    { norm layer { epsilon 1e-5 }   order post   dropout 0.1 }
            }
            head tokens { classes vocabulary   softmax }
            train {
                optimizer adam { rate 1e-3 }
                loss      sparse_categorical_crossentropy
                metrics   accuracy
                epochs    10
            }
        }
        """;

    /**
     * Keras squares the gradient of a table by occurrence of a token, not the sum over a batch: losses differ by less than a
     * thousandth, and now and then the largest of two nearly equal scores is another one.
     */
    private static final double AS_KERAS = 1e-3;

    private static final double ONE_TOKEN = 1.001;

    @TempDir
    private Path folder;

    @Test
    void tenEpochs() throws IOException {
        JsonNode golden = new JsonMapper().readTree(KERAS.resolve("golden.json").toFile());
        Path spec = Files.writeString(folder.resolve("article.attar"), SPEC);
        Ran ran = Ran.attar(
                        "train",
                        spec,
                        "--weights",
                        start(),
                        "--data",
                        rows("train.jsonl", golden.get("train")),
                        "--validation",
                        rows("validation.jsonl", golden.get("validation")),
                        "-o",
                        folder.resolve("run"),
                        "--batch-sequences",
                        golden.get("batch_sequences").asInt(),
                        "--order",
                        "given",
                        "--dropout",
                        "off",
                        "--optimizer",
                        "keras-adam",
                        "--target",
                        "scalar",
                        "--json")
                .done();
        List<JsonNode> epochs = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            JsonNode object = new JsonMapper().readTree(line);
            if (object.has("train")) {
                epochs.add(object);
            }
        }
        JsonNode history = golden.get("history");
        assertEquals(10, epochs.size());
        for (int e = 0; e < 10; e++) {
            for (String metric : List.of("loss", "accuracy")) {
                boolean share = metric.equals("accuracy");
                double train = history.get(metric).get(e).asDouble();
                double validation = history.get("val_" + metric).get(e).asDouble();
                String where = metric + " of epoch " + (e + 1);
                assertEquals(
                        train,
                        epochs.get(e).get("train").get(metric).asDouble(),
                        share ? ONE_TOKEN / tokens(golden, "train") : AS_KERAS * train,
                        where);
                assertEquals(
                        validation,
                        epochs.get(e).get("validation").get(metric).asDouble(),
                        share ? ONE_TOKEN / tokens(golden, "validation") : AS_KERAS * validation,
                        where + ", validation");
            }
        }
    }

    private static int tokens(JsonNode golden, String part) {
        int tokens = 0;
        for (JsonNode sequence : golden.get(part).get("ids")) {
            tokens += sequence.size();
        }
        return tokens;
    }

    private Path rows(String name, JsonNode part) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < part.get("ids").size(); r++) {
            text.append("{\"ids\":" + part.get("ids").get(r) + ",\"labels\":"
                    + part.get("labels").get(r) + "}\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    /** Keras's weights under Attar's names. */
    private Path start() {
        Map<String, FloatTensor> tensors = new HashMap<>();
        try (Weights weights = Weights.open(KERAS.resolve("model.safetensors"))) {
            weights.tensors()
                    .forEach((name, tensor) ->
                            tensors.put(canonical(name), new FloatTensor(tensor.shape(), tensor.toArray())));
        }
        Path file = folder.resolve("start.safetensors");
        try (Weights renamed = Weights.of(tensors)) {
            renamed.save(file);
        }
        return file;
    }

    private static String canonical(String name) {
        if (name.startsWith("embed.")) {
            return "embeddings.tokens.weight";
        }
        String parameter =
                name.replace(".kernel", ".weight").replace(".gamma", ".weight").replace(".beta", ".bias");
        if (name.startsWith("classes.")) {
            return "head." + parameter;
        }
        return "encoder."
                + parameter
                        .replace("norm1", "attention.norm")
                        .replace("norm2", "feedforward.norm")
                        .replaceFirst("(query|key|value|output)\\.", "attention.$1.")
                        .replaceFirst("(up|down)\\.", "feedforward.$1.");
    }
}
