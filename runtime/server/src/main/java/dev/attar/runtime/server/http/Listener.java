package dev.attar.runtime.server.http;

import dev.attar.runtime.server.model.ServerLimits;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** The socket: how connections are read, and what is said to requests that reach no route. */
public final class Listener {
    private static final Duration QUIET = Duration.ofSeconds(60); // between two bytes of a request, or two requests
    private static final int HEAD = 16 << 10;

    private Listener() {}

    /**
     * Begins to listen.
     *
     * @throws UncheckedIOException when it cannot
     */
    public static WebServer start(String host, int port, ServerLimits limits, HttpRouting.Builder routing) {
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .maxPayloadSize(limits.bodyBytes())
                .maxTcpConnections(limits.connections())
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(QUIET)
                        .tcpNoDelay(true)
                        .build())
                .directHandlers(handlers())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEAD)
                        .maxPrologueLength(4096)
                        .build())
                .routing(routing)
                .build()
                .start();
        if (!server.isRunning()) { // the library has told its log alone
            throw new UncheckedIOException(why(host, port));
        }
        return server;
    }

    /** Why nothing can listen there, found by another try. */
    private static IOException why(String host, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return new IOException("the server did not start at " + socket.getLocalSocketAddress());
        } catch (IOException e) {
            return e;
        }
    }

    private static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, Listener::refuse);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse refuse(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        ApiException refusal = ApiException.of(status.code(), "bad_request", "", message(status));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Exchange.JSON)
                .entity(Json.bytes(out -> ErrorShape.OPENAI.write(refusal, out)))
                .build();
    }

    private static String message(Status status) {
        return switch (status.code()) {
            case 413 -> "the body is larger than this server takes";
            case 404 -> "there is nothing at this path";
            default -> "the request is not understood: " + status.reasonPhrase();
        };
    }
}
