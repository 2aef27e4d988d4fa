package dev.attar.runtime.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.spring.app.SearchApplication;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/**
 * An application with its model inside, packed as spring-boot-maven-plugin packs it and started with {@code java -jar} where nothing can be
 * written: no home, no folder for temporary files.
 */
class FatJarTest {
    private static final List<String> LIBRARIES = List.of(
            "spring-ai-model",
            "spring-ai-commons",
            "spring-context",
            "spring-aop",
            "spring-beans",
            "spring-core",
            "spring-expression",
            "spring-boot-4",
            "spring-boot-autoconfigure",
            "commons-logging",
            "micrometer",
            "slf4j-api",
            "jtokkit",
            "jspecify",
            "reactor-core",
            "reactive-streams");

    @TempDir
    private Path folder;

    @Test
    void anApplicationWithItsModelInsideStartsAndEmbeds() throws Exception {
        SmallModel small = SmallModel.write(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/application.properties"), """
            attar.embedding.model=%s
            attar.embedding.weights=classpath:/model/small.safetensors
            attar.embedding.tokenizer=classpath:/model/tokenizer.json
            spring.main.web-application-type=none
            spring.main.banner-mode=off
            """.formatted(SmallModel.CLASS));
        Path main = folder.resolve("classes")
                .resolve(SearchApplication.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(main.getParent());
        try (InputStream code = SearchApplication.class.getResourceAsStream("SearchApplication.class")) {
            Files.write(main, code.readAllBytes());
        }
        Path fat = folder.resolve("fat.jar");
        Repackager repackager =
                new Repackager(jar("application.jar", folder.resolve("classes")).toFile());
        repackager.setMainClass(SearchApplication.class.getName());
        repackager.repackage(fat.toFile(), callback -> {
            for (Path library : libraries()) {
                callback.library(new Library(library.toFile(), LibraryScope.COMPILE));
            }
        });
        List<String> lines = run(fat, "hello world", "a cat");
        assertEquals(
                List.of(
                        "vector " + Arrays.toString(small.embed("hello world")),
                        "vector " + Arrays.toString(small.embed("a cat"))),
                lines.stream().filter(line -> line.startsWith("vector ")).toList(),
                () -> String.join("\n", lines));
    }

    private List<String> run(Path jar, String... texts) throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Djava.io.tmpdir=" + folder.resolve("no temporary files"),
                "-Duser.home=" + folder.resolve("no home"),
                "-jar",
                jar.toString()));
        command.addAll(List.of(texts));
        File out = folder.resolve("out.txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it ends");
        List<String> lines = Files.readAllLines(out.toPath());
        assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
        try (Stream<Path> left = Files.list(work)) {
            assertEquals(List.of(), left.toList(), "nothing is written");
        }
        return lines;
    }

    /** Of this test's class path what the application needs; folders of classes become jars. */
    private List<Path> libraries() throws IOException {
        List<Path> libraries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            boolean attar = !entry.contains("compiler") && !entry.contains("grammar") && !name.equals("test-classes");
            if (Files.isDirectory(path) && attar) {
                libraries.add(jar("attar-" + libraries.size() + ".jar", path));
            } else if (LIBRARIES.stream().anyMatch(name::startsWith)
                    || attar && name.matches("attar-(runtime|text|spring)-.*\\.jar")) {
                libraries.add(path);
            }
        }
        return libraries;
    }

    private Path jar(String name, Path content) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(content)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(content.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
