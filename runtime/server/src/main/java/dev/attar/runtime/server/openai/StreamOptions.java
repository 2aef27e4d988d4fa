package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.server.http.RequestBody;
import java.util.Optional;

/** The member {@code stream_options}. */
final class StreamOptions {
    private StreamOptions() {}

    /** Whether tokens are to be counted at the end of a stream. */
    static boolean counts(RequestBody body) {
        Optional<JsonNode> options = body.value("stream_options");
        if (options.isEmpty()) {
            return false;
        }
        if (!options.get().isObject()) {
            throw RequestBody.wrong("stream_options", "an object", options.get());
        }
        JsonNode counts = options.get().path("include_usage");
        if (!counts.isMissingNode() && !counts.isNull() && !counts.isBoolean()) {
            throw RequestBody.wrong("stream_options.include_usage", "true or false", counts);
        }
        return counts.asBoolean(false);
    }
}
