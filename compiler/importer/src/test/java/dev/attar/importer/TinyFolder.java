package dev.attar.importer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;

/** Makes a folder as Hugging Face's transformers write it, with a model of two layers and random weights. */
final class TinyFolder {
    static final int WIDTH = 4;
    static final int INNER = 6;
    static final int VOCABULARY = 11;

    final Path path;
    final Map<String, float[]> values = new LinkedHashMap<>();
    final Map<String, long[]> shapes = new LinkedHashMap<>();
    final Map<String, String> notes = new LinkedHashMap<>(Map.of("format", "pt"));
    private final Random random = new Random(3);

    TinyFolder(Path path) {
        this.path = path;
    }

    TinyFolder put(String name, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] made = new float[count];
        for (int i = 0; i < count; i++) {
            made[i] = random.nextFloat();
        }
        values.put(name, made);
        shapes.put(name, shape);
        return this;
    }

    /** Weight and bias of a norm, or of a dense layer. */
    TinyFolder both(String name, long outputs, long... inputs) {
        put(name + ".weight", inputs.length == 0 ? new long[] {outputs} : new long[] {outputs, inputs[0]});
        return put(name + ".bias", outputs);
    }

    TinyFolder bert(String prefix) {
        return bert(prefix, 9, 2);
    }

    TinyFolder bert(String prefix, int positions, int segments) {
        put(prefix + "embeddings.word_embeddings.weight", VOCABULARY, WIDTH);
        put(prefix + "embeddings.position_embeddings.weight", positions, WIDTH);
        put(prefix + "embeddings.token_type_embeddings.weight", segments, WIDTH);
        both(prefix + "embeddings.LayerNorm", WIDTH);
        for (int i = 0; i < 2; i++) {
            layer(prefix + "encoder.layer." + i + ".");
        }
        return this;
    }

    TinyFolder layer(String prefix) {
        for (String part : List.of("query", "key", "value")) {
            both(prefix + "attention.self." + part, WIDTH, WIDTH);
        }
        both(prefix + "attention.output.dense", WIDTH, WIDTH);
        both(prefix + "attention.output.LayerNorm", WIDTH);
        both(prefix + "intermediate.dense", INNER, WIDTH);
        both(prefix + "output.dense", WIDTH, INNER);
        return both(prefix + "output.LayerNorm", WIDTH);
    }

    /** Gives tensors other names. */
    TinyFolder rename(UnaryOperator<String> names) {
        for (String name : List.copyOf(shapes.keySet())) {
            String other = names.apply(name);
            long[] shape = shapes.remove(name);
            float[] numbers = values.remove(name);
            shapes.put(other, shape);
            values.put(other, numbers);
        }
        return this;
    }

    static String config(String type, String more) {
        return """
            {"model_type": "%s", "vocab_size": 11, "hidden_size": 4, "num_hidden_layers": 2,
             "num_attention_heads": 2, "intermediate_size": 6, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
             "attention_probs_dropout_prob": 0.2, "max_position_embeddings": 9%s}\
            """.formatted(type, more.isEmpty() ? "" : ", " + more);
    }

    TinyFolder file(String name, String content) throws IOException {
        Files.createDirectories(path.resolve(name).getParent());
        Files.writeString(path.resolve(name), content);
        return this;
    }

    /** Writes the configuration and all tensors. */
    TinyFolder write(String config) throws IOException {
        Files.writeString(path.resolve("config.json"), config);
        return weights("model.safetensors", List.copyOf(shapes.keySet()));
    }

    /** Writes some of the tensors into a file, and a table of integers, as old files have one. */
    TinyFolder weights(String file, List<String> names) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        header.put("__metadata__", notes);
        header.put(
                "embeddings.position_ids",
                Map.of("dtype", "I64", "shape", List.of(1, 2), "data_offsets", List.of(0, 16)));
        data.writeBytes(new byte[16]);
        for (String name : names) {
            int begin = data.size();
            ByteBuffer bytes = ByteBuffer.allocate(values.get(name).length * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values.get(name));
            data.writeBytes(bytes.array());
            header.put(
                    name,
                    Map.of("dtype", "F32", "shape", shapes.get(name), "data_offsets", List.of(begin, data.size())));
        }
        byte[] text = new ObjectMapper().writeValueAsBytes(header);
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, text.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(length.array());
        out.writeBytes(text);
        out.writeBytes(data.toByteArray());
        Files.createDirectories(path.resolve(file).getParent());
        Files.write(path.resolve(file), out.toByteArray());
        return this;
    }

    Imported read() {
        return read(ImportOptions.none());
    }

    Imported read(ImportOptions options) {
        return Importer.importFrom(path, options.named("Tiny"));
    }

    String refusal() {
        return refusal(ImportOptions.none());
    }

    String refusal(ImportOptions options) {
        return Assertions.assertThrows(
                        ImportException.class, () -> read(options).close())
                .getMessage();
    }

    /** Every line of the report, as one text. */
    static String said(Imported imported) {
        return String.join("\n", imported.report());
    }

    static float[] tensor(Imported imported, String name) {
        return imported.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow()
                .toArray();
    }
}
