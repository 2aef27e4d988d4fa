package dev.attar.runtime.text.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value with its path from the top of the file, such as {@code model.vocab}; absent members are null values.
 *
 * <p>Errors: {@link FormatFault} that names the path, when a value is not of the type asked for.
 */
public final class Json {
    static final Object NULL = new Object();

    private final String path;
    private final Object value;

    Json(String path, Object value) {
        this.path = path;
        this.value = value;
    }

    public String path() {
        return path.isEmpty() ? "the file" : path;
    }

    public boolean isNull() {
        return value == NULL;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    public boolean isString() {
        return value instanceof String;
    }

    /** A member of an object. */
    public Json get(String name) {
        Object member = members().get(name);
        return new Json(path.isEmpty() ? name : path + "." + name, member == null ? NULL : member);
    }

    /** The values of all members by name, without paths. */
    @SuppressWarnings("unchecked") // the reader puts strings there
    public Map<String, ?> members() {
        return cast(Map.class, "an object");
    }

    /** The elements of an array, without paths. */
    public List<?> values() {
        return cast(List.class, "an array");
    }

    public List<Json> elements() {
        List<?> values = values();
        List<Json> elements = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            elements.add(new Json(path + "[" + i + "]", values.get(i)));
        }
        return elements;
    }

    public String string() {
        return cast(String.class, "a string");
    }

    public Optional<String> optionalString() {
        return isNull() ? Optional.empty() : Optional.of(string());
    }

    public boolean bool() {
        return cast(Boolean.class, "true or false");
    }

    public boolean bool(boolean absent) {
        return isNull() ? absent : bool();
    }

    public double number() {
        return cast(Number.class, "a number").doubleValue();
    }

    /** A whole number from 0 to 2³¹ - 1. */
    public int index() {
        return index(value, path());
    }

    /** A value without a path as an index, like {@link #index()}. */
    public static int index(Object value, String path) {
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new FormatFault(path + ": a whole number from 0 to 2147483647 is expected, not " + shown(value));
    }

    /** A string of one character. */
    public int character() {
        String string = string();
        if (string.codePointCount(0, string.length()) != 1) {
            throw fault("one character is expected, not " + shown(value));
        }
        return string.codePointAt(0);
    }

    public FormatFault fault(String what) {
        return new FormatFault(path() + ": " + what);
    }

    private <T> T cast(Class<T> type, String wanted) {
        if (!type.isInstance(value)) {
            throw fault(wanted + " is expected, not " + shown(value));
        }
        return type.cast(value);
    }

    private static String shown(Object value) {
        return switch (value) {
            case String string -> '"' + (string.length() <= 40 ? string : string.substring(0, 40) + "…") + '"';
            case Map<?, ?> any -> "an object";
            case List<?> any -> "an array";
            default -> value == NULL ? "nothing" : value.toString();
        };
    }
}
