package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each published module offers is recorded in its {@code public-surface.txt}: nobody widens or breaks it unnoticed.
 * {@code -Dattar.renew=true} records it anew.
 */
class PublicSurfaceTest {
    private static final Path ROOT = Path.of("../..");

    /** The language of specs is the surface of its generated parser, and commands that of theirs. */
    private static final Pattern LIBRARY =
            Pattern.compile("<module>((?:runtime/(?!bom)[a-z0-9-]+)|compiler/core|compiler/importer)</module>");

    static Stream<String> modules() throws IOException {
        return LIBRARY
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theSurfaceIsTheOneThatIsRecorded(String module) throws IOException {
        Path classes = ROOT.resolve(module).resolve("target/classes");
        assertTrue(Files.isDirectory(classes), module + " is not built: depend on it, so that it is built before");
        String surface = PublicSurface.of(classes);
        assertFalse(surface.isEmpty(), module + " offers nothing");
        Path recorded = ROOT.resolve(module).resolve("public-surface.txt");
        if (Boolean.getBoolean("attar.renew")) Files.writeString(recorded, surface);
        assertEquals(
                Files.exists(recorded) ? Files.readString(recorded) : "",
                surface,
                module + " offers something else than " + recorded + " says; if that is meant, run .ci/renew");
    }
}
