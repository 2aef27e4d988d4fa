package dev.attar.importer.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.attar.compiler.check.ModelSpec.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sentence-transformers wrote beside a model: {@code modules.json} with the steps after the encoder, and
 * {@code 1_Pooling/config.json}.
 *
 * @param normalize whether a step brings vectors to length 1; empty when nothing is said
 */
public record SentenceSettings(Optional<Pool> pool, Optional<Boolean> normalize) {
    private static final Map<String, Pool> POOLS = Map.of(
            "pooling_mode_cls_token", Pool.CLS,
            "pooling_mode_mean_tokens", Pool.MEAN,
            "pooling_mode_max_tokens", Pool.MAX);

    /**
     * Reads the settings in a folder; all empty when there are none.
     *
     * @throws ImportException when they ask for a step that cannot be imported
     */
    public static SentenceSettings beside(Path folder) {
        Optional<JsonNode> modules = Json.read(folder.resolve("modules.json"));
        Optional<JsonNode> pooling = Json.read(folder.resolve("1_Pooling").resolve("config.json"));
        if (modules.isEmpty() && pooling.isEmpty()) {
            return new SentenceSettings(Optional.empty(), Optional.empty());
        }
        boolean normalizes = false;
        for (JsonNode module : modules.orElseGet(JsonNodeFactory.instance::arrayNode)) {
            String type = module.path("type").asText("");
            normalizes |= type.endsWith(".Normalize");
            if (!type.matches(".*\\.(Transformer|Pooling|Normalize)")) {
                throw new ImportException(folder.resolve("modules.json") + ": a step '" + type
                        + "' after the encoder is not supported; import without modules.json if you can do without it");
            }
        }
        return new SentenceSettings(
                pooling.map(config -> pool(folder, config)),
                modules.isPresent() ? Optional.of(normalizes) : Optional.empty());
    }

    /** The settings of the folder of a file, or of the folder above when the file lies in one called {@code onnx}. */
    public static SentenceSettings besideFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path above = folder.getParent();
        boolean nested = above != null && String.valueOf(folder.getFileName()).equals("onnx");
        return beside(nested && !Files.exists(folder.resolve("modules.json")) ? above : folder);
    }

    private static Pool pool(Path folder, JsonNode config) {
        List<Pool> pools = new ArrayList<>();
        config.properties().forEach(entry -> {
            if (entry.getKey().startsWith("pooling_mode_") && entry.getValue().asBoolean(false)) {
                Pool pool = POOLS.get(entry.getKey());
                if (pool == null) {
                    throw new ImportException(
                            folder + ": '" + entry.getKey() + "' is not supported; Attar has mean, cls and max");
                }
                pools.add(pool);
            }
        });
        if (pools.size() != 1) {
            throw new ImportException(
                    folder + ": its pooling asks for " + pools.size() + " kinds at once; one is supported");
        }
        return pools.getFirst();
    }

    /** The options, with what they leave open taken from here. */
    public ImportOptions complete(ImportOptions options) {
        return new ImportOptions(
                options.name(),
                options.pool().or(() -> pool),
                options.normalize().or(() -> normalize),
                options.output());
    }
}
