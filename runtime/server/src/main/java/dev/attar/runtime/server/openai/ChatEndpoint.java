package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.SettingsBuilder;
import dev.attar.runtime.generate.Strategy;
import dev.attar.runtime.server.batch.GeneratedTexts.Wish;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.Endpoint;
import dev.attar.runtime.server.http.Exchange;
import dev.attar.runtime.server.http.RequestBody;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.watch.ServerMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code POST /v1/chat/completions}: the next message of a chat. */
public record ChatEndpoint(ServedModels models, ServerMetrics metrics) implements Endpoint {
    @Override
    public void answer(Exchange exchange) {
        RequestBody body = exchange.body();
        LiveModel model = models.choose(body.text("model"), "generate", ServedTask.Generates.class::isInstance);
        ServedTask.Generates task = (ServedTask.Generates) model.served().task();
        JsonNode messages = body.value("messages")
                .orElseThrow(() ->
                        ApiException.of(400, "missing_parameter", "messages", "messages is missing: give an array"));
        ChatPrompt prompt = ChatPrompt.of(
                task.chat(),
                model.served().tokenizer(),
                ChatPrompt.messages(messages, exchange.limits().texts()));
        boolean shown = body.flag("logprobs", false);
        OptionalInt alternatives = GenerationMembers.alternatives(body, "top_logprobs");
        if (alternatives.isPresent() && !shown) {
            throw ApiException.invalid("top_logprobs", "top_logprobs needs logprobs: true");
        }
        int choices = GenerationMembers.choices(body, exchange.limits().texts());
        List<Settings> settings = GenerationMembers.of(
                body,
                known(task.settings(), prompt),
                task.model().vocabulary(),
                OptionalInt.empty(),
                choices,
                alternatives.orElse(0));
        boolean streams = body.flag("stream", false);
        boolean counts = StreamOptions.counts(body);
        refuseOthers(body);
        body.end();
        if (streams && choices > 1 && settings.size() == 1) {
            throw ApiException.invalid("n", "several texts by beam search come whole: leave stream out");
        }
        List<Wish> wishes = new ArrayList<>();
        settings.forEach(each -> wishes.add(new Wish.Continuation(prompt.ids(), ending(each, prompt))));
        exchange.enter(model);
        AnswerForm form = new AnswerForm(
                true,
                "chatcmpl-" + exchange.id(),
                System.currentTimeMillis() / 1000,
                model.served().name(),
                shown,
                new TokenNames(model.served().tokenizer()));
        TextAnswer answer = new TextAnswer(model, metrics, form);
        if (streams) {
            answer.stream(wishes, counts, exchange);
        } else {
            answer.whole(wishes, exchange);
        }
    }

    private static Settings known(Settings settings, ChatPrompt prompt) {
        List<Integer> ends = new ArrayList<>(settings.endTokens());
        prompt.endTokens().stream().filter(token -> !ends.contains(token)).forEach(ends::add);
        return settings.with().endTokens(ends).settings();
    }

    /** With the template's stop texts, besides those of the request; beam search takes none, and goes on after them. */
    private static Settings ending(Settings settings, ChatPrompt prompt) {
        if (prompt.stops().isEmpty() || settings.strategy() instanceof Strategy.Beams) {
            return settings;
        }
        List<String> stops = new ArrayList<>(settings.stopTexts());
        stops.addAll(prompt.stops());
        SettingsBuilder builder = settings.with().stopTexts(stops);
        return builder.settings();
    }

    private static void refuseOthers(RequestBody body) {
        body.only("tools", "an empty array", value -> value.isArray() && value.isEmpty());
        body.only("functions", "an empty array", value -> value.isArray() && value.isEmpty());
        body.only("tool_choice", "none", value -> value.asText("").equals("none"));
        body.only(
                "response_format",
                "the type text",
                value -> value.path("type").asText("").equals("text"));
        body.only(
                "modalities",
                "text",
                value -> value.size() == 1 && value.path(0).asText("").equals("text"));
        body.only("store", "false", value -> value.isBoolean() && !value.booleanValue());
        // About accounts and caches, of which there are none here.
        body.ignore("user", "safety_identifier", "prompt_cache_key", "metadata", "service_tier", "parallel_tool_calls");
    }
}
