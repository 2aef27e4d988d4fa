package dev.attar.runtime.text.unicode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables beside these classes. */
final class UnicodeResource {
    private UnicodeResource() {}

    /** The lines of a table without its comments. */
    static List<String> lines(String name) {
        try (InputStream in = UnicodeResource.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
