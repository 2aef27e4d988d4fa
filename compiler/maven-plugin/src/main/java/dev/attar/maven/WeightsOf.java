package dev.attar.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/** Which weights belong to which spec, as a POM says it. */
final class WeightsOf {
    private static final String ENDING = ".safetensors";

    private WeightsOf() {}

    /**
     * The weight file of each spec that has one.
     *
     * @param given a file or a folder by a spec's name: that of its file without the ending, or the same after its package
     * @param base what relative paths start from
     * @throws MojoFailureException when a name fits no spec or several, or there is no such file
     */
    static Map<Spec, Path> find(Map<String, String> given, List<Spec> specs, Path base)
            throws IOException, MojoFailureException {
        Map<Spec, Path> weights = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            Spec spec = spec(entry.getKey(), specs);
            if (entry.getValue() == null || entry.getValue().isBlank()) {
                throw new MojoFailureException("weights: " + entry.getKey() + " names no file");
            }
            weights.put(
                    spec,
                    file(entry.getKey(), spec, base.resolve(entry.getValue().strip())));
        }
        return weights;
    }

    private static Spec spec(String name, List<Spec> specs) throws MojoFailureException {
        List<Spec> named = specs.stream()
                .filter(spec -> name.equals(spec.name()) || name.equals(spec.folderPackage() + "." + spec.name()))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (named.isEmpty()) {
            throw new MojoFailureException("weights: there is no spec " + name + "; there is "
                    + (specs.isEmpty() ? "none" : listed(specs.stream().map(Spec::name))));
        }
        throw new MojoFailureException("weights: " + name + " fits "
                + listed(named.stream().map(Spec::path)) + "; write the package before the name, such as "
                + named.get(0).folderPackage() + "." + name);
    }

    private static Path file(String key, Spec spec, Path path) throws IOException, MojoFailureException {
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (!Files.isDirectory(path)) {
            throw new MojoFailureException("weights: there is no file " + path + ", given for " + key);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        for (String name : List.of(spec.name() + ENDING, "model" + ENDING)) {
            if (files.contains(path.resolve(name))) {
                return path.resolve(name);
            }
        }
        if (files.size() == 1) {
            return files.get(0);
        }
        throw new MojoFailureException("weights: the folder " + path + ", given for " + key + ", has "
                + (files.isEmpty()
                        ? "no file that ends with " + ENDING
                        : listed(files.stream().map(file -> file.getFileName().toString())) + "; name one of them"));
    }

    private static String listed(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }
}
