package dev.attar.runtime.server.http;

/** Answers the requests of one path. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers a request, or says by an exception why not.
     *
     * @throws ApiException and all else that {@link Failures} knows
     */
    void answer(Exchange exchange);
}
