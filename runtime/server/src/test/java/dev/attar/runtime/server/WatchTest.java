package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told of requests. */
class WatchTest {
    @TempDir
    private Path folder;

    @Test
    void metricsLogAndFlightRecorderTellOfEachRequest() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        Path file = folder.resolve("flight.jfr");
        String metrics;
        try (Recording recording = new Recording()) {
            recording.enable("dev.attar.Request");
            recording.enable("dev.attar.Batch");
            recording.start();
            try (AttarServer server = AttarServer.start(
                    ServerSettings.local().withAccessLog(log::add),
                    List.of(SmallModels.ALL.embeds, SmallModels.ALL.generates))) {
                Http http = new Http(server.port());
                http.post(
                                "/v1/embeddings",
                                "{\"input\":[\"the cat\",\"a\"]}",
                                "X-Request-Id",
                                "my-request",
                                "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .ok();
                http.post("/v1/completions", "{\"prompt\":\"ab\",\"max_tokens\":3}")
                        .ok();
                http.post("/v1/completions", "{\"model\":\"secret text\",\"prompt\":\"ab\"}");
                metrics = http.metricsWith("path=\"/v1/completions\",status=\"404\"} 1.0");
            }
            recording.stop();
            recording.dump(file);
        }
        for (String line : List.of(
                "attar_requests_total{model=\"embeds\",path=\"/v1/embeddings\",status=\"200\"} 1.0",
                "attar_requests_total{model=\"\",path=\"/v1/completions\",status=\"404\"} 1.0",
                "attar_tokens_total{kind=\"read\",model=\"embeds\"} 7.0",
                "attar_tokens_total{kind=\"generated\",model=\"generates\"} 3.0",
                "attar_request_seconds_count{model=\"generates\",path=\"/v1/completions\"} 1",
                "attar_first_token_seconds_count{model=\"generates\"} 1",
                "attar_batch_tokens_sum{model=\"embeds\"} 7.0",
                "attar_requests_in_progress{model=\"embeds\"} 0.0")) {
            assertTrue(metrics.contains(line), () -> line + " is not in\n" + metrics);
        }
        assertFalse(metrics.contains("secret"));
        assertEquals(3, log.size());
        JsonNode first = Http.JSON.readTree(log.getFirst());
        assertEquals("my-request", first.get("id").textValue());
        assertEquals("0af7651916cd43dd8448eb211c80319c", first.get("trace").textValue());
        assertEquals(7, first.get("prompt_tokens").intValue());
        assertFalse(log.toString().contains("cat") || log.toString().contains("secret"), log.toString());
        events(RecordingFile.readAllEvents(file));
        assertTrue(Files.size(file) > 0);
    }

    private static void events(List<RecordedEvent> events) {
        RecordedEvent request = events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.attar.Request"))
                .filter(event -> event.getString("requestId").equals("my-request"))
                .findFirst()
                .orElseThrow();
        assertEquals(200, request.getInt("status"));
        assertEquals("embeds", request.getString("model"));
        RecordedEvent batch = events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.attar.Batch"))
                .findFirst()
                .orElseThrow();
        assertEquals(2, batch.getInt("sequences"));
        assertEquals(7, batch.getInt("tokens"));
    }
}
