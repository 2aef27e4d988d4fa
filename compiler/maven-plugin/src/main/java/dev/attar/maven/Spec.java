package dev.attar.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * A spec of the module.
 *
 * @param file absolute
 * @param path below the source folder, with {@code /}
 */
record Spec(Path file, String path) {
    private static final String ENDING = ".attar";

    /** The specs below {@code folder}, in the order of their paths; none when there is no such folder. */
    static List<Spec> find(Path folder, List<String> includes, List<String> excludes) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(folder.toFile());
        scanner.setIncludes(includes.isEmpty() ? new String[] {"**/*" + ENDING} : includes.toArray(String[]::new));
        scanner.setExcludes(excludes.toArray(String[]::new));
        scanner.addDefaultExcludes();
        scanner.scan();
        return Arrays.stream(scanner.getIncludedFiles())
                .map(path -> new Spec(folder.resolve(path), path.replace('\\', '/')))
                .sorted((a, b) -> a.path.compareTo(b.path))
                .toList();
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
