package dev.attar.examples.benchmarks.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a server of this machine for embeddings, by 1, 8 and 64 clients at once, each over a connection of its own that is kept: texts a
 * second, and the median and the 99th percentile of the latency. Works with every server that has {@code POST /embed}; started as a
 * source file: {@code java LoadGenerator.java http://127.0.0.1:8080 [SECONDS] [TEXTS]}.
 */
public final class LoadGenerator {
    private static final int[] CLIENTS = {1, 8, 64};
    private static final int WARM_UP_SECONDS = 3;
    private static final String[] WORDS =
            ("a man is eating food while the girl plays violin in front of many people who"
                            + " listen to her song near the old house by the sea")
                    .split(" ");

    private final URI server;
    private final int texts;

    private LoadGenerator(URI server, int texts) {
        this.server = server;
        this.texts = texts;
    }

    /** Prints a line for each number of clients. */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8080");
        if (!InetAddress.getByName(server.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException(server + " is not this machine: load is for servers of one's own");
        }
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int texts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        LoadGenerator load = new LoadGenerator(server, texts);
        load.run(4, WARM_UP_SECONDS);
        System.out.println("clients  texts/s   p50 ms   p99 ms  refused");
        for (int clients : CLIENTS) {
            System.out.println(load.run(clients, seconds));
        }
    }

    /** What one client has seen. */
    private record Seen(long[] nanos, int refused) {}

    private String run(int clients, int seconds) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long[] all = {};
        int refused = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit(() -> client(number, end)));
            }
            for (Future<Seen> client : running) {
                Seen seen = client.get();
                refused += seen.refused;
                int before = all.length;
                all = Arrays.copyOf(all, before + seen.nanos.length);
                System.arraycopy(seen.nanos, 0, all, before, seen.nanos.length);
            }
        }
        Arrays.sort(all);
        return String.format(
                Locale.ROOT,
                "%7d %8.0f %8.2f %8.2f %8d",
                clients,
                (double) all.length * texts / seconds,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6,
                refused);
    }

    private Seen client(int number, long end) {
        Random random = new Random(number);
        long[] nanos = new long[1024];
        int count = 0;
        int refused = 0;
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            while (System.nanoTime() < end) {
                byte[] request = request(random);
                long begin = System.nanoTime();
                socket.getOutputStream().write(request);
                if (answer(in) == 200) {
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, 2 * count);
                    }
                    nanos[count++] = System.nanoTime() - begin;
                } else {
                    refused++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Seen(Arrays.copyOf(nanos, count), refused);
    }

    /** Texts of 4 to 24 words. */
    private byte[] request(Random random) {
        StringBuilder body = new StringBuilder("{\"inputs\":[");
        for (int i = 0; i < texts; i++) {
            body.append(i == 0 ? "\"" : ",\"");
            for (int words = 4 + random.nextInt(21); words > 0; words--) {
                body.append(WORDS[random.nextInt(WORDS.length)]).append(words > 1 ? " " : "\"");
            }
        }
        body.append("]}");
        String head = "POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one answer, of a known length or in chunks, and gives its status. */
    private static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return status;
        }
        for (int chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
            in.skipNBytes(chunk + 2);
        }
        line(in);
        return status;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
