package dev.attar.runtime.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The members of a request's body. Each is asked for by its type and range; what is not is refused with its name, and so is, at the end,
 * every member that nobody has asked for. A member that is null is as good as none.
 */
public final class RequestBody {
    private final JsonNode object;
    private final Set<String> asked = new HashSet<>();

    private RequestBody(JsonNode object) {
        this.object = object;
    }

    /** @throws ApiException when the bytes are no JSON object */
    public static RequestBody of(byte[] bytes) {
        JsonNode node;
        try {
            node = Json.READER.readTree(bytes);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw ApiException.of(
                    400, "invalid_json", "", "the body is not JSON" + where + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiException.of(400, "invalid_json", "", "the body is not JSON: " + e.getMessage());
        }
        if (node == null || !node.isObject()) {
            throw ApiException.of(400, "invalid_json", "", "the body must be a JSON object");
        }
        return new RequestBody(node);
    }

    /** A member as it is; empty where there is none. */
    public Optional<JsonNode> value(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Members that change nothing here, whatever their value, and that clients send. */
    public void ignore(String... names) {
        asked.addAll(List.of(names));
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> text(name, value));
    }

    /** A text that must be there. */
    public String needText(String name) {
        return text(name).orElseThrow(() -> missing(name, "a text"));
    }

    public boolean flag(String name, boolean absent) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(name, "true or false", value);
                    }
                    return value.booleanValue();
                })
                .orElse(absent);
    }

    /** A whole number between two others. */
    public OptionalInt count(String name, int least, int most) {
        OptionalLong number = whole(name, least, most);
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsLong());
    }

    /** A whole number between two others. */
    public OptionalLong whole(String name, long least, long most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() < least
                || number.longValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most, number);
        }
        return OptionalLong.of(number.longValue());
    }

    /** A number between two others. */
    public OptionalDouble number(String name, double least, double most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        JsonNode number = value.get();
        if (!number.isNumber() || !(number.doubleValue() >= least && number.doubleValue() <= most)) {
            throw wrong(name, "a number from " + least + " to " + most, number);
        }
        return OptionalDouble.of(number.doubleValue());
    }

    /**
     * A text, or an array of texts.
     *
     * @param most texts
     */
    public List<String> texts(String name, int most) {
        JsonNode value = value(name).orElseThrow(() -> missing(name, "a text or an array of texts"));
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw wrong(name, "a text or an array of texts", value);
        }
        checkSize(name, value, most);
        List<String> texts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            texts.add(text(name + "[" + i + "]", value.get(i)));
        }
        return texts;
    }

    /** Refuses an array without elements, or with too many. */
    public static void checkSize(String name, JsonNode array, int most) {
        if (array.isEmpty()) {
            throw ApiException.invalid(name, name + " is empty: give at least one");
        }
        if (array.size() > most) {
            throw ApiException.of(
                    413,
                    "too_many_texts",
                    name,
                    name + " has " + array.size() + " elements, and a request may have " + most
                            + ": send them in several");
        }
    }

    /** A value that must be a text. */
    public static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(name, "a text", value);
        }
        return value.textValue();
    }

    /** An array of token ids. */
    public static int[] ids(String name, JsonNode value) {
        int[] ids = new int[value.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = value.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt()) {
                throw wrong(name + "[" + i + "]", "a token id", id);
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    /** Refuses a member that has another value than the one that changes nothing. */
    public void only(String name, String allowed, java.util.function.Predicate<JsonNode> allows) {
        value(name).filter(allows.negate()).ifPresent(value -> {
            throw ApiException.of(400, "unsupported_value", name, name + " is not supported here but for " + allowed);
        });
    }

    /** @throws ApiException when there are members that nobody has asked for */
    public void end() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!asked.contains(name)) {
                throw ApiException.of(
                        400,
                        "unknown_parameter",
                        shown(name),
                        "unknown member '" + shown(name) + "'; known are "
                                + asked.stream().sorted().toList());
            }
        }
    }

    /** A refusal of a value of the wrong type, or outside of its range. */
    public static ApiException wrong(String name, String expected, JsonNode found) {
        String shown = found.isContainerNode() ? found.isArray() ? "an array" : "an object" : shown(found.toString());
        return ApiException.of(400, "invalid_value", name, name + " must be " + expected + ", not " + shown);
    }

    private static ApiException missing(String name, String expected) {
        return ApiException.of(400, "missing_parameter", name, name + " is missing: give " + expected);
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
