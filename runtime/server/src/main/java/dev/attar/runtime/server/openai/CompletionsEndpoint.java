package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.server.batch.GeneratedTexts.Wish;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.watch.ServerMetrics;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code POST /v1/completions}: texts that continue prompts, which are texts or token ids. */
public record CompletionsEndpoint(ServedModels models, ServerMetrics metrics) implements Endpoint {
    private static final int TOKENS = 16; // what this path always gave to those who did not say

    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "generate", ServedTask.Generates.class::isInstance);
        ServedTask.Generates task = (ServedTask.Generates) model.served().task();
        int vocabulary = task.model().vocabulary();
        int choices = GenerationMembers.choices(body, exchange.limits().texts());
        OptionalInt shown = GenerationMembers.alternatives(body, "logprobs");
        List<Settings> settings = GenerationMembers.of(
                body, task.settings(), vocabulary, OptionalInt.of(TOKENS), choices, shown.orElse(0));
        boolean streams = body.flag("stream", false);
        boolean counts = StreamOptions.counts(body);
        body.only("echo", "false", value -> value.isBoolean() && !value.booleanValue());
        body.only("best_of", "n", value -> value.isIntegralNumber() && value.intValue() == choices);
        body.only(
                "suffix",
                "an empty text",
                value -> value.isTextual() && value.textValue().isEmpty());
        body.ignore("user");
        List<int[]> prompts =
                prompts(body, model.served().tokenizer(), exchange.limits().texts());
        body.end();
        if ((long) prompts.size() * choices > exchange.limits().texts()) {
            throw ApiException.of(413, "too_many_texts", "n", "more texts than a request may have");
        }
        if (streams && choices > 1 && settings.size() == 1) {
            throw ApiException.invalid("n", "several texts by beam search come whole: leave stream out");
        }
        List<Wish> wishes = new ArrayList<>();
        for (int[] prompt : prompts) {
            settings.forEach(each -> wishes.add(new Wish.Continuation(prompt, each)));
        }
        exchange.enter(model);
        AnswerForm form = new AnswerForm(
                false,
                "cmpl-" + exchange.id(),
                System.currentTimeMillis() / 1000,
                model.served().name(),
                shown.isPresent(),
                new TokenNames(model.served().tokenizer()));
        TextAnswer answer = new TextAnswer(model, metrics, form);
        if (streams) {
            answer.stream(wishes, counts, exchange);
        } else {
            answer.whole(wishes, exchange);
        }
    }

    private static List<int[]> prompts(RequestBody body, Tokenizer tokenizer, int most) {
        Optional<JsonNode> prompt = body.value("prompt");
        if (prompt.isPresent() && prompt.get().isArray() && !prompt.get().isEmpty()) {
            JsonNode first = prompt.get().get(0);
            if (first.isNumber()) {
                return List.of(RequestBody.ids("prompt", prompt.get()));
            }
            if (first.isArray()) {
                RequestBody.checkSize("prompt", prompt.get(), most);
                List<int[]> prompts = new ArrayList<>();
                for (int i = 0; i < prompt.get().size(); i++) {
                    String name = "prompt[" + i + "]";
                    if (!prompt.get().get(i).isArray()) {
                        throw RequestBody.wrong(
                                name, "an array of token ids", prompt.get().get(i));
                    }
                    prompts.add(RequestBody.ids(name, prompt.get().get(i)));
                }
                return prompts;
            }
        }
        return body.texts("prompt", most).stream()
                .map(text -> tokenizer.encode(text).ids())
                .toList();
    }
}
