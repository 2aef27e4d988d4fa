package dev.attar.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The points of the road that can be shown. */
public enum Stage {
    SYNTAX,
    MODEL,
    FUSED,
    LOOPS,
    JAVA,
    OPENCL;

    /** The name on the command line. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Stage> named(String symbol) {
        return Arrays.stream(values()).filter(s -> s.symbol().equals(symbol)).findFirst();
    }
}
