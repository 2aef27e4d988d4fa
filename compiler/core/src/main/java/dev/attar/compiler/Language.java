package dev.attar.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model is compiled to. */
public enum Language {
    /** Java source for each width of vectors, and plain scalar code: the model's public class among it. */
    JAVA,
    /** OpenCL C, and the Java class that launches its kernels. */
    OPENCL;

    /** The name on the command line and in builds. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The target of this name, if there is one. */
    public static Optional<Language> named(String symbol) {
        return Arrays.stream(values()).filter(t -> t.symbol().equals(symbol)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Language::symbol).collect(Collectors.joining(", "));
    }
}
