package dev.attar.runtime.server.tei;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.task.Aggregation;
import dev.attar.runtime.text.task.Entity;
import dev.attar.runtime.text.task.TokenTagger;
import java.util.List;
import java.util.Locale;

/** {@code POST /tag}: for each text an array of what it names, with places in UTF-16 units. */
public record TagEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "tag", ServedTask.Tags.class::isInstance);
        ServedTask.Tags task = (ServedTask.Tags) model.served().task();
        List<String> texts = body.texts("inputs", exchange.limits().texts());
        Aggregation aggregation = aggregation(body.text("aggregation").orElse("simple"));
        body.end();
        exchange.enter(model);
        List<List<Entity>> entities = TokenTagger.of(
                        batch -> model.run(batch, exchange.caller()),
                        model.served().tokenizer(),
                        task.labels())
                .withProbability(task.probability())
                .withAggregation(aggregation)
                .entities(texts);
        exchange.answer(out -> {
            out.writeStartArray();
            for (List<Entity> ofText : entities) {
                out.writeStartArray();
                for (Entity entity : ofText) {
                    out.writeStartObject();
                    out.writeStringField("label", entity.label());
                    out.writeNumberField("score", entity.score());
                    out.writeNumberField("start", entity.start());
                    out.writeNumberField("end", entity.end());
                    out.writeStringField("text", entity.text());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            out.writeEndArray();
        });
    }

    private static Aggregation aggregation(String name) {
        for (Aggregation known : Aggregation.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return known;
            }
        }
        throw ApiException.invalid(
                "aggregation", "aggregation must be simple, first, average or max, not '" + name + "'");
    }
}
