package dev.attar.runtime.server.tei;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ModelFacts;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import java.io.IOException;

/** {@code GET /info}: the first model in text-embeddings-inference's members, the limits, and all models in ours. */
public record InfoEndpoint(ServedModels models, String version) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        ServedModel first = models.all().getFirst().served();
        exchange.answer(out -> {
            out.writeStartObject();
            out.writeStringField("model_id", first.name());
            out.writeNullField("model_sha");
            out.writeStringField("model_dtype", first.facts().element());
            type(first.task(), out);
            out.writeNumberField("max_concurrent_requests", exchange.limits().requests());
            out.writeNumberField("max_input_length", first.facts().context());
            out.writeNumberField("max_batch_tokens", exchange.limits().batchTokens());
            out.writeNullField("max_batch_requests");
            out.writeNumberField("max_client_batch_size", exchange.limits().texts());
            out.writeNumberField("max_request_tokens", exchange.limits().tokens());
            out.writeNumberField("max_body_bytes", exchange.limits().bodyBytes());
            out.writeNumberField("deadline_ms", exchange.limits().deadline().toMillis());
            out.writeBooleanField("auto_truncate", false);
            out.writeStringField("version", version);
            out.writeArrayFieldStart("models");
            for (LiveModel model : models.all()) {
                write(model.served(), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void type(ServedTask task, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("model_type");
        switch (task) {
            case ServedTask.Embeds _ -> {
                out.writeObjectFieldStart("embedding");
                out.writeEndObject();
            }
            case ServedTask.Classifies classes -> {
                out.writeObjectFieldStart(classes.ranks() ? "reranker" : "classifier");
                out.writeObjectFieldStart("id2label");
                for (int i = 0; i < classes.labels().size(); i++) {
                    out.writeStringField(Integer.toString(i), classes.labels().get(i));
                }
                out.writeEndObject();
                out.writeEndObject();
            }
            case ServedTask.Tags _, ServedTask.Generates _, ServedTask.Translates _ -> {
                out.writeObjectFieldStart(task.word());
                out.writeEndObject();
            }
        }
        out.writeEndObject();
    }

    private static void write(ServedModel model, JsonGenerator out) throws IOException {
        ModelFacts facts = model.facts();
        out.writeStartObject();
        out.writeStringField("name", model.name());
        out.writeStringField("task", model.task().word());
        out.writeStringField("spec", facts.spec());
        out.writeNumberField("parameters", facts.parameters());
        out.writeNumberField("context", facts.context());
        out.writeNumberField("vocabulary", facts.vocabulary());
        out.writeStringField("computed_by", facts.computedBy());
        out.writeNumberField("threads", facts.threads());
        out.writeStringField("weights_as", facts.element());
        if (model.task() instanceof ServedTask.Embeds embeds) {
            out.writeNumberField("dimension", embeds.model().dimension());
            out.writeArrayFieldStart("prompts");
            for (String prompt : embeds.prompts().keySet()) {
                out.writeString(prompt);
            }
            out.writeEndArray();
        }
        if (model.task() instanceof ServedTask.Generates generates) {
            out.writeStringField("chat_template", generates.chat().word());
        }
        out.writeEndObject();
    }
}
