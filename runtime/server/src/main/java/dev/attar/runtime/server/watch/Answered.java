package dev.attar.runtime.server.watch;

import java.util.Optional;

/**
 * A request that was answered, or whose client has gone.
 *
 * @param id that the answer has in its header {@code x-request-id}
 * @param endpoint one of the server's paths, never what a client wrote
 * @param model its name; empty where the request named none that is served
 * @param status of the answer; {@value #CLIENT_GONE} when the client had closed the connection
 * @param seconds from the request's head to the end of the answer
 * @param waitedNanos of it in queues and batches
 * @param trace the trace id of the request's header {@code traceparent}
 */
public record Answered(
        String id,
        String method,
        String endpoint,
        String model,
        int status,
        double seconds,
        long waitedNanos,
        long promptTokens,
        long generatedTokens,
        Optional<String> trace) {
    /** Not a status that anybody is sent; web servers count such requests by this number. */
    public static final int CLIENT_GONE = 499;
}
