package dev.attar.runtime.server.http;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.model.ServerLimits;
import dev.attar.runtime.server.watch.Answered;
import dev.attar.runtime.server.watch.RequestEvent;
import dev.attar.runtime.server.watch.Watch;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What stands before every endpoint: the server is not ending, the key is known, the body is JSON; and what stands behind: refusals in
 * the client's shape, and the record of the request.
 *
 * @param faults is told of internal errors, with the number of the request
 */
public record Guard(
        ServerLimits limits, ApiKeys keys, InFlight inFlight, Watch watch, BiConsumer<String, Throwable> faults) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String BEARER = "bearer ";

    /** The handler of an endpoint. */
    public Handler of(String path, ErrorShape shape, Endpoint endpoint) {
        return (request, response) -> handle(path, shape, endpoint, request, response);
    }

    private void handle(
            String path, ErrorShape shape, Endpoint endpoint, ServerRequest request, ServerResponse response) {
        RequestEvent event = new RequestEvent();
        event.begin();
        Exchange exchange = new Exchange(request, response, limits, id(request));
        int status = Answered.CLIENT_GONE;
        boolean entered = false;
        try {
            inFlight.enter();
            entered = true;
            check(request);
            endpoint.answer(exchange);
            status = exchange.status();
            if (status == 500) {
                exchange.streamFailure().ifPresent(failure -> faults.accept(exchange.id(), failure));
            }
        } catch (ClientGoneException gone) {
            throw new CloseConnectionException(gone.getMessage(), gone);
        } catch (RequestException malformed) {
            status = malformed.status().code();
            throw malformed;
        } catch (RuntimeException failure) {
            ApiException refusal = Failures.of(failure, exchange.id());
            status = refusal.status();
            refuse(exchange, shape, refusal, failure);
        } finally {
            exchange.leave();
            try {
                watch.answered(answered(exchange, request, path, status), event);
            } finally {
                if (entered) { // last, so that an orderly end waits for the record, too
                    inFlight.leave();
                }
            }
        }
    }

    private void refuse(Exchange exchange, ErrorShape shape, ApiException refusal, RuntimeException failure) {
        if (refusal.status() == 500) {
            faults.accept(exchange.id(), failure);
        }
        if (exchange.hasBegun()) { // half an answer cannot be taken back, but the connection can show it
            throw new CloseConnectionException(refusal.getMessage(), failure);
        }
        if (refusal.retryAfter() > 0) {
            exchange.header("Retry-After", Integer.toString(refusal.retryAfter()));
        }
        if (inFlight.isEnding()) {
            exchange.header("Connection", "close");
        }
        try {
            exchange.answer(refusal.status(), Exchange.JSON, Json.bytes(out -> shape.write(refusal, out)));
        } catch (ClientGoneException gone) {
            throw new CloseConnectionException(gone.getMessage(), gone);
        }
    }

    private void check(ServerRequest request) {
        if (keys.asked()) {
            String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
            boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
            if (!bearer || !keys.accept(given.substring(BEARER.length()).strip())) {
                throw ApiException.of(
                        401,
                        "invalid_api_key",
                        "",
                        (bearer ? "the API key is not one of this server's" : "an API key is needed")
                                + ": send the header Authorization: Bearer KEY");
            }
        }
        if (request.prologue().method() == Method.POST) {
            // Pages of other servers can make a browser send any other type without asking this one.
            String type = request.headers()
                    .contentType()
                    .map(known -> known.mediaType().text())
                    .orElse("none");
            if (!type.equalsIgnoreCase(Exchange.JSON)) {
                throw ApiException.of(
                        415,
                        "unsupported_type",
                        "",
                        "the content type is " + type + ": send Content-Type: " + Exchange.JSON);
            }
        }
    }

    private static Answered answered(Exchange exchange, ServerRequest request, String path, int status) {
        return new Answered(
                exchange.id(),
                request.prologue().method().text(),
                path,
                exchange.model()
                        .map(LiveModel::served)
                        .map(served -> served.name())
                        .orElse(""),
                status,
                exchange.seconds(),
                exchange.caller().waitedNanos(),
                exchange.caller().promptTokens(),
                exchange.caller().generatedTokens(),
                trace(request));
    }

    /** The client's own number of the request where it is plain; otherwise a random one. */
    private static String id(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.create("x-request-id"))
                .filter(given -> ID.matcher(given).matches())
                .orElseGet(Guard::randomId);
    }

    private static String randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static Optional<String> trace(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.create("traceparent"))
                .map(TRACE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(found -> found.group(1));
    }
}
