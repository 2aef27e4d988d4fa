package dev.attar.runtime.server.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * A line of JSON for each request: when, what, for which model, how it ended, how long it took. No texts, no keys, no addresses. When
 * a line cannot be written, there are no more: requests do not suffer from it.
 */
public final class AccessLog {
    private static final JsonFactory JSON = new JsonFactory();

    private final Consumer<String> lines;
    private boolean lost; // guarded by lines

    /** @param lines takes lines without their ends; called by one thread at a time */
    public AccessLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Writes the line of a request. */
    public void write(Answered answered) {
        String line = line(answered);
        synchronized (lines) {
            if (lost) {
                return;
            }
            try {
                lines.accept(line);
            } catch (RuntimeException full) { // a full disk, or a reader who is gone
                lost = true;
                System.getLogger("dev.attar.server")
                        .log(System.Logger.Level.ERROR, "the access log ends: " + full.getMessage());
            }
        }
    }

    private static String line(Answered answered) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            out.writeStringField("id", answered.id());
            out.writeStringField("method", answered.method());
            out.writeStringField("path", answered.endpoint());
            out.writeStringField("model", answered.model());
            out.writeNumberField("status", answered.status());
            out.writeNumberField("ms", Math.round(answered.seconds() * 1e5) / 1e2);
            out.writeNumberField("waited_ms", Math.round(answered.waitedNanos() / 1e4) / 1e2);
            out.writeNumberField("prompt_tokens", answered.promptTokens());
            out.writeNumberField("generated_tokens", answered.generatedTokens());
            if (answered.trace().isPresent()) {
                out.writeStringField("trace", answered.trace().get());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a StringWriter
        }
        return line.toString();
    }
}
