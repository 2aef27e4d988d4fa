package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Distances.Rotary;
import dev.attar.compiler.check.Distances.Scaling;
import dev.attar.compiler.check.Limits;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Rotary positions: {@code rope_parameters} as transformers write them since 5.0, or {@code rope_theta} and {@code rope_scaling} as
 * before.
 */
final class RotarySettings {
    private RotarySettings() {}

    /**
     * @param base where none is given
     * @param share of a head's channels that are turned, where none is given
     */
    static Rotary read(Settings settings, double base, double share) {
        double said = number(settings, "rotary_emb_base", number(settings, "rope_theta", base));
        double part = share(settings, "partial_rotary_factor", share(settings, "rotary_pct", share));
        Optional<JsonNode> rope = settings.get("rope_parameters");
        Optional<JsonNode> old = settings.get("rope_scaling");
        Optional<JsonNode> found = rope.isPresent() ? rope : old;
        return found.map(json -> read(json, rope.isPresent() ? "rope_parameters" : "rope_scaling", said, part))
                .orElseGet(() -> new Rotary(said, part, false, new Scaling.None()));
    }

    /** @param key what the settings are called, for messages */
    static Rotary read(JsonNode json, String key, double base, double share) {
        Settings rope = new Settings("config.json " + key, json);
        String old = rope.text("type").orElse("default");
        String type = rope.text("rope_type").orElse(old);
        Rotary rotary = new Rotary(
                number(rope, "rope_theta", base),
                share(rope, "partial_rotary_factor", share),
                false,
                scaling(rope, type));
        rope.harmless(List.of("original_max_position_embeddings"));
        rope.unknown().keySet().stream().findFirst().ifPresent(unknown -> {
            throw new ImportException(rope.file() + ": the setting '" + unknown + "' is not known with type '" + type
                    + "', and positions depend on it");
        });
        return rotary;
    }

    private static Scaling scaling(Settings rope, String type) {
        return switch (type) {
            case "default" -> new Scaling.None();
            case "linear" -> new Scaling.Linear(factor(rope, "factor"));
            case "llama3" ->
                new Scaling.Llama3(
                        factor(rope, "factor"),
                        factor(rope, "low_freq_factor"),
                        factor(rope, "high_freq_factor"),
                        rope.size("original_max_position_embeddings", Limits.MAX_DIMENSION));
            default ->
                throw new ImportException(rope.file() + ": rotary positions of type '" + type
                        + "' are not supported; Attar has default, linear and llama3");
        };
    }

    private static double number(Settings settings, String key, double otherwise) {
        return settings.number(key, otherwise, 1 + 1e-9, Limits.MAX_FACTOR);
    }

    private static double share(Settings settings, String key, double otherwise) {
        return settings.number(key, otherwise, 1e-9, 1);
    }

    private static double factor(Settings settings, String key) {
        if (settings.get(key).isEmpty()) {
            throw settings.refused(key, "should be a number");
        }
        return settings.number(key, 1, 1, Limits.MAX_FACTOR);
    }
}
