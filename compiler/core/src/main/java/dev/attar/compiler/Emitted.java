package dev.attar.compiler;

import java.util.Map;

/**
 * What became of a spec.
 *
 * @param className the public class, with its package
 * @param files the text of each file by its path below the source folder
 */
public record Emitted(String className, Map<String, String> files) {
    public Emitted {
        files = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(files));
    }

    /** With files that belong to it, too. */
    public Emitted and(Emitted more) {
        Map<String, String> all = new java.util.LinkedHashMap<>(files);
        all.putAll(more.files);
        return new Emitted(className, all);
    }
}
