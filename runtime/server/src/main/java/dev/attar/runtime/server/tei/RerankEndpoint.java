package dev.attar.runtime.server.tei;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.task.Ranked;
import dev.attar.runtime.text.task.Reranker;
import java.util.List;

/** {@code POST /rerank}: passages by how well they answer a query, the best first. */
public record RerankEndpoint(ServedModels models) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(
                body.text("model"), "rerank", task -> task instanceof ServedTask.Classifies c && c.ranks());
        String query = body.needText("query");
        List<String> texts = body.texts("texts", exchange.limits().texts());
        boolean raw = body.flag("raw_scores", false);
        boolean shown = body.flag("return_text", false);
        LongInput longTexts = Truncation.of(body).orElse(LongInput.REFUSE);
        body.end();
        exchange.enter(model);
        Reranker reranker = Reranker.of(
                        batch -> model.run(batch, exchange.caller()),
                        model.served().tokenizer())
                .withLongPassages(longTexts);
        List<Ranked> ranking = (raw ? reranker.withPlainScores() : reranker).rank(query, texts);
        exchange.answer(out -> {
            out.writeStartArray();
            for (Ranked passage : ranking) {
                out.writeStartObject();
                out.writeNumberField("index", passage.index());
                if (shown) {
                    out.writeStringField("text", passage.passage());
                }
                out.writeNumberField("score", passage.score());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
