package dev.attar.runtime.files;

import java.util.List;
import java.util.stream.Collectors;

/** Names and shapes as messages show them: whatever a file says, one short printable line. */
public final class Quoted {
    private static final int LONGEST = 160;

    private Quoted() {}

    /** The name in quotes; control characters escaped, the middle of an endless name left out. */
    public static String name(String name) {
        String shown = name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST / 2) + " … " + name.substring(name.length() - LONGEST / 4);
        StringBuilder text = new StringBuilder(shown.length() + 2).append('"');
        shown.chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.isSurrogate((char) c) || c == '"' || c == '\\') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }

    /** The shape as (rows, columns). */
    public static String shape(List<? extends Number> shape) {
        if (shape.size() > 16) {
            return "(" + shape.size() + " dimensions)";
        }
        return shape.stream().map(Number::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
