package dev.attar.runtime.server.model;

import java.time.Duration;

/**
 * How much a server takes on. What is beyond is refused with a status and a message that say so.
 *
 * @param bodyBytes the largest body of a request
 * @param texts the most texts of a request, and the most choices that it may ask for
 * @param tokens the most tokens of a request, all of its texts together
 * @param requests the most requests under way for a model, those that wait included
 * @param batchTokens tokens after which no more sequences join a batch of an encoder
 * @param connections the most connections; others wait until one is closed
 * @param deadline how long a request may take, from when its body has been read
 */
public record ServerLimits(
        int bodyBytes, int texts, int tokens, int requests, int batchTokens, int connections, Duration deadline) {
    /** @throws IllegalArgumentException when a limit is less than 1, or there is no time */
    public ServerLimits {
        if (bodyBytes < 1 || texts < 1 || tokens < 1 || requests < 1 || batchTokens < 1 || connections < 1) {
            throw new IllegalArgumentException("a limit of less than 1: " + bodyBytes + " bytes, " + texts + " texts, "
                    + tokens + " tokens, " + requests + " requests, " + batchTokens + " tokens of a batch, "
                    + connections + " connections");
        }
        if (!deadline.isPositive() || deadline.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "a deadline of " + deadline + ": give more than no time, and at most a day");
        }
    }

    /** 8 MiB, 2048 texts, 262,144 tokens, 512 requests, batches of 4096 tokens, 4096 connections, 60 seconds. */
    public static ServerLimits defaults() {
        return new ServerLimits(8 << 20, 2048, 1 << 18, 512, 4096, 4096, Duration.ofSeconds(60));
    }

    /** These limits with another number of requests under way. */
    public ServerLimits withRequests(int most) {
        return new ServerLimits(bodyBytes, texts, tokens, most, batchTokens, connections, deadline);
    }

    /** These limits with another deadline. */
    public ServerLimits withDeadline(Duration time) {
        return new ServerLimits(bodyBytes, texts, tokens, requests, batchTokens, connections, time);
    }

    /** These limits with other limits of one request. */
    public ServerLimits withRequest(int mostBytes, int mostTexts, int mostTokens) {
        return new ServerLimits(mostBytes, mostTexts, mostTokens, requests, batchTokens, connections, deadline);
    }
}
