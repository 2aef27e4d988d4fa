package dev.attar.runtime.server.http;

import dev.attar.runtime.server.batch.Caller;
import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.model.ServerLimits;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** A request and its answer. Belongs to one thread. */
public final class Exchange {
    static final String JSON = "application/json";
    private static final Duration GRACE = Duration.ofSeconds(2); // for the answer that the time is over

    private final ServerRequest request;
    private final ServerResponse response;
    private final ServerLimits limits;
    private final String id;
    private final long begin = System.nanoTime();
    private Caller caller;
    private LiveModel model;
    private int status;
    private boolean begun;
    private boolean entered;
    private RuntimeException streamFailure; // null: none

    Exchange(ServerRequest request, ServerResponse response, ServerLimits limits, String id) {
        this.request = request;
        this.response = response;
        this.limits = limits;
        this.id = id;
        this.caller = new Caller(limits);
    }

    /** The number of the request, unique among all servers. */
    public String id() {
        return id;
    }

    /** How long ago the request came. */
    public double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    public Caller caller() {
        return caller;
    }

    public ServerLimits limits() {
        return limits;
    }

    /** A part of the path that the route leaves open. */
    public String pathParameter(String name) {
        return request.path().pathParameters().get(name);
    }

    /** Reads the body. The time that the request may take begins now. */
    public RequestBody body() {
        byte[] bytes;
        try (Watchdog _ = new Watchdog(limits.deadline());
                InputStream in = request.content().inputStream()) {
            bytes = in.readNBytes(limits.bodyBytes() + 1);
        } catch (RequestException refused) { // a body that is larger than it may be, or no body at all
            throw refused;
        } catch (IOException | RuntimeException e) {
            throw new ClientGoneException(e);
        }
        if (bytes.length > limits.bodyBytes()) {
            throw ApiException.of(413, "body_too_large", "", "the body has more than " + limits.bodyBytes() + " bytes");
        }
        caller = new Caller(limits);
        return RequestBody.of(bytes);
    }

    /**
     * Takes a place among the model's requests, until the request is answered.
     *
     * @throws dev.attar.runtime.server.batch.ServiceException when there is none
     */
    public void enter(LiveModel chosen) {
        about(chosen);
        chosen.queue().enter();
        entered = true;
    }

    /** Says which model the request is for. */
    public void about(LiveModel chosen) {
        model = chosen;
    }

    void leave() {
        if (entered) {
            entered = false;
            model.queue().leave();
        }
    }

    Optional<LiveModel> model() {
        return Optional.ofNullable(model);
    }

    int status() {
        return status;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Answers with a JSON value. */
    public void answer(Json.Value value) {
        answer(200, JSON, Json.bytes(value));
    }

    /** Answers with bytes. */
    public void answer(int code, String type, byte[] bytes) {
        begin(code, type);
        try (Watchdog _ = new Watchdog(patience())) {
            response.send(bytes);
        } catch (RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    /** Begins an answer of server-sent events. */
    public EventStream events() {
        begin(200, "text/event-stream; charset=utf-8");
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.header("X-Accel-Buffering", "no"); // proxies of that name would wait for more
        return new EventStream(response.outputStream(), patience());
    }

    /**
     * Says that a stream could not go on, after its reader has been told.
     *
     * @param failure as it was
     */
    public void failed(ApiException refusal, RuntimeException failure) {
        status = refusal.status();
        streamFailure = failure;
    }

    /** Why a stream could not go on. */
    Optional<RuntimeException> streamFailure() {
        return Optional.ofNullable(streamFailure);
    }

    /** Another header of the answer. */
    public void header(String name, String value) {
        response.header(name, value);
    }

    private Duration patience() {
        Duration left = caller.left();
        return left.isPositive() ? left.plus(GRACE) : GRACE;
    }

    private void begin(int code, String type) {
        begun = true;
        status = code;
        response.status(Status.create(code));
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header("X-Request-Id", id);
        response.header("X-Content-Type-Options", "nosniff");
    }
}
