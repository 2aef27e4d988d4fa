package dev.attar.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files in which Linux tells what a process has: {@code /proc} and {@code /sys}. Elsewhere there are none.
 *
 * @param root the folder that they lie in: {@code /}
 */
public record SystemFiles(Path root) {
    /** The text of a file; empty when there is none, or it cannot be read. */
    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1)
                    .strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The values of a key in lines of {@code key : value}, in order. */
    List<String> values(String path, String key) {
        return text(path).stream()
                .flatMap(String::lines)
                .filter(line -> line.matches(key + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }
}
