package dev.attar.runtime.server;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.http.ApiKeys;
import dev.attar.runtime.server.http.ErrorShape;
import dev.attar.runtime.server.http.Guard;
import dev.attar.runtime.server.http.InFlight;
import dev.attar.runtime.server.http.Listener;
import dev.attar.runtime.server.http.Routes;
import dev.attar.runtime.server.http.ServedModels;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.openai.ChatEndpoint;
import dev.attar.runtime.server.openai.CompletionsEndpoint;
import dev.attar.runtime.server.openai.EmbeddingsEndpoint;
import dev.attar.runtime.server.openai.ModelsEndpoint;
import dev.attar.runtime.server.page.Page;
import dev.attar.runtime.server.tei.EmbedEndpoint;
import dev.attar.runtime.server.tei.InfoEndpoint;
import dev.attar.runtime.server.tei.PredictEndpoint;
import dev.attar.runtime.server.tei.RerankEndpoint;
import dev.attar.runtime.server.tei.TagEndpoint;
import dev.attar.runtime.server.tei.TokenizeEndpoint;
import dev.attar.runtime.server.tei.TranslateEndpoint;
import dev.attar.runtime.server.watch.AccessLog;
import dev.attar.runtime.server.watch.ServerMetrics;
import dev.attar.runtime.server.watch.Watch;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Serves models over HTTP until it is closed.
 *
 * <pre>{@code
 * ServedModel model = new ServedModel("minilm", new ServedTask.Embeds(encoder, Map.of(), Optional.empty(), LongInput.REFUSE), tokenizer, facts);
 * try (AttarServer server = AttarServer.start(ServerSettings.local(), List.of(model))) {
 *     System.out.println("listening at port " + server.port());
 *     server.awaitReady();
 * }
 * }</pre>
 *
 * <p>Requests are answered from the start on; until the models are warm, which takes seconds, they take longer, and {@code /ready} says
 * that the server is not. Closing it lets no more requests come, and waits for those that have.
 */
public final class AttarServer implements AutoCloseable {
    private static final String VERSION = version();

    private final ServerSettings settings;
    private final List<LiveModel> models;
    private final InFlight inFlight = new InFlight();
    private final CountDownLatch warm = new CountDownLatch(1);
    private final WebServer web;
    private boolean closed;

    private AttarServer(ServerSettings settings, List<ServedModel> served) {
        ServerMetrics metrics = new ServerMetrics();
        this.settings = settings;
        this.models = served.stream()
                .map(model -> new LiveModel(model, settings.limits(), metrics.batches(model.name())))
                .toList();
        metrics.observe(models, VERSION);
        Watch watch = new Watch(metrics, settings.accessLog().map(AccessLog::new));
        Guard guard = new Guard(settings.limits(), new ApiKeys(settings.apiKeys()), inFlight, watch, settings.faults());
        try {
            this.web = Listener.start(
                    settings.host(),
                    settings.port(),
                    settings.limits(),
                    routing(new ServedModels(models), metrics, guard));
        } catch (RuntimeException refused) {
            models.forEach(LiveModel::close);
            throw refused;
        }
        Thread.ofPlatform().daemon().name("attar-warm-up").start(() -> {
            try {
                served.forEach(model -> model.warmUp().run());
            } catch (RuntimeException slow) { // requests are answered all the same
                settings.faults().accept("warm-up", slow);
            }
            warm.countDown();
        });
    }

    /**
     * Begins to serve models. Until the server is closed they belong to it.
     *
     * @throws IllegalArgumentException when there are none, or two have a name in common
     * @throws java.io.UncheckedIOException when nothing can listen at the address
     */
    public static AttarServer start(ServerSettings settings, List<ServedModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("no models: give at least one");
        }
        return new AttarServer(settings, models);
    }

    private HttpRouting.Builder routing(ServedModels served, ServerMetrics metrics, Guard guard) {
        TokenizeEndpoint tokens = new TokenizeEndpoint(served);
        ModelsEndpoint list = new ModelsEndpoint(served, System.currentTimeMillis() / 1000);
        return new Routes(guard)
                .post("/v1/embeddings", ErrorShape.OPENAI, new EmbeddingsEndpoint(served))
                .post("/v1/completions", ErrorShape.OPENAI, new CompletionsEndpoint(served, metrics))
                .post("/v1/chat/completions", ErrorShape.OPENAI, new ChatEndpoint(served, metrics))
                .get("/v1/models", ErrorShape.OPENAI, list)
                .get("/v1/models/{+name}", ErrorShape.OPENAI, list.one())
                .post("/embed", ErrorShape.TEI, new EmbedEndpoint(served))
                .post("/rerank", ErrorShape.TEI, new RerankEndpoint(served))
                .post("/predict", ErrorShape.TEI, new PredictEndpoint(served))
                .post("/tag", ErrorShape.TEI, new TagEndpoint(served))
                .post("/translate", ErrorShape.TEI, new TranslateEndpoint(served))
                .post("/tokenize", ErrorShape.TEI, tokens)
                .post("/decode", ErrorShape.TEI, tokens.decode())
                .get("/info", ErrorShape.TEI, new InfoEndpoint(served, VERSION))
                .open("/health", text(() -> "ok\n"))
                .open("/ready", ready())
                .open(
                        "/metrics",
                        (_, response) -> response.header("Content-Type", metrics.contentType())
                                .send(metrics.text()))
                .open("/", page(Page.HTML))
                .open("/attar.js", page(Page.SCRIPT))
                .routing();
    }

    private static Handler text(java.util.function.Supplier<String> words) {
        return (_, response) -> response.header("Content-Type", "text/plain; charset=utf-8")
                .send(words.get().getBytes(StandardCharsets.UTF_8));
    }

    private Handler ready() {
        return (_, response) -> {
            String state = inFlight.isEnding() ? "ending" : isReady() ? "ready" : "warming up";
            response.status(state.equals("ready") ? 200 : 503)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .send((state + "\n").getBytes(StandardCharsets.UTF_8));
        };
    }

    private static Handler page(Page file) {
        return (_, response) -> response.header("Content-Type", file.type())
                .header("Content-Security-Policy", Page.POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .send(file.bytes());
    }

    /** The port that it listens at. */
    public int port() {
        return web.port();
    }

    /** Whether the models are warm. */
    public boolean isReady() {
        return warm.getCount() == 0;
    }

    /** Returns when the models are warm; when the thread is interrupted earlier, interrupted. */
    public void awaitReady() {
        try {
            warm.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets no more requests come, which are answered that the server is ending, waits for those that have as long as the settings say,
     * and lets go of the models.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        int lost = inFlight.end(settings.drain());
        if (lost > 0) {
            settings.faults()
                    .accept(
                            "end",
                            new IllegalStateException(lost + " requests were not answered within "
                                    + settings.drain().toSeconds() + " s"));
        }
        web.stop();
        models.forEach(LiveModel::close);
    }

    private static String version() {
        return java.util.Optional.ofNullable(AttarServer.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
