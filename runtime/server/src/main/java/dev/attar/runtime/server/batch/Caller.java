package dev.attar.runtime.server.batch;

import dev.attar.runtime.server.batch.ServiceException.Reason;
import dev.attar.runtime.server.model.ServerLimits;
import java.time.Duration;

/** A request while it is answered: its deadline, and what it has used. Belongs to the request's thread, but for what waits for it. */
public final class Caller {
    private final ServerLimits limits;
    private final long deadline;
    private long promptTokens;
    private long generatedTokens;
    private long waitedNanos;

    public Caller(ServerLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.deadline().toNanos();
    }

    /**
     * Counts tokens that the model reads for this request.
     *
     * @throws ServiceException when they are too many
     */
    public void reads(int tokens) {
        promptTokens += tokens;
        if (promptTokens > limits.tokens()) {
            throw new ServiceException(
                    Reason.TOO_MANY_TOKENS,
                    "the texts have more than " + limits.tokens()
                            + " tokens together, the most of one request: send them in several",
                    0);
        }
    }

    /** Counts tokens that the model has generated for this request. */
    public void generated(int tokens) {
        generatedTokens += tokens;
    }

    /** Counts time that this request has waited for others. */
    public void waited(long nanos) {
        waitedNanos += nanos;
    }

    public long promptTokens() {
        return promptTokens;
    }

    public long generatedTokens() {
        return generatedTokens;
    }

    public long waitedNanos() {
        return waitedNanos;
    }

    /** The time that is left; not positive when it is over. */
    public Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** What is said to a request whose time is over. */
    public ServiceException late() {
        return new ServiceException(
                Reason.LATE,
                "the request was not answered within " + limits.deadline().toMillis()
                        + " ms, the longest that one may take: send fewer or shorter texts, or ask for fewer tokens",
                0);
    }
}
