package dev.attar.runtime.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An answer of server-sent events, each a JSON value. */
public final class EventStream implements AutoCloseable {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ": still at it\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Watchdog watchdog;

    EventStream(OutputStream out, Duration most) {
        this.out = out;
        this.watchdog = new Watchdog(most);
    }

    /** @throws ClientGoneException when nobody reads any more */
    public void send(Json.Value value) {
        byte[] bytes = Json.bytes(value);
        write(DATA, bytes, END);
    }

    /** Says that the answer cannot go on. */
    public void failed(ApiException refusal) {
        send(out -> ErrorShape.OPENAI.write(refusal, out));
    }

    /** What nobody reads, but shows whether somebody is there. */
    public void comment() {
        write(COMMENT);
    }

    /** The end that OpenAI's clients wait for. */
    public void done() {
        write(DONE);
    }

    private void write(byte[]... parts) {
        try {
            for (byte[] part : parts) {
                out.write(part);
            }
            out.flush();
        } catch (IOException | RuntimeException e) {
            throw new ClientGoneException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new ClientGoneException(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            throw new ClientGoneException(e);
        } finally {
            watchdog.close();
        }
    }
}
