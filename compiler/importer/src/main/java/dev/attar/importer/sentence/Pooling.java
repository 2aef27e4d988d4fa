package dev.attar.importer.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a pooling: a name, or a flag for each kind in files before sentence-transformers 5.4. */
final class Pooling {
    private static final Map<String, String> FLAGS = new LinkedHashMap<>();

    static {
        FLAGS.put("pooling_mode_cls_token", "cls");
        FLAGS.put("pooling_mode_max_tokens", "max");
        FLAGS.put("pooling_mode_mean_tokens", "mean");
        FLAGS.put("pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens");
        FLAGS.put("pooling_mode_weightedmean_tokens", "weightedmean");
        FLAGS.put("pooling_mode_lasttoken", "lasttoken");
    }

    private final Settings settings;

    Pooling(Settings settings) {
        this.settings = settings;
        settings.harmless(List.of("word_embedding_dimension", "embedding_dimension"));
    }

    /** Whether the tokens of a prompt are pooled, too. */
    boolean includesPrompt() {
        return settings.flag("include_prompt", true);
    }

    /**
     * One pool, or several whose vectors stand side by side.
     *
     * @throws ImportException when one of them is not known
     */
    List<Pool> pools(ImportReport report) {
        List<String> modes = modes();
        if (modes.isEmpty()) {
            report.add(
                    Kind.ASSUMED,
                    settings.file(),
                    settings.file()
                            + ": no kind of pooling is chosen; sentence-transformers then takes the mean, and so does"
                            + " the spec.");
            return List.of(Pool.MEAN);
        }
        return modes.stream().map(this::pool).toList();
    }

    private Pool pool(String mode) {
        return switch (mode) {
            case "cls" -> Pool.CLS;
            case "max" -> Pool.MAX;
            case "mean" -> Pool.MEAN;
            case "mean_sqrt_len_tokens" -> Pool.MEAN_SQRT_LEN;
            case "weightedmean" -> Pool.WEIGHTED_MEAN;
            case "lasttoken" -> Pool.LAST;
            default ->
                throw new ImportException(
                        settings.file() + ": it asks for '" + mode + "', which is not known. Attar has cls, max, mean,"
                                + " mean_sqrt_len_tokens, weightedmean and"
                                + " lasttoken; to take one of them all the same,"
                                + " give --pool");
        };
    }

    private List<String> modes() {
        List<String> modes = new ArrayList<>();
        FLAGS.forEach((flag, mode) -> {
            if (settings.flag(flag, false)) {
                modes.add(mode);
            }
        });
        Optional<JsonNode> named = settings.get("pooling_mode");
        if (named.isPresent()) {
            JsonNode names = named.get();
            if (names.isTextual()) {
                modes.add(names.textValue());
            } else if (names.isArray() && !names.isEmpty()) {
                names.forEach(name -> modes.add(name.asText()));
            } else {
                throw settings.refused("pooling_mode", "should be the name of a pooling");
            }
        }
        return modes.stream().distinct().toList();
    }
}
