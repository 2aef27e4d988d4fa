package dev.attar.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one execution made last time, and from what.
 *
 * @param key hash of all that went in
 * @param files hash of each file that came out, by its path below the module's folder
 */
record BuildState(String key, SortedMap<String, String> files) {
    private static final String FIRST_LINE = "attar-maven-plugin state 1";

    /** The state in that file; none when there is no file, or one that is not whole. */
    static Optional<BuildState> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (lines.size() < 2 || !lines.get(0).equals(FIRST_LINE)) {
            return Optional.empty();
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            int blank = line.indexOf(' ');
            files.put(line.substring(blank + 1), line.substring(0, Math.max(0, blank)));
        }
        return Optional.of(new BuildState(lines.get(1), files));
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE + "\n" + key + "\n");
        files.forEach((path, hash) -> text.append(hash).append(' ').append(path).append('\n'));
        WholeFile.write(file, text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Whether every file is there as it was written. */
    boolean isIntact(Path base) throws IOException {
        for (String path : files.keySet()) {
            Path file = base.resolve(path);
            if (!Files.isRegularFile(file) || !ContentHash.ofFile(file).equals(files.get(path))) {
                return false;
            }
        }
        return true;
    }
}
