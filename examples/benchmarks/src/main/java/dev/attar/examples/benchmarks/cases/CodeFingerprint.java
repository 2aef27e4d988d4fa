package dev.attar.examples.benchmarks.cases;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Eight hexadecimal digits for the code that times depend on: the runtime, the generated classes, what measures them, the JVM. */
final class CodeFingerprint {
    private static final Pattern JAR = Pattern.compile("attar-runtime.*\\.jar|.*similarity.*\\.jar|benchmarks\\.jar");

    /** Of the benchmarks' own classes, tables and the like do not count. */
    private static final Pattern DOES_NOT_COUNT =
            Pattern.compile("dev/attar/examples/benchmarks/((report|cases)/.*|[^/]*)|META-INF/.*");

    private CodeFingerprint() {}

    static String here() throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .filter(entry ->
                                !DOES_NOT_COUNT.matcher(entry.getName()).matches())
                        .mapToLong(ZipEntry::getCrc)
                        .forEach(crc ->
                                sum.update(ByteBuffer.allocate(8).putLong(crc).flip()));
            }
        }
        return "%08x".formatted(sum.getValue());
    }

    private static List<Path> jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> JAR.matcher(path.getFileName().toString()).matches())
                .sorted()
                .toList();
    }
}
