package dev.attar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of API keys, one a line; blank lines and those that begin with # are left out. */
final class ApiKeyFile {
    private ApiKeyFile() {}

    static List<String> read(Path file) throws IOException {
        List<String> keys = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (keys.isEmpty()) { // or everybody might ask, against the operator's will
            throw new Refusal(file + ": there is no key in it", "write one a line, or leave the file out");
        }
        return keys;
    }
}
