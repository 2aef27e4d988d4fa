package dev.attar.compiler.gradient;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small BERT that another engine has trained for ten steps in double precision: batches, losses, norms, rates, the
 * gradients of step one and the weights at the end, the last two rounded to fp32.
 */
record TrainingGolden(Path folder, Map<?, ?> json) {
    static TrainingGolden of(String name) {
        Path folder = Path.of("src", "test", "resources", "training", name);
        try (JsonParser parser = new JsonFactory().createParser(Files.readString(folder.resolve("golden.json")))) {
            parser.nextToken();
            return new TrainingGolden(folder, (Map<?, ?>) value(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) array.add(value(parser));
                yield array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> parser.getText();
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    /** The numbers of a step under a name: {@code loss}, {@code gradient_norm} or {@code rate}. */
    List<Double> ofSteps(String what) {
        List<Double> all = new ArrayList<>();
        for (Object step : (List<?>) json.get("steps")) all.add((Double) ((Map<?, ?>) step).get(what));
        return all;
    }

    /** What each batch has under a name. */
    List<List<?>> ofBatches(String what) {
        List<List<?>> all = new ArrayList<>();
        for (Object batch : (List<?>) json.get("batches")) all.add((List<?>) ((Map<?, ?>) batch).get(what));
        return all;
    }

    static Tokens tokens(List<?> sequences) {
        return new Tokens(sequences.stream()
                .map(s -> Tokens.Sequence.of(((List<?>) s)
                        .stream().mapToInt(id -> ((Double) id).intValue()).toArray()))
                .toList());
    }

    /** The tensors of a file by Attar's names. */
    Map<String, double[]> tensors(String file) {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        try (Weights weights = Weights.open(folder.resolve(file))) {
            weights.tensors().forEach((name, tensor) -> {
                float[] floats = tensor.toArray();
                double[] doubles = new double[floats.length];
                for (int i = 0; i < doubles.length; i++) doubles[i] = floats[i];
                tensors.put(canonical(name), doubles);
            });
        }
        return tensors;
    }

    private static String canonical(String name) {
        String result = name.replaceFirst("^bert\\.", "");
        for (String[] pair : NAMES) result = result.replace(pair[0], pair[1]);
        return result;
    }

    private static final String[][] NAMES = {
        {"embeddings.LayerNorm", "embeddings.norm"},
        {"embeddings.word_embeddings", "embeddings.tokens"},
        {"embeddings.position_embeddings", "embeddings.positions"},
        {"embeddings.token_type_embeddings", "embeddings.segments"},
        {"encoder.layer.", "encoder."},
        {"attention.self.", "attention."},
        {"attention.output.LayerNorm", "attention.norm"},
        {"attention.output.dense", "attention.output"},
        {"intermediate.dense", "feedforward.up"},
        {".output.LayerNorm", ".feedforward.norm"},
        {"attention.output", "attention.OUT"},
        {".output.dense", ".feedforward.down"},
        {"attention.OUT", "attention.output"},
        {"pooler.dense", "head.dense"},
        {"classifier", "head.classes"},
        {"cls.predictions.bias", "head.bias"},
        {"cls.predictions.transform.LayerNorm", "head.norm"},
        {"cls.predictions.transform.dense", "head.dense"}
    };
}
