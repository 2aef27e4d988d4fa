package dev.attar.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Brings the folders of generated files up to date: what has not changed is not touched, what is no longer generated is deleted,
 * and what somebody else has made is left alone.
 *
 * @param base the module's folder; paths of files are below it
 * @param sources the folder of generated source
 * @param resources the folder of generated resources, which are read when the program runs
 */
record Outputs(Path base, Path sources, Path resources) {
    /** How the paths of resources end. */
    static final String RESOURCE = ".cl";

    /** How every generated file begins. */
    private static final String MARK = "// Generated from ";

    /** @param files the hash of each generated file by its path */
    record Changed(int written, int deleted, SortedMap<String, String> files) {}

    /** Whether a file is a resource, by its path. */
    static boolean isResource(String path) {
        return path.endsWith(RESOURCE);
    }

    /** The path of a generated file, as it stands in a {@link BuildState}. */
    String path(String below) {
        Path file = (isResource(below) ? resources : sources).resolve(below).normalize();
        return (file.startsWith(base) ? base.relativize(file) : file).toString().replace('\\', '/');
    }

    /**
     * Looks for files that are not to be overwritten.
     *
     * @param wanted what is to be written, by path
     * @param before what this execution made last time
     * @param others what other executions made
     * @param source the spec that each file comes from, by path
     */
    void check(
            Map<String, byte[]> wanted,
            Collection<String> before,
            Map<String, BuildStates.Owner> others,
            Map<String, Path> source,
            Problems problems)
            throws IOException {
        for (Map.Entry<String, byte[]> file : wanted.entrySet()) {
            String path = file.getKey();
            BuildStates.Owner owner = others.get(path);
            if (owner != null) {
                if (!owner.hash().equals(ContentHash.of(file.getValue()))) {
                    problems.error(Problem.of(
                            source.get(path),
                            "it becomes " + path + ", which the execution " + owner.execution() + " generates too, with"
                                    + " another content",
                            "give one of the executions another packageName or outputDirectory"));
                }
            } else if (!before.contains(path) && isForeign(base.resolve(path), file.getValue())) {
                problems.error(Problem.of(
                        source.get(path),
                        "it would overwrite " + path + ", which attar has not generated",
                        isResource(path)
                                ? "move that file, or set resourceOutputDirectory to a folder for generated resources"
                                        + " alone"
                                : "move that file, or set outputDirectory to a folder for generated sources alone"));
            }
        }
    }

    /** Writes what has changed and deletes those of {@code former} that nobody wants. */
    Changed bring(Map<String, byte[]> wanted, Collection<String> former, Collection<String> others) throws IOException {
        int written = 0;
        SortedMap<String, String> files = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : new LinkedHashMap<>(wanted).entrySet()) {
            Path file = base.resolve(entry.getKey());
            files.put(entry.getKey(), ContentHash.of(entry.getValue()));
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
                WholeFile.write(file, entry.getValue());
                written++;
            }
        }
        int deleted = 0;
        for (String path : new TreeSet<>(former)) {
            if (!wanted.containsKey(path) && !others.contains(path) && Files.deleteIfExists(base.resolve(path))) {
                deleted++;
                deleteEmpty(base.resolve(path).getParent());
            }
        }
        return new Changed(written, deleted, files);
    }

    private static boolean isForeign(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        byte[] there = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
        return !Arrays.equals(there, content)
                && (there.length < mark.length || !Arrays.equals(Arrays.copyOf(there, mark.length), mark));
    }

    private void deleteEmpty(Path from) throws IOException {
        for (Path empty = from;
                empty.startsWith(base) && !empty.equals(base) && !empty.equals(sources) && !empty.equals(resources);
                empty = empty.getParent()) {
            try (Stream<Path> inside = Files.list(empty)) {
                if (inside.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(empty);
        }
    }

    /** The files below {@code staged}, by the path they will have. */
    Map<String, byte[]> staged(Path staged, List<String> below) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String path : below) {
            files.put(path(path), Files.readAllBytes(staged.resolve(path)));
        }
        return files;
    }
}
