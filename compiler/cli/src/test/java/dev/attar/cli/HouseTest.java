package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules for the sources of all modules; here because this module is built last and sees them all. */
class HouseTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Util|Utils|Helper|Common|Manager|Impl)\\.java");
    private static final Pattern TEST_METHOD =
            Pattern.compile("^ +@(Test|ParameterizedTest|Property|net\\.jqwik\\.api\\.Example)\\b", Pattern.MULTILINE);
    private static final int LONGEST_FILE = 500;
    private static final Set<String> BUILT = Set.of("target", ".git");

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        assertEquals(
                List.of(),
                sources(file -> file.toString().contains("/src/main/")
                        && !file.endsWith("module-info.java")
                        && !Files.exists(file.resolveSibling("package-info.java"))),
                "sources whose package has no package-info.java");
    }

    @Test
    void everyClassHasANameThatSaysSomething() throws IOException {
        assertEquals(
                List.of(),
                sources(file ->
                        EMPTY_NAME.matcher(file.getFileName().toString()).matches()));
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        assertEquals(List.of(), sources(file -> lines(file) > LONGEST_FILE), "longer than " + LONGEST_FILE + " lines");
    }

    @Test
    void everyTestHasANameThatTheBuildRuns() throws IOException {
        assertEquals(
                List.of(),
                sources(file -> !file.toString().matches(".*(Test|Properties)\\.java")
                        && TEST_METHOD.matcher(text(file)).find()));
    }

    @Test
    void theWalkSeesTheOtherModules() throws IOException {
        assertTrue(sources(file -> file.endsWith("dev/attar/runtime/kernel/Program.java"))
                .contains("runtime/core/src/main/java/dev/attar/runtime/kernel/Program.java"));
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sources(Predicate<Path> chosen) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            /** What is built is not read: other modules of the same build write and delete there meanwhile. */
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean built = BUILT.contains(folder.getFileName().toString());
                return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isOurs(file.toString()) && chosen.test(file))
                    found.add(ROOT.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    /** Goldens are generated, and below {@code src/it} are projects as other people have them. */
    private static boolean isOurs(String file) {
        return file.endsWith(".java")
                && file.contains("/src/")
                && !file.contains("/golden/")
                && !file.contains("/src/it/");
    }
}
