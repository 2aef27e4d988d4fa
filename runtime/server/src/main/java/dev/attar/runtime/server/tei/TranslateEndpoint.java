package dev.attar.runtime.server.tei;

import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.server.batch.GeneratedTexts.Reading;
import dev.attar.runtime.server.batch.GeneratedTexts.Wish;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.batch.TextRun;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.openai.Finishes;
import dev.attar.runtime.server.openai.GenerationMembers;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code POST /translate}: a translation of each text, or a summary, whatever the model was trained for. */
public record TranslateEndpoint(ServedModels models) implements Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "translate", ServedTask.Translates.class::isInstance);
        ServedTask.Translates task = (ServedTask.Translates) model.served().task();
        List<String> texts = body.texts("inputs", exchange.limits().texts());
        LongInput longTexts = Truncation.of(body).orElse(LongInput.REFUSE);
        Settings settings = GenerationMembers.of(
                        body, task.settings(), task.model().vocabulary(), OptionalInt.empty(), 1, 0)
                .getFirst();
        body.end();
        Tokenizer tokenizer = model.served().tokenizer();
        List<Wish> wishes = new ArrayList<>();
        for (String text : texts) {
            wishes.add(new Wish.Translation(
                    tokenizer.encode(text, longTexts).getFirst().ids(), settings));
        }
        exchange.enter(model);
        List<Generated> results = results(model, wishes, exchange);
        exchange.answer(out -> {
            out.writeStartArray();
            for (Generated text : results) {
                out.writeStartObject();
                out.writeStringField("translation_text", text.text());
                out.writeNumberField("score", text.score());
                out.writeStringField("finish_reason", Finishes.of(text.finish(), exchange.caller()));
                out.writeNumberField("tokens", text.tokens().size());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static List<Generated> results(LiveModel model, List<Wish> wishes, Exchange exchange) {
        Generated[] results = new Generated[wishes.size()];
        try (Reading reading = model.texts().begin(wishes, exchange.caller())) {
            for (int open = wishes.size(); open > 0; ) {
                Optional<TextRun> news = reading.next(PATIENCE);
                if (news.isEmpty()) {
                    continue;
                }
                switch (news.get()) {
                    case TextRun.Piece _ -> {}
                    case TextRun.Finished(int index, List<Generated> texts) -> {
                        results[index] = texts.getFirst();
                        exchange.caller().generated(texts.getFirst().tokens().size());
                        Finishes.of(texts.getFirst().finish(), exchange.caller());
                        open--;
                    }
                    case TextRun.Failed(int _, RuntimeException why) -> throw why;
                }
            }
        }
        return List.of(results);
    }
}
