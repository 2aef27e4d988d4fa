package dev.attar.runtime.server.watch;

import java.util.Optional;

/** Where each answered request is told: metrics, the flight recorder, and the access log where there is one. */
public record Watch(ServerMetrics metrics, Optional<AccessLog> log) {
    /** @param event begun when the request came */
    public void answered(Answered answered, RequestEvent event) {
        metrics.answered(answered);
        log.ifPresent(lines -> lines.write(answered));
        event.end();
        if (event.shouldCommit()) {
            event.endpoint = answered.endpoint();
            event.model = answered.model();
            event.status = answered.status();
            event.promptTokens = answered.promptTokens();
            event.generatedTokens = answered.generatedTokens();
            event.waited = answered.waitedNanos();
            event.requestId = answered.id();
            event.commit();
        }
    }
}
