package dev.attar.runtime.server.watch;

import dev.attar.runtime.server.batch.BatchWatch;
import dev.attar.runtime.server.batch.LiveModel;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.ToIntFunction;

/** What Prometheus is told: requests, tokens, queues, batches, latencies. Labels have few values: none is what a client wrote. */
public final class ServerMetrics {
    /** From 1 ms to a minute, each about twice the one before. */
    private static final double[] SECONDS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("attar_requests_total")
            .help("Requests that were answered, by path, model and status; 499: the client had gone")
            .labelNames("path", "model", "status")
            .register(registry);
    private final Counter tokens = Counter.builder()
            .name("attar_tokens_total")
            .help("Tokens of answered requests: read, or generated")
            .labelNames("model", "kind")
            .register(registry);
    private final Histogram seconds = histogram(
            "attar_request_seconds", "From a request's head to the end of its answer", SECONDS, "path", "model");
    private final Histogram waited =
            histogram("attar_wait_seconds", "Of a request's time, that in queues and batches", SECONDS, "model");
    private final Histogram firstToken =
            histogram("attar_first_token_seconds", "From a request to its first generated token", SECONDS, "model");
    private final Histogram batchSeconds =
            histogram("attar_batch_seconds", "Time that the model took for a batch", SECONDS, "model");
    private final Histogram batchTokens = histogram("attar_batch_tokens", "Tokens of a batch", SIZES, "model");
    private final Histogram batchRequests =
            histogram("attar_batch_requests", "Requests whose sequences are in a batch", SIZES, "model");

    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .register(registry);
    }

    /** Adds what is looked up when it is asked for. */
    public void observe(Collection<LiveModel> models, String version) {
        gauge(
                "attar_requests_in_progress",
                "Requests under way",
                models,
                model -> model.queue().taken());
        gauge("attar_waiting_requests", "Requests that wait for the next batch", models, LiveModel::waiting);
        Info.builder()
                .name("attar")
                .help("The server")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
    }

    private void gauge(String name, String help, Collection<LiveModel> models, ToIntFunction<LiveModel> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("model")
                .callback(callback -> models.forEach(model ->
                        callback.call(value.applyAsInt(model), model.served().name())))
                .register(registry);
    }

    /** What is told of a model's batches. */
    public BatchWatch batches(String model) {
        return (together, _, tokensTogether, nanos) -> {
            batchSeconds.labelValues(model).observe(nanos / 1e9);
            batchTokens.labelValues(model).observe(tokensTogether);
            batchRequests.labelValues(model).observe(together);
        };
    }

    /** A request has got its first token. */
    public void firstToken(String model, double afterSeconds) {
        firstToken.labelValues(model).observe(afterSeconds);
    }

    /** A request has been answered. */
    public void answered(Answered answered) {
        requests.labelValues(answered.endpoint(), answered.model(), Integer.toString(answered.status()))
                .inc();
        seconds.labelValues(answered.endpoint(), answered.model()).observe(answered.seconds());
        if (!answered.model().isEmpty()) {
            waited.labelValues(answered.model()).observe(answered.waitedNanos() / 1e9);
            tokens.labelValues(answered.model(), "read").inc(answered.promptTokens());
            tokens.labelValues(answered.model(), "generated").inc(answered.generatedTokens());
        }
    }

    /** All of it, in Prometheus's text format. */
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array
        }
        return out.toByteArray();
    }

    /** The type of {@link #text()}. */
    public String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }
}
