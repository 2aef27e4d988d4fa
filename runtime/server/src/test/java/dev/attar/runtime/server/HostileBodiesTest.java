package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.server.model.ServerLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is sent, there is an answer that says what is wrong, and the server goes on. */
class HostileBodiesTest {
    private static final int REQUESTS = Integer.getInteger("attar.hostile", 1000);
    private static final int HEADS = 200;
    private static final Set<Integer> STATUSES = Set.of(200, 400, 404, 413);

    private final List<String> faults = new CopyOnWriteArrayList<>();

    private AttarServer start() {
        ServerSettings local = ServerSettings.local();
        return AttarServer.start(
                new ServerSettings(
                        local.host(),
                        0,
                        List.of(),
                        ServerLimits.defaults().withRequest(4096, 4, 500).withDeadline(Duration.ofSeconds(20)),
                        local.drain(),
                        local.accessLog(),
                        (id, fault) -> faults.add(id + " " + fault)),
                SmallModels.ALL.list());
    }

    @Test
    void bodies() {
        try (AttarServer server = start()) {
            Http http = new Http(server.port());
            IntStream.range(0, 4).parallel().forEach(part -> {
                HostileRequests requests = new HostileRequests(part);
                for (int i = 0; i < REQUESTS / 4; i++) {
                    HostileRequests.Request request = requests.next();
                    Http.Answer answer = http.post(request.path(), request.body());
                    assertTrue(
                            STATUSES.contains(answer.status()),
                            () -> request + " gives " + answer.status() + " " + answer.body());
                    if (answer.status() != 200) {
                        assertTrue(answer.json().has("error"), answer.body());
                    }
                }
            });
            assertEquals(List.of(), faults);
            for (String model : List.of("embeds", "generates", "translates")) {
                http.metricsWith("attar_requests_in_progress{model=\"" + model + "\"} 0.0");
            }
            http.post("/embed", "{\"inputs\":\"the cat\"}").ok();
        }
    }

    @Test
    void heads() throws IOException {
        try (AttarServer server = start()) {
            Random random = new Random(5);
            for (int i = 0; i < HEADS; i++) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                byte[] begin = (i % 2 == 0 ? "POST /embed HTTP/1.1\r\nContent-Length: " : "").getBytes();
                try (Socket socket = new Socket("127.0.0.1", server.port())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(begin);
                    out.write(bytes);
                    out.write("\r\n\r\n".getBytes());
                    out.flush();
                    if (i % 4 == 0) {
                        socket.setSoTimeout(200);
                        try {
                            socket.getInputStream().read(new byte[100]);
                        } catch (IOException e) {
                            // it may wait for more, or have closed the connection
                        }
                    }
                } catch (IOException e) {
                    // it has closed the connection while we were writing
                }
            }
            new Http(server.port()).post("/embed", "{\"inputs\":\"the cat\"}").ok();
            assertEquals(List.of(), faults);
        }
    }
}
