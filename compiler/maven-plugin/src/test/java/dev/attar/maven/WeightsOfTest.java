package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsOfTest {
    private static final Spec ONE = new Spec(Path.of("/s/com/a/tiny.attar"), "com/a/tiny.attar");
    private static final Spec TWO = new Spec(Path.of("/s/com/b/tiny.attar"), "com/b/tiny.attar");
    private static final Spec OTHER = new Spec(Path.of("/s/other-1.attar"), "other-1.attar");
    private static final List<Spec> SPECS = List.of(ONE, TWO, OTHER);

    @TempDir
    private Path base;

    @Test
    void byTheNameOfTheSpec() throws Exception {
        Path file = file("w/some.bin");
        assertEquals(Map.of(OTHER, file), find("other-1", "w/some.bin"));
        assertEquals(Map.of(TWO, file), find("com.b.tiny", file.toString()));
        assertSays(() -> find("tiny", "w/some.bin"), "com/a/tiny.attar, com/b/tiny.attar", "com.a.tiny");
        assertSays(() -> find("tini", "w/some.bin"), "no spec tini", "tiny, tiny, other-1");
        assertSays(() -> find("other-1", "w/none.bin"), "no file", "none.bin");
    }

    @Test
    void inAFolderTheOneOfTheSpecsNameThenTheOneThatIsThere() throws Exception {
        assertSays(
                () -> find("other-1", Files.createDirectories(base.resolve("w")).toString()), "no file that ends");
        Path only = file("w/x.safetensors");
        assertEquals(Map.of(OTHER, only), find("other-1", "w"));
        file("w/y.safetensors");
        assertSays(() -> find("other-1", "w"), "x.safetensors, y.safetensors");
        Path model = file("w/model.safetensors");
        assertEquals(Map.of(OTHER, model), find("other-1", "w"));
        Path named = file("w/other-1.safetensors");
        assertEquals(Map.of(OTHER, named), find("other-1", "w"));
    }

    private Map<Spec, Path> find(String name, String value) throws Exception {
        return WeightsOf.find(Map.of(name, value), SPECS, base);
    }

    private Path file(String name) throws Exception {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private static void assertSays(org.junit.jupiter.api.function.Executable refused, String... parts) {
        String message = assertThrows(MojoFailureException.class, refused).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
    }
}
