package dev.attar.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What code can be written for. */
public enum Target {
    /** Java source: every width of vectors, and plain scalar code. */
    JAVA;

    /** The name on the command line and in builds. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The target of this name, if there is one. */
    public static Optional<Target> named(String symbol) {
        return Arrays.stream(values()).filter(t -> t.symbol().equals(symbol)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Target::symbol).collect(Collectors.joining(", "));
    }
}
