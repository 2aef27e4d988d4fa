package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.server.model.ServerLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that close the connection, or do not go on. */
class HangUpTest {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    private AttarServer start(Duration deadline) {
        ServedModel generates = SmallModels.ALL.generates;
        ServedTask.Generates task = (ServedTask.Generates) generates.task();
        var settings = task.settings()
                .with()
                .mostNew(60)
                .hook((_, _) -> {
                    try {
                        Thread.sleep(20); // a token takes a while
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .settings();
        return AttarServer.start(
                ServerSettings.local()
                        .withLimits(ServerLimits.defaults().withDeadline(deadline))
                        .withAccessLog(log::add),
                List.of(
                        SmallModels.ALL.embeds,
                        new ServedModel(
                                "slow",
                                new ServedTask.Generates(task.model(), settings, task.chat()),
                                generates.tokenizer(),
                                generates.facts())));
    }

    private static void send(Socket socket, String path, int length, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private JsonNode logged() throws Exception {
        String line = log.poll(20, TimeUnit.SECONDS);
        assertTrue(line != null, "the request is not over");
        return Http.JSON.readTree(line);
    }

    @Test
    void aStreamThatNobodyReadsEnds() throws Exception {
        try (AttarServer server = start(Duration.ofSeconds(30))) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                String body = "{\"prompt\":\"ab\",\"stream\":true,\"logprobs\":0}";
                send(socket, "/v1/completions", body.length(), body);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                String line = in.readLine();
                while (!line.startsWith("data:")) {
                    line = in.readLine();
                }
            }
            JsonNode entry = logged();
            assertEquals(499, entry.get("status").intValue());
            assertTrue(entry.get("generated_tokens").intValue() < 60, entry.toString());
            new Http(server.port()).metricsWith("attar_requests_in_progress{model=\"slow\"} 0.0");
        }
    }

    @Test
    void aStreamEndsAtItsDeadlineWithAnErrorEvent() throws Exception {
        try (AttarServer server = start(Duration.ofMillis(400))) {
            Http.Answer answer = new Http(server.port())
                    .post("/v1/completions", "{\"prompt\":\"ab\",\"stream\":true,\"logprobs\":0}");
            assertEquals(200, answer.status());
            assertTrue(answer.body().contains("deadline_exceeded"), answer.body());
            assertEquals(504, logged().get("status").intValue());
            Http.Answer whole =
                    new Http(server.port()).post("/v1/completions", "{\"prompt\":\"ab\",\"max_tokens\":60}");
            assertEquals(504, whole.status());
        }
    }

    @Test
    void halfABodyIsWaitedForUntilTheDeadline() throws Exception {
        try (AttarServer server = start(Duration.ofMillis(300));
                Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, "/embed", 1000, "{\"inputs\":");
            assertEquals(499, logged().get("status").intValue());
            socket.setSoTimeout(20_000);
            assertEquals(-1, socket.getInputStream().read(), "the connection is closed");
            assertEquals(
                    200,
                    new Http(server.port())
                            .post("/embed", "{\"inputs\":\"the\"}")
                            .status());
        }
    }

    @Test
    void whoHangsUpAmidTheBodyIsForgotten() throws Exception {
        try (AttarServer server = start(Duration.ofSeconds(30))) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                send(socket, "/embed", 1000, "{\"inputs\":");
            }
            assertEquals(499, logged().get("status").intValue());
        }
    }
}
