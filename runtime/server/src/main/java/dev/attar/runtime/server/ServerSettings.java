package dev.attar.runtime.server;

import dev.attar.runtime.server.model.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * How a server listens.
 *
 * @param host the name or number of the address
 * @param port 0: any that is free
 * @param apiKeys one of them must come with each request, but for the page, health and metrics; none: everybody may ask
 * @param drain how long an orderly end waits for requests that are under way
 * @param accessLog takes a line of JSON for each request, without its end; empty: there is none
 * @param faults is told of internal errors, with the number of the request
 */
public record ServerSettings(
        String host,
        int port,
        List<String> apiKeys,
        ServerLimits limits,
        Duration drain,
        Optional<Consumer<String>> accessLog,
        BiConsumer<String, Throwable> faults) {
    /** @throws IllegalArgumentException when the port is none, or a key is blank */
    public ServerSettings {
        apiKeys = List.copyOf(apiKeys);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + "; give 1 to 65535, or 0 for any that is free");
        }
        if (apiKeys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("an API key is blank: anybody could send it");
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("a negative time for the orderly end");
        }
    }

    /** For this machine alone, at any free port, without keys and access log; faults go to the system's logger. */
    public static ServerSettings local() {
        System.Logger logger = System.getLogger("dev.attar.server");
        return new ServerSettings(
                "127.0.0.1",
                0,
                List.of(),
                ServerLimits.defaults(),
                Duration.ofSeconds(30),
                Optional.empty(),
                (id, fault) -> logger.log(System.Logger.Level.ERROR, "request " + id, fault));
    }

    public ServerSettings withAddress(String name, int number) {
        return new ServerSettings(name, number, apiKeys, limits, drain, accessLog, faults);
    }

    public ServerSettings withApiKeys(List<String> keys) {
        return new ServerSettings(host, port, keys, limits, drain, accessLog, faults);
    }

    public ServerSettings withLimits(ServerLimits others) {
        return new ServerSettings(host, port, apiKeys, others, drain, accessLog, faults);
    }

    public ServerSettings withDrain(Duration time) {
        return new ServerSettings(host, port, apiKeys, limits, time, accessLog, faults);
    }

    public ServerSettings withAccessLog(Consumer<String> lines) {
        return new ServerSettings(host, port, apiKeys, limits, drain, Optional.of(lines), faults);
    }
}
