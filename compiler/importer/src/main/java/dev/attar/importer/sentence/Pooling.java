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
     * @param lengthIsLost whether vectors are brought to length 1 next, so that a factor for each text makes no difference
     * @throws ImportException when there are several, or one that is not supported
     */
    Pool pool(boolean lengthIsLost, ImportReport report) {
        List<String> modes = modes();
        if (modes.size() > 1) {
            throw refused("joins several kinds of pooling, " + String.join(" and ", modes) + "; one is supported");
        }
        if (modes.isEmpty()) {
            report.add(
                    Kind.ASSUMED,
                    settings.file(),
                    settings.file()
                            + ": no kind of pooling is chosen; sentence-transformers then takes the mean, and so does"
                            + " the spec.");
            return Pool.MEAN;
        }
        String mode = modes.getFirst();
        return switch (mode) {
            case "cls" -> Pool.CLS;
            case "max" -> Pool.MAX;
            case "mean" -> Pool.MEAN;
            case "mean_sqrt_len_tokens" -> {
                if (!lengthIsLost) {
                    throw refused("asks for mean_sqrt_len_tokens, the sum over the root of the length, which is not"
                            + " supported where vectors keep their length");
                }
                report.add(
                        Kind.USED,
                        settings.file(),
                        settings.file() + ": mean_sqrt_len_tokens gives the direction of the mean, and vectors are"
                                + " brought to length 1 next; the spec has pool mean.");
                yield Pool.MEAN;
            }
            case "weightedmean" ->
                throw refused("asks for weightedmean, the mean weighted by position, which is not" + " supported");
            case "lasttoken" -> throw refused("asks for lasttoken, the last token of a text, which is not supported");
            default -> throw refused("asks for '" + mode + "', which is not known");
        };
    }

    private ImportException refused(String why) {
        return new ImportException(settings.file() + ": it " + why
                + ". Attar has mean, cls and max; to take one of them all the same, give --pool");
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
