package dev.attar.cli;

import dev.attar.runtime.server.ServerSettings;
import dev.attar.runtime.server.model.ModelFacts;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import java.io.PrintWriter;
import java.time.Duration;

/** What {@code attar serve} tells those who operate it, on standard error. */
record ServeLines(PrintWriter err) {
    void opened(ServedModel model, long nanos) {
        ModelFacts facts = model.facts();
        say(model.name() + ": " + facts.spec() + ", " + does(model.task()) + ", "
                + Quantity.of(facts.parameters(), "").strip() + " parameters in " + facts.element() + ", context "
                + facts.context() + "; computed by " + facts.computedBy() + ", " + threads(facts.threads())
                + "; opened in " + Verbose.time(nanos));
    }

    private static String does(ServedTask task) {
        return switch (task) {
            case ServedTask.Embeds embeds -> "embeds in " + embeds.model().dimension() + " dimensions";
            case ServedTask.Classifies classes ->
                classes.ranks()
                        ? "ranks"
                        : "classifies as " + shown(classes.labels().size());
            case ServedTask.Tags tags -> "tags with " + shown(tags.labels().size());
            case ServedTask.Generates generates ->
                "generates, chat template " + generates.chat().word();
            case ServedTask.Translates _ -> "translates";
        };
    }

    private static String shown(int classes) {
        return classes + " classes";
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    void listening(ServerSettings settings, int port, boolean loopback) {
        Runtime jvm = Runtime.getRuntime();
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        say("limits: " + settings.limits().requests() + " requests a model, "
                + Quantity.of(settings.limits().bodyBytes(), "B") + ", "
                + settings.limits().texts() + " texts and "
                + Quantity.exact(settings.limits().tokens()) + " tokens a request, "
                + settings.limits().deadline().toSeconds() + " s");
        say("process " + ProcessHandle.current().pid() + ": heap at most " + Quantity.of(jvm.maxMemory(), "B") + ", "
                + jvm.availableProcessors() + " processors");
        say("listening at http://" + host + ":" + port + "/ (a page to try the models; /v1/models, /info, /health,"
                + " /ready, /metrics)");
        if (settings.apiKeys().isEmpty() && !loopback) {
            say("no API keys: whoever reaches this address may ask (--api-key-file, ATTAR_API_KEY)");
        }
    }

    void ready(long nanos) {
        say("ready after " + Verbose.time(nanos));
    }

    void ending(Duration drain) {
        say("ending: no more requests, those under way have " + drain.toSeconds() + " s");
    }

    void ended() {
        say("ended");
    }

    private void say(String line) {
        err.println("attar: " + line);
        err.flush();
    }
}
