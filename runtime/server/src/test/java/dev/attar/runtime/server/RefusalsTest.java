package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.model.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server does not do, with which status, and how it says so. */
class RefusalsTest {
    private static final String EMBED = "{\"model\":\"embeds\",\"inputs\":\"the cat\"}";

    private static AttarServer server;
    private static Http http;

    @BeforeAll
    static void start() {
        ServerLimits limits = ServerLimits.defaults().withRequest(2000, 4, 30);
        server = AttarServer.start(
                ServerSettings.local().withLimits(limits).withApiKeys(List.of("secret")), SmallModels.ALL.list());
        http = new Http(server.port());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static Http.Answer post(String path, String body) {
        return http.post(path, body, "Authorization", "Bearer secret");
    }

    private static void refused(int status, String code, String words, String path, String body) {
        Http.Answer answer = post(path, body);
        JsonNode error = answer.json().get("error");
        assertEquals(status, answer.status(), answer.body());
        if (path.startsWith("/v1")) {
            assertEquals(code, error.get("code").textValue(), answer.body());
            error = error.get("message");
        } else {
            assertTrue(answer.json().get("error_type").isTextual());
        }
        assertTrue(error.textValue().contains(words), answer.body());
        assertFalse(answer.header("x-request-id").isEmpty());
    }

    @Test
    void keysAreNeededAndCompared() {
        assertEquals(401, http.post("/embed", EMBED).status());
        assertEquals(
                401, http.post("/embed", EMBED, "Authorization", "Bearer secre").status());
        assertEquals(
                401, http.post("/embed", EMBED, "Authorization", "Basic secret").status());
        assertEquals(
                200,
                http.post("/embed", EMBED, "Authorization", "bearer  secret").status());
        for (String open : List.of("/health", "/ready", "/metrics", "/", "/attar.js")) {
            assertTrue(http.get(open).status() == 200 || open.equals("/ready"), open);
        }
        assertEquals(401, http.get("/v1/models").status());
    }

    @Test
    void limitsOfARequest() {
        Http.Answer large = post("/v1/embeddings", "{\"input\":\"" + "a".repeat(3000) + "\"}");
        assertEquals(413, large.status());
        assertTrue(large.json().at("/error/message").textValue().contains("larger"), large.body());
        refused(
                413,
                "too_many_texts",
                "5 elements",
                "/v1/embeddings",
                "{\"model\":\"embeds\",\"input\":[\"a\",\"a\",\"a\",\"a\",\"a\"]}");
        String long10 = "the ".repeat(10).strip();
        refused(
                413,
                "too_many_tokens",
                "30 tokens",
                "/v1/embeddings",
                "{\"model\":\"embeds\",\"input\":[\"%1$s\",\"%1$s\",\"%1$s\"]}".formatted(long10));
        refused(413, "too_many_texts", "more texts", "/v1/completions", "{\"prompt\":[\"a\",\"b\"],\"n\":3}");
        refused(400, "invalid_value", "1 to 4", "/v1/completions", "{\"prompt\":\"a\",\"n\":5}");
    }

    @Test
    void valuesAndMembers() {
        refused(400, "invalid_json", "line 1, column", "/v1/embeddings", "{\"input\":");
        refused(400, "invalid_json", "JSON object", "/v1/embeddings", "[1]");
        refused(400, "invalid_json", "uplicate", "/v1/embeddings", "{\"input\":1,\"input\":2}");
        refused(400, "invalid_json", "", "/v1/embeddings", "{\"input\":" + "[".repeat(40) + "]".repeat(40) + "}");
        refused(400, "missing_parameter", "input is missing", "/v1/embeddings", "{\"model\":\"embeds\"}");
        refused(400, "invalid_value", "input[1] must be a text", "/v1/embeddings", "{\"input\":[\"a\",2]}");
        refused(400, "invalid_value", "at least one", "/v1/embeddings", "{\"input\":[]}");
        refused(400, "unknown_parameter", "'inptu'", "/v1/embeddings", "{\"input\":\"a\",\"inptu\":1}");
        refused(400, "unsupported_value", "12 numbers", "/v1/embeddings", "{\"input\":\"a\",\"dimensions\":8}");
        refused(400, "invalid_value", "base64", "/v1/embeddings", "{\"input\":\"a\",\"encoding_format\":\"hex\"}");
        refused(400, "invalid_value", "99", "/v1/embeddings", "{\"input\":[0,99,1]}");
        refused(400, "invalid_value", "token id", "/v1/embeddings", "{\"input\":[0,\"x\"]}");
        refused(400, "invalid_text", "", "/v1/embeddings", "{\"input\":\"\\ud800\"}");
        refused(400, "wrong_model", "does not generate", "/v1/completions", "{\"model\":\"tags\",\"prompt\":\"a\"}");
        refused(400, "missing_parameter", "member model", "/predict", "{\"inputs\":\"a\"}");
        refused(404, "model_not_found", "'x'", "/v1/embeddings", "{\"model\":\"x\",\"input\":\"a\"}");
        refused(400, "invalid_value", "0.0 to 100.0", "/v1/completions", "{\"prompt\":\"a\",\"temperature\":-1}");
        refused(400, "invalid_value", "exclude", "/v1/completions", "{\"prompt\":\"a\",\"beams\":2,\"top_p\":0.5}");
        refused(
                400,
                "invalid_value",
                "beam search",
                "/v1/completions",
                "{\"prompt\":\"a\",\"beams\":2,\"stop\":\"a\"}");
        refused(400, "unsupported_value", "echo", "/v1/completions", "{\"prompt\":\"a\",\"echo\":true}");
        refused(
                400,
                "invalid_value",
                "no token id",
                "/v1/completions",
                "{\"prompt\":\"a\",\"logit_bias\":{\"999\":1}}");
        refused(400, "invalid_value", "no tokens", "/v1/completions", "{\"prompt\":\"\"}");
        refused(
                400,
                "invalid_value",
                "role",
                "/v1/chat/completions",
                "{\"messages\":[{\"role\":\"x\",\"content\":\"a\"}]}");
        refused(
                400,
                "unsupported_value",
                "type text",
                "/v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}");
        refused(
                400,
                "unsupported_value",
                "tools",
                "/v1/chat/completions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[{}]}");
        refused(400, "", "no prompt 'x'", "/embed", "{\"inputs\":\"a\",\"prompt_name\":\"x\"}");
        refused(400, "", "simple, first", "/tag", "{\"inputs\":\"a\",\"aggregation\":\"x\"}");
    }

    @Test
    void pathsMethodsAndTypes() {
        assertEquals(404, post("/v2/embeddings", EMBED).status());
        assertTrue(post("/v2/embeddings", EMBED).body().contains("POST /v1/embeddings"));
        assertEquals(405, http.get("/embed", "Authorization", "Bearer secret").status());
        assertEquals(
                415,
                http.post("/embed", EMBED, "Authorization", "Bearer secret", "Content-Type", "text/plain")
                        .status());
    }

    @Test
    void aFullQueueSaysWhenToTryAgain() throws Exception {
        SlowEmbedder slow = new SlowEmbedder();
        ServerLimits limits = ServerLimits.defaults().withRequests(3);
        try (AttarServer busy = AttarServer.start(ServerSettings.local().withLimits(limits), List.of(slow.served()))) {
            Http client = new Http(busy.port());
            List<CompletableFuture<Http.Answer>> three = List.of(
                    client.postLater("/embed", "{\"inputs\":\"the\"}"),
                    client.postLater("/embed", "{\"inputs\":\"the\"}"),
                    client.postLater("/embed", "{\"inputs\":\"the\"}"));
            client.metricsWith("attar_requests_in_progress{model=\"slow\"} 3.0");
            Http.Answer full = client.post("/embed", "{\"inputs\":\"the\"}");
            assertEquals(429, full.status());
            int seconds = Integer.parseInt(full.header("Retry-After"));
            assertTrue(seconds >= 1 && seconds <= 60);
            assertEquals("Overloaded", full.json().get("error_type").textValue());
            slow.letGo.countDown();
            for (CompletableFuture<Http.Answer> accepted : three) {
                assertEquals(200, accepted.get(20, TimeUnit.SECONDS).status());
            }
            client.metricsWith("attar_requests_in_progress{model=\"slow\"} 0.0");
            client.post("/embed", "{\"inputs\":\"the\"}").ok();
        }
    }

    @Test
    void aDeadlineEndsAWait() {
        SlowEmbedder slow = new SlowEmbedder();
        ServerLimits limits = ServerLimits.defaults().withDeadline(Duration.ofMillis(300));
        try (AttarServer late = AttarServer.start(ServerSettings.local().withLimits(limits), List.of(slow.served()))) {
            Http.Answer answer = new Http(late.port()).post("/v1/embeddings", "{\"input\":\"the\"}");
            assertEquals(504, answer.status());
            assertEquals("deadline_exceeded", answer.json().at("/error/code").textValue());
            slow.letGo.countDown();
        }
    }

    @Test
    void aFaultIsAnsweredWithoutItsDetails() {
        SlowEmbedder slow = new SlowEmbedder();
        slow.letGo.countDown();
        StringBuilder faults = new StringBuilder();
        ServerSettings settings = ServerSettings.local();
        ServerSettings heard = new ServerSettings(
                settings.host(),
                0,
                List.of(),
                settings.limits(),
                settings.drain(),
                settings.accessLog(),
                (id, fault) -> faults.append(id).append(fault));
        try (AttarServer faulty = AttarServer.start(heard, List.of(slow.served()))) {
            Http.Answer answer = new Http(faulty.port()).post("/v1/embeddings", "{\"input\":[0,50]}");
            assertEquals(500, answer.status());
            assertFalse(answer.body().contains("vocabulary"), answer.body());
            assertTrue(faults.toString().contains("a token of no vocabulary"));
            assertTrue(faults.toString().contains(answer.header("x-request-id")));
        }
    }

    @Test
    void modelsNeedNamesOfTheirOwn() {
        assertThrows(
                IllegalArgumentException.class,
                () -> AttarServer.start(
                        ServerSettings.local(), List.of(new SlowEmbedder().served(), new SlowEmbedder().served())));
        assertThrows(IllegalArgumentException.class, () -> AttarServer.start(ServerSettings.local(), List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> ServerSettings.local().withApiKeys(List.of(" ")));
    }
}
