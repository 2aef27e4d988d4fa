package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.Generation.EarlyStopping;
import dev.attar.compiler.check.Generation.Sampling;
import dev.attar.compiler.check.Limits;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How texts are written: {@code generation_config.json}, or {@code config.json} of an older folder, which has the same settings. Each
 * is used, without effect, or reported by name.
 */
public final class GenerationSettings {
    private static final int MOST = Limits.MAX_DIMENSION;

    /** What transformers take of the likeliest tokens when nothing is said. */
    private static final int USUAL_TOP_K = 50;

    /** What a caller, and no text, depends on; and caches, which change no result. */
    private static final List<String> HARMLESS = List.of(
            "_from_model_config",
            "cache_config",
            "cache_implementation",
            "disable_compile",
            "low_memory",
            "output_attentions",
            "output_hidden_states",
            "output_logits",
            "output_scores",
            "pad_token_id",
            "return_dict_in_generate",
            "return_legacy_cache",
            "transformers_version",
            "use_cache");

    /** Settings that are not supported, and the value with which they do nothing. */
    private static final Map<String, String> NEUTRAL = Map.ofEntries(
            Map.entry("begin_suppress_tokens", ""),
            Map.entry("diversity_penalty", "0.0"),
            Map.entry("dola_layers", ""),
            Map.entry("encoder_no_repeat_ngram_size", "0"),
            Map.entry("encoder_repetition_penalty", "1.0"),
            Map.entry("epsilon_cutoff", "0.0"),
            Map.entry("eta_cutoff", "0.0"),
            Map.entry("exponential_decay_length_penalty", ""),
            Map.entry("force_words_ids", ""),
            Map.entry("guidance_scale", "1.0"),
            Map.entry("num_beam_groups", "1"),
            Map.entry("num_return_sequences", "1"),
            Map.entry("penalty_alpha", "0.0"),
            Map.entry("remove_invalid_values", "false"),
            Map.entry("renormalize_logits", "false"),
            Map.entry("sequence_bias", ""),
            Map.entry("stop_strings", ""),
            Map.entry("top_h", ""),
            Map.entry("typical_p", "1.0"),
            Map.entry("watermarking_config", ""));

    private final Settings settings;
    private final int vocabulary;
    private final ImportReport report;

    private GenerationSettings(Settings settings, int vocabulary, ImportReport report) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.report = report;
    }

    /**
     * @param translator whether texts begin with a token of the decoder's own
     * @param vocabulary of the decoder
     */
    public static Generation read(Settings settings, boolean translator, int vocabulary, ImportReport report) {
        return new GenerationSettings(settings, vocabulary, report).read(translator);
    }

    private Generation read(boolean translator) {
        Optional<Integer> first = token("bos_token_id");
        Optional<Integer> start = translator ? token("decoder_start_token_id").or(() -> first) : first;
        List<List<Integer>> forbidden = new ArrayList<>(sequences("bad_words_ids"));
        tokens("suppress_tokens").forEach(token -> forbidden.add(List.of(token)));
        int beams = settings.size("num_beams", 1, 1, Generation.MAX_BEAMS);
        Optional<Sampling> sampling = sampling(beams);
        Generation generation = new Generation(
                start,
                tokens("eos_token_id"),
                token("forced_bos_token_id"),
                token("forced_eos_token_id"),
                forbidden,
                length("max_length", 1),
                length("min_length", 0).filter(least -> least > 0),
                length("max_new_tokens", 1),
                length("min_new_tokens", 0).filter(least -> least > 0),
                beams,
                settings.number("length_penalty", 1, -100, 100),
                earlyStopping(),
                settings.size("no_repeat_ngram_size", 0, 0, MOST),
                settings.number("repetition_penalty", 1, 1e-3, 1000),
                sampling);
        unsupported();
        return generation;
    }

    private Optional<Integer> length(String key, int least) {
        return settings.get(key).isEmpty() ? Optional.empty() : Optional.of(settings.size(key, -1, least, MOST));
    }

    private Optional<Integer> token(String key) {
        List<Integer> tokens = tokens(key);
        if (tokens.size() > 1) {
            report.add(
                    Kind.WARNING,
                    settings.file() + " " + key,
                    settings.file() + ": '" + key + "' has " + tokens.size() + " tokens; the first is taken.");
        }
        return tokens.stream().findFirst();
    }

    /** A token or a list of tokens. */
    private List<Integer> tokens(String key) {
        Optional<JsonNode> value = settings.get(key);
        List<Integer> tokens = new ArrayList<>();
        value.ifPresent(json -> {
            if (json.isArray()) {
                json.forEach(token -> tokens.add(integer(key, token)));
            } else {
                tokens.add(integer(key, json));
            }
        });
        return tokens.stream().filter(token -> isKnown(key, token)).toList();
    }

    private List<List<Integer>> sequences(String key) {
        List<List<Integer>> all = new ArrayList<>();
        settings.get(key)
                .ifPresent(json -> json.forEach(sequence -> {
                    List<Integer> tokens = new ArrayList<>();
                    sequence.forEach(token -> tokens.add(integer(key, token)));
                    if (tokens.isEmpty()) {
                        throw settings.refused(key, "should hold sequences of tokens");
                    }
                    if (tokens.stream().allMatch(token -> isKnown(key, token))) {
                        all.add(tokens);
                    }
                }));
        return all;
    }

    private int integer(String key, JsonNode token) {
        if (!token.canConvertToInt() || !token.isIntegralNumber()) {
            throw settings.refused(key, "should hold ids of tokens");
        }
        return token.asInt();
    }

    /** Ids that the model does not have are those of another one, or of nothing (-1). */
    private boolean isKnown(String key, int token) {
        boolean known = token >= 0 && token < vocabulary;
        if (!known) {
            report.add(
                    Kind.NOT_USED,
                    settings.file() + " " + key,
                    settings.file() + ": '" + key + "' names token " + token + ", and the model has 0 to "
                            + (vocabulary - 1) + "; it is left out.");
        }
        return known;
    }

    private EarlyStopping earlyStopping() {
        Optional<JsonNode> value = settings.get("early_stopping");
        return switch (value.map(JsonNode::asText).orElse("false")) {
            case "true" -> EarlyStopping.TRUE;
            case "false" -> EarlyStopping.FALSE;
            case "never" -> EarlyStopping.NEVER;
            default -> throw settings.refused("early_stopping", "should be true, false or \"never\"");
        };
    }

    private Optional<Sampling> sampling(int beams) {
        boolean sample = settings.flag("do_sample", false);
        double temperature = settings.number("temperature", 1, 0, 1000);
        int topK = settings.size("top_k", USUAL_TOP_K, 0, Integer.MAX_VALUE);
        double topP = settings.number("top_p", 1, 0, 1);
        double minP = settings.number("min_p", 0, 0, 1);
        if (!sample) {
            return Optional.empty();
        }
        if (beams > 1) {
            report.add(
                    Kind.WARNING,
                    settings.file() + " do_sample",
                    settings.file() + ": beams are to be drawn ('do_sample' with 'num_beams'), which is not supported;"
                            + " the spec has the beams.");
            return Optional.empty();
        }
        return Optional.of(new Sampling(
                Math.max(temperature, 1e-3),
                topK >= vocabulary ? 0 : topK,
                topP == 0 ? 1e-3 : topP,
                Math.min(minP, 0.999)));
    }

    private void unsupported() {
        settings.harmless(HARMLESS);
        NEUTRAL.forEach((key, neutral) -> {
            Optional<JsonNode> value = settings.get(key);
            boolean does = value.isPresent()
                    && (value.get().isContainerNode() ? !value.get().isEmpty() : !same(value.get(), neutral));
            if (does) {
                report.add(
                        Kind.WARNING,
                        settings.file() + " " + key,
                        settings.file() + ": '" + key + "' is " + value.get()
                                + ", which is not supported: texts are written without it.");
            }
        });
    }

    private static boolean same(JsonNode value, String neutral) {
        return value.isNumber() && !neutral.isEmpty()
                ? value.asDouble() == Double.parseDouble(neutral)
                : value.asText().equals(neutral);
    }
}
