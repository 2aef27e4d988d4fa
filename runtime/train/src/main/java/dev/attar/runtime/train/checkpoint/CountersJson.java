package dev.attar.runtime.train.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The small file of a checkpoint. Numbers read back to the same bits. */
final class CountersJson {
    static final String FORMAT = "attar-checkpoint";
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = new JsonMapper();

    private CountersJson() {}

    /** @param files the SHA-256 of each file of the checkpoint by its name */
    static String text(Counters counters, Map<String, String> files) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format", FORMAT).put("version", VERSION);
        json.put("step", counters.step()).put("updates", counters.updates());
        json.put("epoch", counters.epoch()).put("batch", counters.batch()).put("tokens", counters.tokens());
        ArrayNode measured = json.putArray("measured");
        for (double[] sums : counters.measured()) {
            ArrayNode array = measured.addArray();
            for (double sum : sums) {
                array.add(sum);
            }
        }
        counters.best()
                .ifPresent(
                        best -> json.putObject("best").put("step", best.step()).put("value", best.value()));
        json.put("since_best", counters.sinceBest());
        ObjectNode settings = json.putObject("settings");
        new TreeMap<>(counters.settings()).forEach(settings::put);
        ObjectNode sums = json.putObject("sha256");
        new TreeMap<>(files).forEach(sums::put);
        return json.toPrettyString() + "\n";
    }

    /** What the file says; empty when it is none of a checkpoint. */
    static Optional<Read> read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (!json.path("format").asText().equals(FORMAT)
                    || json.path("version").asInt() != VERSION) {
                return Optional.empty();
            }
            Map<String, String> files = new TreeMap<>();
            json.path("sha256")
                    .properties()
                    .forEach(e -> files.put(e.getKey(), e.getValue().asText()));
            Map<String, String> settings = new TreeMap<>();
            json.path("settings")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
            List<double[]> measured = new ArrayList<>();
            for (JsonNode array : json.path("measured")) {
                double[] sums = new double[array.size()];
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = array.get(i).asDouble();
                }
                measured.add(sums);
            }
            JsonNode best = json.path("best");
            Counters counters = new Counters(
                    json.required("step").asLong(),
                    json.required("updates").asLong(),
                    json.required("epoch").asInt(),
                    json.required("batch").asInt(),
                    json.required("tokens").asLong(),
                    measured,
                    best.isObject()
                            ? Optional.of(new Counters.Best(
                                    best.required("step").asLong(),
                                    best.required("value").asDouble()))
                            : Optional.empty(),
                    json.required("since_best").asInt(),
                    settings);
            return Optional.of(new Read(counters, files));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param files the SHA-256 of each file by its name */
    record Read(Counters counters, Map<String, String> files) {}
}
