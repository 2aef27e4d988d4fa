package dev.attar.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.SettingsBuilder;
import dev.attar.runtime.generate.Strategy;
import dev.attar.runtime.generate.Strategy.Beams;
import dev.attar.runtime.generate.Strategy.Greedy;
import dev.attar.runtime.generate.Strategy.Sampling;
import dev.attar.runtime.server.http.ApiException;
import dev.attar.runtime.server.http.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** The members that say how texts are generated; what they leave out is as the model's own settings say. */
public final class GenerationMembers {
    private static final int MOST_STOPS = 16;
    private static final int LONGEST_STOP = 1000;
    private static final int MOST_ALTERNATIVES = 20;
    private static final int MOST_BEAMS = 64;

    private GenerationMembers() {}

    /**
     * The settings for each of the texts that are asked for.
     *
     * @param vocabulary number of tokens
     * @param most tokens, where neither the request nor the model says
     * @param choices texts for each prompt; their seeds are one another's successors
     * @param alternatives tokens that are shown at each place
     */
    public static List<Settings> of(
            RequestBody body, Settings known, int vocabulary, OptionalInt most, int choices, int alternatives) {
        SettingsBuilder settings = known.with().topLogProbabilities(alternatives);
        OptionalInt wanted = body.count("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt named = body.count("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (named.isPresent()) {
            settings.mostNew(named.getAsInt());
        } else if (wanted.isPresent()) {
            settings.mostNew(wanted.getAsInt());
        } else if (most.isPresent()
                && known.mostNew().isEmpty()
                && known.mostLength().isEmpty()) {
            settings.mostNew(most.getAsInt());
        }
        body.count("min_tokens", 0, Integer.MAX_VALUE).ifPresent(settings::leastNew);
        body.number("presence_penalty", -2, 2).ifPresent(settings::presencePenalty);
        body.number("frequency_penalty", -2, 2).ifPresent(settings::frequencyPenalty);
        body.number("repetition_penalty", 0.01, 100).ifPresent(settings::repetitionPenalty);
        List<String> stops = stops(body);
        if (!stops.isEmpty()) {
            settings.stopTexts(stops);
        }
        bias(body, vocabulary, settings);
        Strategy strategy = strategy(body, known.strategy(), choices);
        try {
            List<Settings> all = new ArrayList<>();
            for (int i = 0; i < (strategy instanceof Beams ? 1 : choices); i++) {
                all.add(settings.strategy(of(strategy, i)).settings());
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("", e.getMessage());
        }
    }

    /** How many texts each prompt shall have. */
    public static int choices(RequestBody body, int most) {
        return body.count("n", 1, most).orElse(1);
    }

    /** The tokens that are shown beside each generated one. */
    public static int alternatives(OptionalInt wanted) {
        return wanted.orElse(0);
    }

    static OptionalInt alternatives(RequestBody body, String name) {
        return body.count(name, 0, MOST_ALTERNATIVES);
    }

    private static Strategy of(Strategy strategy, int choice) {
        return strategy instanceof Sampling s
                ? new Sampling(s.temperature(), s.topK(), s.topP(), s.minP(), s.seed() + choice)
                : strategy;
    }

    private static Strategy strategy(RequestBody body, Strategy known, int choices) {
        OptionalDouble temperature = body.number("temperature", 0, 100);
        OptionalDouble topP = body.number("top_p", 1e-6, 1);
        OptionalInt topK = body.count("top_k", -1, Integer.MAX_VALUE);
        OptionalDouble minP = body.number("min_p", 0, 1);
        OptionalLong seed = body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        OptionalInt beams = body.count("beams", 1, MOST_BEAMS);
        boolean samples = temperature.orElse(0) > 0 || topP.isPresent() || topK.isPresent() || minP.isPresent();
        if (beams.isPresent()) {
            if (samples) {
                throw ApiException.invalid(
                        "beams", "beam search and sampling exclude each other: leave out one's members");
            }
            return beams(known, Math.max(beams.getAsInt(), choices), choices);
        }
        if (temperature.isPresent() && temperature.getAsDouble() == 0) {
            return new Greedy();
        }
        if (!samples && !(known instanceof Sampling)) {
            return known instanceof Beams search ? beams(known, Math.max(search.count(), choices), choices) : known;
        }
        Sampling base = known instanceof Sampling sampling ? sampling : Sampling.of(0);
        return new Sampling(
                temperature.orElse(base.temperature()),
                topK.isPresent() ? Math.max(0, topK.getAsInt()) : base.topK(),
                topP.orElse(base.topP()),
                minP.orElse(base.minP()),
                seed.orElseGet(() -> ThreadLocalRandom.current().nextLong()));
    }

    private static Strategy beams(Strategy known, int count, int choices) {
        if (count == 1) {
            return new Greedy();
        }
        Beams base = known instanceof Beams search ? search : Beams.of(count);
        return new Beams(count, choices, base.lengthPenalty(), base.stop());
    }

    private static List<String> stops(RequestBody body) {
        Optional<JsonNode> given = body.value("stop");
        if (given.isEmpty() || given.get().isArray() && given.get().isEmpty()) {
            return List.of();
        }
        List<String> stops = body.texts("stop", MOST_STOPS);
        for (String stop : stops) {
            if (stop.isEmpty() || stop.length() > LONGEST_STOP) {
                throw ApiException.invalid("stop", "a stop text must have 1 to " + LONGEST_STOP + " characters");
            }
        }
        return stops;
    }

    private static void bias(RequestBody body, int vocabulary, SettingsBuilder settings) {
        Optional<JsonNode> given = body.value("logit_bias");
        if (given.isEmpty() || given.get().isObject() && given.get().isEmpty()) {
            return;
        }
        JsonNode map = given.get();
        if (!map.isObject() || map.size() > 1024) {
            throw RequestBody.wrong("logit_bias", "an object of up to 1024 token ids", map);
        }
        Map<Integer, Float> bias = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            bias.put(token(entry.getKey(), vocabulary), amount(entry));
        }
        settings.hook((_, scores) -> bias.forEach((token, amount) -> scores[token] += amount));
    }

    private static int token(String name, int vocabulary) {
        try {
            int id = Integer.parseInt(name);
            if (id >= 0 && id < vocabulary) {
                return id;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.invalid(
                "logit_bias",
                "logit_bias: '" + (name.length() <= 20 ? name : name.substring(0, 20) + "…")
                        + "' is no token id; they are 0 to " + (vocabulary - 1));
    }

    private static float amount(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= 100)) {
            throw RequestBody.wrong("logit_bias", "numbers from -100 to 100", value);
        }
        return value.floatValue();
    }
}
