package dev.attar.runtime.server.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.util.ArrayList;
import java.util.List;

/** Paths and what answers them. */
public final class Routes {
    private final HttpRouting.Builder routing = HttpRouting.builder();
    private final Guard guard;
    private final List<String> paths = new ArrayList<>();

    public Routes(Guard guard) {
        this.guard = guard;
    }

    /** A path that answers GET, for those with a key. */
    public Routes get(String path, ErrorShape shape, Endpoint endpoint) {
        return add(Method.GET, path, guard.of(path, shape, endpoint));
    }

    /** A path that answers POST with a body of JSON, for those with a key. */
    public Routes post(String path, ErrorShape shape, Endpoint endpoint) {
        return add(Method.POST, path, guard.of(path, shape, endpoint));
    }

    /** A path that answers GET, for everybody, also while the server ends, and is not counted. */
    public Routes open(String path, Handler handler) {
        return add(Method.GET, path, handler);
    }

    private Routes add(Method method, String path, Handler handler) {
        paths.add(method.text() + " " + path);
        routing.route(method, path, handler);
        routing.any(path, guard.of(path, ErrorShape.OPENAI, _ -> {
            throw ApiException.of(405, "method_not_allowed", "", "send " + method.text() + " to " + path);
        }));
        return this;
    }

    /** All of them; what fits none is told what there is. */
    public HttpRouting.Builder routing() {
        List<String> known = List.copyOf(paths);
        return routing.any(guard.of("other", ErrorShape.OPENAI, _ -> {
            throw ApiException.of(404, "unknown_path", "", "there is nothing at this path; there are " + known);
        }));
    }
}
