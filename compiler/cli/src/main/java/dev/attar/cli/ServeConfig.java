package dev.attar.cli;

import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.server.model.ChatTemplate;
import dev.attar.runtime.server.model.ServerLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A configuration file of {@code attar serve}: JSON, with paths relative to its folder. */
record ServeConfig(
        Optional<String> host,
        OptionalInt port,
        Optional<Path> apiKeyFile,
        boolean accessLog,
        ServerLimits limits,
        Optional<Duration> drain,
        List<ServedSpec> models) {
    private static final int MOST_SECONDS = 86_400;

    /** One model, and defaults for all else. */
    static ServeConfig of(ServedSpec model) {
        return new ServeConfig(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                ServerLimits.defaults(),
                Optional.empty(),
                List.of(model));
    }

    static ServeConfig read(Path file) throws IOException {
        ConfigValue top = ConfigValue.read(file);
        Path folder = file.toAbsolutePath().getParent();
        Optional<String> host = top.get("host").map(ConfigValue::text);
        OptionalInt port = number(top.get("port"), 0, 65535);
        Optional<Path> keys = path(top.get("api_key_file"), folder);
        boolean log = top.get("access_log").map(ConfigValue::flag).orElse(false);
        Optional<Duration> drain =
                top.get("drain_seconds").map(value -> Duration.ofSeconds(value.count(0, MOST_SECONDS)));
        ServerLimits limits = top.get("limits").map(ServeConfig::limits).orElse(ServerLimits.defaults());
        ConfigValue list = top.need("models");
        List<ServedSpec> models = new ArrayList<>();
        for (ConfigValue model : list.elements()) {
            models.add(model(model, folder));
        }
        if (models.isEmpty()) {
            throw list.refusal("there are no models", "name at least one");
        }
        top.end();
        return new ServeConfig(host, port, keys, log, limits, drain, models);
    }

    private static ServerLimits limits(ConfigValue given) {
        ServerLimits known = ServerLimits.defaults();
        ServerLimits limits = new ServerLimits(
                limit(given, "body_bytes", known.bodyBytes(), 1 << 30),
                limit(given, "texts", known.texts(), 1 << 20),
                limit(given, "tokens", known.tokens(), 1 << 30),
                limit(given, "requests", known.requests(), 1 << 20),
                limit(given, "batch_tokens", known.batchTokens(), 1 << 24),
                limit(given, "connections", known.connections(), 1 << 20),
                given.get("deadline_seconds")
                        .map(value -> Duration.ofSeconds(value.count(1, MOST_SECONDS)))
                        .orElse(known.deadline()));
        given.end();
        return limits;
    }

    private static int limit(ConfigValue given, String name, int known, int most) {
        return given.get(name).map(value -> value.count(1, most)).orElse(known);
    }

    private static OptionalInt number(Optional<ConfigValue> value, int least, int most) {
        return value.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(value.get().count(least, most));
    }

    private static ServedSpec model(ConfigValue given, Path folder) {
        ServedSpec model = new ServedSpec(
                given.place(),
                given.get("name").map(ConfigValue::text),
                given.get("aliases")
                        .map(names ->
                                names.elements().stream().map(ConfigValue::text).toList())
                        .orElse(List.of()),
                folder.resolve(given.need("spec").text()),
                folder.resolve(given.need("weights").text()),
                path(given.get("tokenizer"), folder),
                path(given.get("target_tokenizer"), folder),
                given.get("long_texts").map(ServeConfig::longTexts),
                given.get("chat_template").map(ServeConfig::chat),
                given.get("weights_as").map(ServeConfig::storage));
        given.end();
        return model;
    }

    private static String longTexts(ConfigValue value) {
        if (!ServedSpec.LONG_TEXTS.contains(value.text())) {
            throw value.refusal("unknown choice \"" + value.text() + "\"", "give one of " + ServedSpec.LONG_TEXTS);
        }
        return value.text();
    }

    private static ChatTemplate chat(ConfigValue value) {
        return ChatTemplate.named(value.text())
                .orElseThrow(() -> value.refusal(
                        "unknown chat template \"" + value.text() + "\"",
                        "give one of "
                                + Arrays.stream(ChatTemplate.values())
                                        .map(ChatTemplate::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static Storage storage(ConfigValue value) {
        return Storage.named(value.text())
                .orElseThrow(() -> value.refusal(
                        "unknown storage of weights \"" + value.text() + "\"",
                        "give one of "
                                + Storage.ALL.stream().map(Storage::symbol).collect(Collectors.joining(", "))));
    }

    private static Optional<Path> path(Optional<ConfigValue> value, Path folder) {
        return value.map(ConfigValue::text).map(folder::resolve);
    }
}
