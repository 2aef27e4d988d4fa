package dev.attar.runtime.server.tei;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.openai.EmbeddingsEndpoint;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.task.EmbeddedText;
import dev.attar.runtime.text.task.TextEmbedder;
import java.util.List;
import java.util.Optional;

/** {@code POST /embed}: an array of vectors. */
public record EmbedEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "embed", ServedTask.Embeds.class::isInstance);
        ServedTask.Embeds task = (ServedTask.Embeds) model.served().task();
        List<String> texts = body.texts("inputs", exchange.limits().texts());
        boolean normalizes = body.flag("normalize", true);
        LongInput longTexts = Truncation.of(body).orElse(task.longTexts());
        Optional<String> prompt = body.text("prompt_name").or(task::prompt);
        body.count("dimensions", 1, Integer.MAX_VALUE).ifPresent(wanted -> {
            if (wanted != task.model().dimension()) {
                throw ApiException.of(
                        400,
                        "unsupported_value",
                        "dimensions",
                        "the model makes vectors of " + task.model().dimension() + " numbers: leave it out");
            }
        });
        body.end();
        exchange.enter(model);
        TextEmbedder embedder = TextEmbedder.of(
                        model.embedder(task, exchange.caller()), model.served().tokenizer())
                .withLongTexts(longTexts)
                .withPrompts(task.prompts());
        if (prompt.isPresent()) {
            embedder = prompted(embedder, prompt.get());
        }
        List<EmbeddedText> vectors = (normalizes ? embedder : embedder.withoutNormalization()).embedAll(texts);
        exchange.answer(out -> {
            out.writeStartArray();
            for (EmbeddedText text : vectors) {
                EmbeddingsEndpoint.array(text.vector(), out);
            }
            out.writeEndArray();
        });
    }

    private static TextEmbedder prompted(TextEmbedder embedder, String name) {
        try {
            return embedder.withPrompt(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("prompt_name", e.getMessage());
        }
    }
}
