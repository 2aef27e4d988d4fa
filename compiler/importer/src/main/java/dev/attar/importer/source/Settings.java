package dev.attar.importer.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one file. Each number has a range, which is checked where it is read; and each setting is used, known to be without
 * effect, or left over, which {@link #unknown()} tells.
 */
public final class Settings {
    private final String file;
    private final JsonNode json;
    private final Map<String, JsonNode> used = new LinkedHashMap<>();
    private final Set<String> harmless = new TreeSet<>();

    /** @throws ImportException when the file holds no object */
    public Settings(String file, JsonNode json) {
        if (!json.isObject()) {
            throw new ImportException(file + ": it should hold an object of settings");
        }
        this.file = file;
        this.json = json;
    }

    /** The file's name within the model's folder. */
    public String file() {
        return file;
    }

    /** The setting, if it is there and not null. */
    public Optional<JsonNode> get(String key) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode()) {
            used.put(key, value);
        }
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Whether the setting is written down, be it as null. */
    public boolean has(String key) {
        return json.has(key);
    }

    /** An integer from 1 to {@code most} that must be there. */
    public int size(String key, int most) {
        return size(key, -1, 1, most);
    }

    /** An integer from {@code least} to {@code most}; {@code otherwise} when it is not there, and -1 says that it must be. */
    public int size(String key, int otherwise, int least, int most) {
        Optional<JsonNode> value = get(key);
        if (value.isEmpty() && otherwise >= 0) {
            return otherwise;
        }
        boolean fits = value.isPresent()
                && value.get().isIntegralNumber()
                && value.get().canConvertToInt()
                && value.get().asInt() >= least
                && value.get().asInt() <= most;
        if (!fits) {
            throw refused(key, "should be an integer from " + least + " to " + most);
        }
        return value.get().asInt();
    }

    /** A number in a range; {@code otherwise} when it is not there. */
    public double number(String key, double otherwise, double least, double most) {
        Optional<JsonNode> value = get(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        double number = value.get().asDouble();
        if (!value.get().isNumber() || !(number >= least && number <= most)) {
            throw refused(key, "should be a number from " + least + " to " + most);
        }
        return number;
    }

    /** A probability; 0 where it is not given. */
    public double dropout(String key) {
        Optional<JsonNode> value = get(key);
        double rate = value.map(JsonNode::asDouble).orElse(0.0);
        if (value.isPresent() && !value.get().isNumber() || !(rate >= 0 && rate < 1)) {
            throw refused(key, "should be a number from 0 to below 1");
        }
        return rate;
    }

    /** True or false; {@code otherwise} when it is not there. */
    public boolean flag(String key, boolean otherwise) {
        Optional<JsonNode> value = get(key);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw refused(key, "should be true or false");
        }
        return value.map(JsonNode::asBoolean).orElse(otherwise);
    }

    /** A text, if it is there. */
    public Optional<String> text(String key) {
        Optional<JsonNode> value = get(key);
        if (value.isPresent() && !value.get().isTextual()) {
            throw refused(key, "should be a text");
        }
        return value.map(JsonNode::textValue);
    }

    /** Settings that mean something else than what is supported, unless they have one of these values or are not there. */
    public void require(String key, String... only) {
        Optional<JsonNode> value = get(key);
        boolean fits = value.isEmpty()
                || value.get().isContainerNode() && value.get().isEmpty()
                || value.get().isValueNode()
                        && List.of(only).contains(value.get().asText());
        if (!fits) {
            throw new ImportException(file + ": '" + key + "' is " + value.get() + "; only " + String.join(" or ", only)
                    + " is supported");
        }
    }

    /** Says of settings that they change no result of the model. */
    public void harmless(Collection<String> keys) {
        keys.stream().filter(key -> json.has(key) && !used.containsKey(key)).forEach(harmless::add);
    }

    /** The refusal of a setting's value. */
    public ImportException refused(String key, String wanted) {
        JsonNode value = json.path(key);
        return new ImportException(file + ": '" + key + "' " + wanted + " but is "
                + (value.isMissingNode() ? "missing" : shortened(value.toString())));
    }

    /** Settings that were asked for, as they stand in the file. */
    public Map<String, JsonNode> used() {
        return used;
    }

    /** Settings that are there and known to be without effect. */
    public Set<String> withoutEffect() {
        return harmless;
    }

    /** Settings that nobody asked for: they are not known, and what they mean is not done. */
    public Map<String, JsonNode> unknown() {
        Map<String, JsonNode> unknown = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            if (!used.containsKey(entry.getKey()) && !harmless.contains(entry.getKey())) {
                unknown.put(entry.getKey(), entry.getValue());
            }
        });
        return unknown;
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }
}
