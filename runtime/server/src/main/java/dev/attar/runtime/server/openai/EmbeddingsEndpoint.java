package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.task.EmbeddedText;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/embeddings}: vectors of length 1, of texts or of token ids. */
public record EmbeddingsEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "embed", ServedTask.Embeds.class::isInstance);
        ServedTask.Embeds task = (ServedTask.Embeds) model.served().task();
        boolean base64 = base64(body);
        body.count("dimensions", 1, Integer.MAX_VALUE).ifPresent(wanted -> {
            if (wanted != task.model().dimension()) {
                throw ApiException.of(
                        400,
                        "unsupported_value",
                        "dimensions",
                        model.served().name() + " makes vectors of "
                                + task.model().dimension() + " numbers, not of " + wanted + ": leave dimensions out");
            }
        });
        body.ignore("user");
        Optional<JsonNode> input = body.value("input");
        body.end();
        exchange.enter(model);
        List<float[]> vectors = vectors(input, body, model, task, exchange);
        long tokens = exchange.caller().promptTokens();
        exchange.answer(out -> write(vectors, base64, model.served().name(), tokens, out));
    }

    private static boolean base64(RequestBody body) {
        String format = body.text("encoding_format").orElse("float");
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                throw ApiException.invalid(
                        "encoding_format", "encoding_format must be float or base64, not '" + format + "'");
        };
    }

    private List<float[]> vectors(
            Optional<JsonNode> input, RequestBody body, LiveModel model, ServedTask.Embeds task, Exchange exchange) {
        if (input.isPresent() && input.get().isArray() && !input.get().isEmpty()) {
            JsonNode first = input.get().get(0);
            if (first.isNumber()) {
                return ofIds(List.of(RequestBody.ids("input", input.get())), model, exchange);
            }
            if (first.isArray()) {
                return ofIds(sequences(input.get(), exchange.limits().texts()), model, exchange);
            }
        }
        List<String> texts = body.texts("input", exchange.limits().texts());
        TextEmbedder embedder = TextEmbedder.of(
                        model.embedder(task, exchange.caller()), model.served().tokenizer())
                .withLongTexts(task.longTexts())
                .withPrompts(task.prompts());
        return (task.prompt().isPresent() ? embedder.withPrompt(task.prompt().get()) : embedder)
                .embedAll(texts).stream().map(EmbeddedText::vector).toList();
    }

    private static List<int[]> sequences(JsonNode input, int most) {
        RequestBody.checkSize("input", input, most);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            String name = "input[" + i + "]";
            if (!input.get(i).isArray()) {
                throw RequestBody.wrong(name, "an array of token ids", input.get(i));
            }
            sequences.add(RequestBody.ids(name, input.get(i)));
        }
        return sequences;
    }

    private static List<float[]> ofIds(List<int[]> sequences, LiveModel model, Exchange exchange) {
        List<float[]> vectors = new ArrayList<>();
        for (int[] sequence : sequences) { // each joins a batch of its own choice
            Matrix row = model.run(Batch.of(sequence), exchange.caller());
            vectors.add(TextEmbedder.unit(row.row(0)));
        }
        return vectors;
    }

    private static void write(List<float[]> vectors, boolean base64, String model, long tokens, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("object", "list");
        out.writeArrayFieldStart("data");
        for (int i = 0; i < vectors.size(); i++) {
            out.writeStartObject();
            out.writeStringField("object", "embedding");
            out.writeNumberField("index", i);
            out.writeFieldName("embedding");
            if (base64) {
                out.writeString(base64(vectors.get(i)));
            } else {
                array(vectors.get(i), out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("model", model);
        out.writeObjectFieldStart("usage");
        out.writeNumberField("prompt_tokens", tokens);
        out.writeNumberField("total_tokens", tokens);
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Floats, little-endian. */
    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Numbers that read back to the same bits. */
    public static void array(float[] vector, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (float value : vector) {
            out.writeNumber(value);
        }
        out.writeEndArray();
    }
}
