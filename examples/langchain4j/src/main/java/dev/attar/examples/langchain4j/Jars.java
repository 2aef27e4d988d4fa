package dev.attar.examples.langchain4j;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The jars of a program.
 *
 * @param bytes the size of each by its name; of one that has weights in it, what it would be without them
 */
record Jars(Map<String, Long> bytes) {
    static Jars in(Path folder, Predicate<String> chosen) throws IOException {
        Jars jars = new Jars(new TreeMap<>());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                if (chosen.test(file.getFileName().toString())) {
                    jars.and(file);
                }
            }
        }
        return jars;
    }

    Jars and(Path jar) throws IOException {
        long weights;
        try (JarFile open = new JarFile(jar.toFile())) {
            weights = open.stream()
                    .filter(entry -> entry.getName().endsWith(".onnx"))
                    .mapToLong(ZipEntry::getCompressedSize)
                    .sum();
        }
        bytes.put(jar.getFileName().toString(), Files.size(jar) - weights);
        return this;
    }

    int count() {
        return bytes.size();
    }

    double megabytes() {
        return megabytes("");
    }

    /** Of those whose name begins with one of these. */
    double megabytes(String... names) {
        long sum = 0;
        for (Map.Entry<String, Long> jar : bytes.entrySet()) {
            for (String name : names) {
                sum += jar.getKey().startsWith(name) ? jar.getValue() : 0;
            }
        }
        return sum / 1e6;
    }

    String largest() {
        return bytes.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(jar -> "%s %.1f MB".formatted(jar.getKey(), jar.getValue() / 1e6))
                .orElse("none");
    }
}
