package dev.attar.compiler.syntax;

import java.util.List;

/** Several things in one sentence. */
final class Listing {
    private Listing() {}

    /** {@code a}, {@code a or b}, {@code a, b or c}. */
    static String or(List<String> things) {
        int last = things.size() - 1;
        return last < 1
                ? String.join("", things)
                : String.join(", ", things.subList(0, last)) + " or " + things.get(last);
    }
}
