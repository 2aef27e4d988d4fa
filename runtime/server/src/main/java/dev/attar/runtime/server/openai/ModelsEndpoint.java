package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedModel;
import java.io.IOException;

/** {@code GET /v1/models}: what is served, each with what it is for. */
public record ModelsEndpoint(ServedModels models, long created) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        exchange.answer(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            for (LiveModel model : models.all()) {
                write(model.served(), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** {@code GET /v1/models/NAME}: one of them. */
    public Endpoint one() {
        return exchange -> {
            String name = exchange.pathParameter("name");
            LiveModel model = models.named(name).orElseThrow(() -> models.unknown(name));
            exchange.about(model);
            exchange.answer(out -> write(model.served(), out));
        };
    }

    private void write(ServedModel model, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", model.name());
        out.writeStringField("object", "model");
        out.writeNumberField("created", created);
        out.writeStringField("owned_by", "attar");
        out.writeStringField("task", model.task().word());
        out.writeNumberField("context", model.facts().context());
        out.writeArrayFieldStart("aliases");
        for (String alias : model.aliases()) {
            out.writeString(alias);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
