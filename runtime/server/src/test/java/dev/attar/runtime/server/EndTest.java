package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.server.model.ServedModel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a server begins and ends. */
class EndTest {
    @Test
    void theEndLosesNoRequestThatWasAccepted() throws Exception {
        SlowEmbedder slow = new SlowEmbedder();
        AtomicInteger closed = new AtomicInteger();
        ServedModel served = slow.served();
        AttarServer server = AttarServer.start(
                ServerSettings.local(),
                List.of(new ServedModel(
                        served.name(),
                        served.aliases(),
                        served.task(),
                        served.tokenizer(),
                        served.facts(),
                        () -> {},
                        closed::incrementAndGet)));
        Http http = new Http(server.port());
        List<CompletableFuture<Http.Answer>> accepted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            accepted.add(http.postLater("/embed", "{\"inputs\":[\"the cat\",\"Anna\"]}"));
        }
        http.metricsWith("attar_requests_in_progress{model=\"slow\"} 8.0");
        CompletableFuture<Void> end = CompletableFuture.runAsync(server::close);
        until(() -> http.get("/ready").body().equals("ending\n"));
        assertEquals(503, http.get("/ready").status());
        Http.Answer late = http.post("/embed", "{\"inputs\":\"the\"}");
        assertEquals(503, late.status());
        assertEquals("1", late.header("Retry-After"));
        assertEquals(0, closed.get());
        slow.letGo.countDown();
        for (CompletableFuture<Http.Answer> answer : accepted) {
            assertEquals(2, answer.get(20, TimeUnit.SECONDS).ok().size());
        }
        end.get(20, TimeUnit.SECONDS);
        assertEquals(1, closed.get());
        assertThrows(UncheckedIOException.class, () -> http.get("/health"));
        server.close();
        assertEquals(1, closed.get());
    }

    @Test
    void theEndWaitsOnlyAsLongAsItMay() throws Exception {
        SlowEmbedder slow = new SlowEmbedder();
        AttarServer server =
                AttarServer.start(ServerSettings.local().withDrain(Duration.ofMillis(100)), List.of(slow.served()));
        Http http = new Http(server.port());
        CompletableFuture<Http.Answer> lost = http.postLater("/embed", "{\"inputs\":\"the\"}");
        assertTrue(slow.begun.await(20, TimeUnit.SECONDS));
        CompletableFuture<Void> end = CompletableFuture.runAsync(server::close);
        until(() -> {
            try {
                return http.get("/health").status() != 200;
            } catch (UncheckedIOException nobodyListens) {
                return true;
            }
        });
        slow.letGo.countDown(); // the model is closed when its last batch is done
        end.get(20, TimeUnit.SECONDS);
        lost.handle((_, _) -> null).get(20, TimeUnit.SECONDS);
    }

    @Test
    void theServerIsReadyWhenItsModelsAreWarm() throws Exception {
        SlowEmbedder slow = new SlowEmbedder();
        slow.letGo.countDown();
        CountDownLatch warm = new CountDownLatch(1);
        ServedModel served = slow.served();
        ServedModel cold = new ServedModel(
                served.name(),
                served.aliases(),
                served.task(),
                served.tokenizer(),
                served.facts(),
                () -> {
                    try {
                        warm.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                () -> {});
        try (AttarServer server = AttarServer.start(ServerSettings.local(), List.of(cold))) {
            Http http = new Http(server.port());
            assertEquals(503, http.get("/ready").status());
            assertEquals("warming up\n", http.get("/ready").body());
            assertEquals(200, http.post("/embed", "{\"inputs\":\"the\"}").status(), "it answers all the same");
            warm.countDown();
            server.awaitReady();
            assertEquals(200, http.get("/ready").status());
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        for (int i = 0; !condition.holds(); i++) {
            assertTrue(i < 2000, "not within 20 s");
            Thread.sleep(10);
        }
    }
}
