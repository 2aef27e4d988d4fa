package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the sources of all modules; here because this module is built last and sees them all. */
class HouseTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Util|Utils|Helper|Common|Manager|Impl)\\.java");
    private static final Pattern TEST_METHOD =
            Pattern.compile("^ +@(Test|ParameterizedTest|Property|net\\.jqwik\\.api\\.Example)\\b", Pattern.MULTILINE);
    private static final int LONGEST_FILE = 500;

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
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/golden/"))
                    // Projects as other people have them.
                    .filter(file -> !file.toString().contains("/src/it/"))
                    .filter(chosen)
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
