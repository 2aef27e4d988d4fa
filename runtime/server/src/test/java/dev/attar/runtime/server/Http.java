package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A plain client of a server of this machine. */
record Http(int port) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final ObjectMapper JSON = new ObjectMapper();

    /** An answer. */
    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        JsonNode ok() {
            assertEquals(200, status, body);
            return json();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer post(String path, String body, String... headers) {
        return sent(request(path, body, headers));
    }

    CompletableFuture<Answer> postLater(String path, String body, String... headers) {
        return CLIENT.sendAsync(request(path, body, headers), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body(), response));
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder request = builder(path, headers);
        return sent(request.GET().build());
    }

    /** The metrics, once they have all of these: a request is counted when its answer has been sent. */
    String metricsWith(String... lines) {
        String metrics = "";
        for (int i = 0; i < 1000; i++) {
            metrics = get("/metrics").body();
            if (Stream.of(lines).allMatch(metrics::contains)) {
                return metrics;
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError(List.of(lines) + " are not all in\n" + metrics);
    }

    private HttpRequest request(String path, String body, String... headers) {
        return builder(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder builder(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer sent(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
