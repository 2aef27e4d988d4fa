package dev.attar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * A spec of the module.
 *
 * @param file absolute
 * @param path below the source folder, with {@code /}
 */
record Spec(Path file, String path) {
    private static final String ENDING = ".attar";

    /**
     * The specs below {@code folder}, in the order of their paths; none when there is no such folder. Links to folders are not
     * followed, so each file is found once and a circle of links has an end. A link to a file is a spec when the file lies in the same folder.
     *
     * @param problems what is found and not taken
     */
    static List<Spec> find(Path folder, List<String> includes, List<String> excludes, Problems problems)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Choice choice = new Choice(includes.isEmpty() ? List.of("**/*" + ENDING) : includes, excludes);
        List<Spec> specs = new ArrayList<>();
        Path real = folder.toRealPath();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(real)) { // follows no link
            all = walk.sorted().toList();
        }
        for (Path found : all) {
            String path = real.relativize(found).toString();
            Path file = folder.resolve(real.relativize(found));
            if (!isReadable(found)) {
                if (path.endsWith(ENDING)) {
                    problems.error(Problem.of(
                            folder,
                            path + " has a name that cannot be read in this locale",
                            "start Maven in a UTF-8 locale, such as LC_ALL=C.UTF-8"));
                }
            } else if (Files.isSymbolicLink(found) && Files.isDirectory(found)) {
                problems.warning(Problem.of(
                        file,
                        "it is a link to a folder, and specs behind it are not compiled",
                        "move the specs here, or give them an execution of their own with its sourceDirectory"));
            } else if (!Files.isDirectory(found) && choice.takes(path)) {
                if (isInItsFolder(found)) {
                    specs.add(new Spec(file, path.replace(File.separatorChar, '/')));
                } else {
                    problems.error(Problem.of(
                            file,
                            "it is not a regular file, or a link to one outside of its folder",
                            "put the spec itself there"));
                }
            }
        }
        specs.sort((a, b) -> a.path.compareTo(b.path));
        return specs;
    }

    /** Whether the name of a file is that of the same file again when it was a text. */
    private static boolean isReadable(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException lost) {
            return false;
        }
    }

    private static boolean isInItsFolder(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.isRegularFile(real) && real.startsWith(file.getParent());
        } catch (IOException dangling) {
            return false;
        }
    }

    /** Which paths are meant, as Maven reads patterns. */
    private static final class Choice extends DirectoryScanner {
        Choice(List<String> includes, List<String> excludes) {
            setIncludes(includes.toArray(String[]::new));
            setExcludes(excludes.toArray(String[]::new));
            addDefaultExcludes();
            setupMatchPatterns();
        }

        boolean takes(String path) {
            return isIncluded(path) && !isExcluded(path);
        }
    }

    /** The file's name without {@code .attar}. */
    String name() {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    /** The package that its folder stands for; empty for a spec at the top. */
    String folderPackage() {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end).replace('/', '.');
    }

    /** The spec of each absolute path. */
    static Map<Path, Spec> byFile(List<Spec> specs) {
        return specs.stream().collect(java.util.stream.Collectors.toMap(Spec::file, spec -> spec));
    }
}
