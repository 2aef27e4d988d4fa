package dev.attar.runtime.text.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text. Of equal names in an object the last one counts. */
public final class JsonReader {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws FormatFault when it is not JSON in UTF-8 */
    public static Json read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatFault("it is not UTF-8 text", e);
        }
        JsonReader reader = new JsonReader(text);
        reader.at = text.startsWith("\uFEFF") ? 1 : 0;
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.fault("something follows the end of the JSON text");
        }
        return new Json("", value);
    }

    private Object value() {
        blanks();
        if (at == text.length()) {
            throw fault("the text ends where a value is expected; the file may be incomplete");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        enter();
        if (!closes('}')) {
            do {
                blanks();
                if (at == text.length() || text.charAt(at) != '"') {
                    throw fault("a name in quotation marks is expected");
                }
                String name = string();
                blanks();
                if (at == text.length() || text.charAt(at) != ':') {
                    throw fault("':' is expected");
                }
                at++;
                members.put(name, value());
            } while (more('}'));
        }
        depth--;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        enter();
        if (!closes(']')) {
            do {
                elements.add(value());
            } while (more(']'));
        }
        depth--;
        return elements;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw fault("values nested more than " + DEEPEST + " deep");
        }
    }

    private boolean closes(char end) {
        blanks();
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean more(char end) {
        blanks();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            return true;
        }
        if (closes(end)) {
            return false;
        }
        throw fault(
                at == text.length()
                        ? "the text ends inside a value; the file may be incomplete"
                        : "',' or '" + end + "' is expected");
    }

    private String string() {
        int start = ++at;
        StringBuilder unescaped = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String tail = text.substring(start, at++);
                return unescaped == null
                        ? tail
                        : wellFormed(unescaped.append(tail).toString());
            }
            if (c < ' ') {
                throw fault("a control character inside a string");
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, start, at++);
                unescaped.append(escaped());
                start = at;
            } else {
                at++;
            }
        }
        throw fault("the text ends inside a string; the file may be incomplete");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
                    if (digit < 0 || text.charAt(at) > 'f') {
                        throw fault("\\u without four hexadecimal digits");
                    }
                    value = value * 16 + digit;
                    at++;
                }
                yield (char) value;
            }
            default -> throw fault("an escape that JSON does not have");
        };
    }

    private String wellFormed(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw fault("half a surrogate pair in a string");
            }
        }
        return string;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw fault("a value is expected");
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int start = at;
        boolean negative = at < text.length() && text.charAt(at) == '-';
        at += negative ? 1 : 0;
        int digits = at;
        digits();
        if (at == digits || text.charAt(digits) == '0' && at > digits + 1) {
            at = start;
            throw fault("a value is expected");
        }
        int wholeEnd = at;
        int fractionEnd = at;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            fraction();
            fractionEnd = at;
        }
        boolean whole = at == wholeEnd;
        int exponent = 0;
        if (at < text.length() && (text.charAt(at) | 32) == 'e') {
            whole = false;
            exponent = exponent();
        }
        if (whole && at - digits <= 18) {
            return Long.parseLong(text, start, at, 10);
        }
        double value = Decimal.value(text, digits, wholeEnd, fractionEnd, exponent);
        if (Double.isInfinite(value)) {
            throw fault("a number that is too large");
        }
        return negative ? -value : value;
    }

    private int exponent() {
        at++;
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        int digits = at;
        fraction();
        int exponent = at - digits > 6 ? 1_000_000 : Integer.parseInt(text, digits, at, 10);
        return negative ? -exponent : exponent;
    }

    private void fraction() {
        int digits = at;
        digits();
        if (at == digits) {
            throw fault("a digit is expected");
        }
    }

    private void digits() {
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private FormatFault fault(String what) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new FormatFault("line " + line + ", column " + (at - lineStart + 1) + ": " + what);
    }
}
