package dev.attar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a configuration file with the place where it stands. Whoever reads it says what is expected; anything else is refused with
 * file, line and column.
 */
final class ConfigValue {
    private final String file;
    private final JsonLocation place;
    private final String path;
    private final Object value; // Map, List, String, Number, Boolean; null
    private final Set<String> asked = new LinkedHashSet<>();

    private ConfigValue(String file, JsonLocation place, String path, Object value) {
        this.file = file;
        this.place = place;
        this.path = path;
        this.value = value;
    }

    /** Reads a file of JSON. */
    static ConfigValue read(Path file) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(Files.readString(file))) {
            parser.nextToken();
            ConfigValue value = value(file.toString(), "", parser);
            if (parser.nextToken() != null) {
                throw refusal(
                        file.toString(), parser.currentTokenLocation(), "something follows the value", "remove it");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw refusal(file.toString(), e.getLocation(), "not JSON: " + e.getOriginalMessage(), "correct it");
        }
    }

    private static ConfigValue value(String file, String path, JsonParser parser) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw refusal(file, place, "the file is empty", "write a JSON object with \"models\"");
        }
        Object value = switch (token) {
            case START_OBJECT -> {
                Map<String, ConfigValue> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(file, path.isEmpty() ? name : path + "." + name, parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<ConfigValue> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(file, path + "[" + elements.size() + "]", parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
        return new ConfigValue(file, place, path, value);
    }

    /** A member of an object; empty where it is absent or null. */
    @SuppressWarnings("unchecked") // the reader puts such there
    Optional<ConfigValue> get(String name) {
        asked.add(name);
        ConfigValue member = ((Map<String, ConfigValue>) as(Map.class, "an object")).get(name);
        return member == null || member.value == null ? Optional.empty() : Optional.of(member);
    }

    /** A member that must be there. */
    ConfigValue need(String name) {
        return get(name).orElseThrow(() -> refusal("\"" + name + "\" is missing", "add it"));
    }

    /** The elements of an array. */
    @SuppressWarnings("unchecked") // the reader puts such there
    List<ConfigValue> elements() {
        return (List<ConfigValue>) as(List.class, "an array");
    }

    String text() {
        String text = as(String.class, "a text");
        if (text.isBlank()) {
            throw refusal("a text is expected, not a blank one", "write one");
        }
        return text;
    }

    boolean flag() {
        return as(Boolean.class, "true or false");
    }

    /** A whole number between two others. */
    int count(int least, int most) {
        java.math.BigDecimal number = as(java.math.BigDecimal.class, "a whole number");
        try {
            int count = number.intValueExact();
            if (count >= least && count <= most) {
                return count;
            }
        } catch (ArithmeticException e) {
            // said below
        }
        throw refusal("a whole number from " + least + " to " + most + " is expected, not " + number, "change it");
    }

    /** Refuses members that nobody has asked for. */
    @SuppressWarnings("unchecked") // the reader puts such there
    void end() {
        ((Map<String, ConfigValue>) value).forEach((name, member) -> {
            if (!asked.contains(name)) {
                throw member.refusal("unknown member \"" + name + "\"", "known are " + String.join(", ", asked));
            }
        });
    }

    /** A refusal of this value, with its place. */
    Refusal refusal(String what, String hint) {
        return new Refusal(place() + what, hint);
    }

    /** Where it stands, for the beginning of a message. */
    String place() {
        return place(file, place) + (path.isEmpty() ? "" : path + ": ");
    }

    private static Refusal refusal(String file, JsonLocation place, String what, String hint) {
        return new Refusal(place(file, place) + what, hint);
    }

    private static String place(String file, JsonLocation place) {
        return file + ":" + place.getLineNr() + ":" + place.getColumnNr() + ": ";
    }

    private <T> T as(Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw refusal(expected + " is expected, not " + kind(), "change it");
        }
        return type.cast(value);
    }

    private String kind() {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "an array";
            case String text -> "\"" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "\"";
            default -> value.toString();
        };
    }
}
