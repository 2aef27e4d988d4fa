package dev.attar.compiler;

import dev.attar.compiler.source.Source;

/** Where generated code says it came from: the file's name and the beginning of its hash. Nothing of the machine. */
public record Origin(String name, String hash) {
    public static Origin of(Source source) {
        return new Origin(source.fileName(), source.hash().substring(0, 8));
    }
}
