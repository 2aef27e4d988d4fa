package dev.attar.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model is compiled to. */
public enum Target {
    /** Java source for each width of vectors: the model's public class among it. */
    JAVA,
    /** OpenCL C, and the Java class that launches its kernels. */
    OPENCL;

    /** The name on the command line. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Target> named(String symbol) {
        return Arrays.stream(values()).filter(t -> t.symbol().equals(symbol)).findFirst();
    }
}
