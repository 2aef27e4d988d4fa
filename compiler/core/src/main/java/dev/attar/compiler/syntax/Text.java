package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * A text in quotes.
 *
 * @param value what it says, escapes resolved
 */
public record Text(String value, Span at) implements Argument {

    /** Characters between the quotes, as written. */
    public static final int MAX_LENGTH = 4096;

    /** The text as the language writes it: quotes, backslashes and whatever has no shape of its own are escaped. */
    public static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    int type = Character.getType(c);
                    if (type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR) {
                        text.append("\\u{")
                                .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                                .append('}');
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    /** What a literal says, its quotes included; nothing when one of its escapes is unknown. */
    static Optional<String> value(String literal) {
        StringBuilder value = new StringBuilder();
        int end = literal.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = literal.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            switch (literal.charAt(++i)) {
                case '"' -> value.append('"');
                case '\\' -> value.append('\\');
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'u' -> {
                    int close = literal.indexOf('}', i);
                    int point = close < 0 ? -1 : point(literal.substring(i + 1, close));
                    if (point < 0) {
                        return Optional.empty();
                    }
                    value.appendCodePoint(point);
                    i = close;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(value.toString());
    }

    /** The code point of <code>{1F600</code>; -1 when there is none, halves of a pair included. */
    private static int point(String written) {
        if (!written.matches("\\{[0-9A-Fa-f]{1,6}")) {
            return -1;
        }
        int point = Integer.parseInt(written.substring(1), 16);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return half || !Character.isValidCodePoint(point) ? -1 : point;
    }
}
