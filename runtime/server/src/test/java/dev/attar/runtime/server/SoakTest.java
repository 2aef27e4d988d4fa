package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.attar.runtime.server.model.ServerLimits;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Mixed load of more clients than there are places, some of which hang up: no answer is wrong, and what the process holds does not grow.
 * A second by default; {@code -Dattar.soak=1800} is half an hour.
 */
class SoakTest {
    private static final int SECONDS = Integer.getInteger("attar.soak", 1);
    private static final int CLIENTS = 16;

    private final ConcurrentHashMap<Integer, Long> statuses = new ConcurrentHashMap<>();

    @Test
    void whatTheProcessHoldsStaysFlat() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withRequests(6).withDeadline(Duration.ofSeconds(10));
        try (AttarServer server =
                AttarServer.start(ServerSettings.local().withLimits(limits), SmallModels.ALL.list())) {
            load(server.port(), Math.min(1000, SECONDS * 250L)); // until all is loaded that will be
            Held before = Held.now();
            load(server.port(), SECONDS * 1000L);
            Held after = Held.now();
            assertTrue(
                    after.heap < before.heap + (24 << 20)
                            && after.threads <= before.threads + 8
                            && after.files <= before.files + 16,
                    before + " became " + after);
            assertEquals(200, new Http(server.port()).get("/ready").status());
        }
        System.out.println("answers by status: " + statuses);
    }

    /** What the process holds when nothing is asked for. */
    private record Held(long heap, int threads, long files) {
        static Held now() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(50);
            }
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                            ? unix.getOpenFileDescriptorCount()
                            : 0);
        }
    }

    private void load(int port, long millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                running.add(clients.submit(() -> {
                    client(client, port, end);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void client(int number, int port, long end) throws IOException {
        Http http = new Http(port);
        Random random = new Random(number);
        HostileRequests hostile = new HostileRequests(number);
        float[] expected = TextEmbedder.of(SmallModels.ALL.embedder, SmallTokenizers.words(SmallModels.CONTEXT))
                .embed("the cat sees Anna");
        String first = null;
        while (System.nanoTime() < end) {
            switch (random.nextInt(8)) {
                case 0 -> hangUp(port, random);
                case 1 -> {
                    HostileRequests.Request request = hostile.next();
                    count(http.post(request.path(), request.body()));
                }
                case 2 -> {
                    Http.Answer answer = count(http.post(
                            "/v1/completions", "{\"prompt\":\"ab\",\"max_tokens\":6,\"temperature\":1,\"seed\":9}"));
                    if (answer.status() == 200) {
                        String text = answer.json().at("/choices/0/text").textValue();
                        assertEquals(first == null ? text : first, text, "the same seed, the same text");
                        first = text;
                    }
                }
                default -> {
                    Http.Answer answer = count(http.post("/embed", "{\"inputs\":[\"the cat sees Anna\",\"a dog\"]}"));
                    if (answer.status() == 200) {
                        for (int i = 0; i < expected.length; i++) {
                            assertEquals(
                                    expected[i], answer.json().at("/0/" + i).floatValue());
                        }
                    }
                }
            }
        }
    }

    private Http.Answer count(Http.Answer answer) {
        statuses.merge(answer.status(), 1L, Long::sum);
        assertTrue(answer.status() < 500, answer.body());
        return answer;
    }

    private static void hangUp(int port, Random random) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String body = "{\"prompt\":\"ab\",\"max_tokens\":40,\"stream\":true}";
            String head = "POST /v1/completions HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: "
                    + body.length() + "\r\n\r\n";
            byte[] all = (head + body).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(all, 0, 1 + random.nextInt(all.length));
            if (random.nextBoolean()) {
                socket.setSoTimeout(50);
                try {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // half a request gets no answer, or is closed
                }
            }
        }
    }
}
