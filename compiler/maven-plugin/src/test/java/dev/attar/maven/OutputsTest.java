package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    private static final String PATH = "src/main/java/com/example/Encoder.java";

    @TempDir
    private Path base;

    @Test
    void whatAPersonWroteIsNotOverwritten() throws Exception {
        Problems problems = check("class Encoder {}", Set.of());
        String message = assertThrows(MojoFailureException.class, () -> problems.failIfAny(false))
                .getMessage();
        assertTrue(message.contains("would overwrite " + PATH), message);
    }

    @Test
    void whatAttarWroteIs() throws Exception {
        check("// Generated from encoder.attar (spec 1)\nclass Encoder {}", Set.of())
                .failIfAny(true);
        check("spoilt by hand", Set.of(PATH)).failIfAny(true);
        check("new", Set.of()).failIfAny(true);
    }

    @Test
    void filesThatNobodyWantsGoWithTheirFoldersAndOthersStay() throws Exception {
        for (String path : List.of("out/a/b/One.java", "out/a/Two.java", "out/c/Three.java", "out/d/Mine.java")) {
            write(path, "x");
        }
        Outputs.Changed changed = outputs()
                .bring(
                        Map.of("out/a/Two.java", bytes("x")),
                        Set.of("out/a/b/One.java", "out/c/Three.java", "out/a/Two.java"),
                        Set.of("out/c/Three.java"));
        assertEquals("0 1", changed.written() + " " + changed.deleted());
        assertFalse(Files.exists(base.resolve("out/a/b")));
        for (String path : List.of("out/a/Two.java", "out/c/Three.java", "out/d/Mine.java")) {
            assertTrue(Files.exists(base.resolve(path)), path);
        }
    }

    @Test
    void kernelsAreResourcesAndTheirFoldersGoToo() throws Exception {
        assertEquals("kernels/a/b/One.cl", outputs().path("a/b/One.cl"));
        assertEquals("out/a/b/One.java", outputs().path("a/b/One.java"));
        write("kernels/a/b/One.cl", "x");
        Outputs.Changed changed =
                outputs().bring(Map.of("kernels/Two.cl", bytes("y")), Set.of("kernels/a/b/One.cl"), Set.of());
        assertEquals("1 1", changed.written() + " " + changed.deleted());
        assertFalse(Files.exists(base.resolve("kernels/a")));
        assertEquals("y", Files.readString(base.resolve("kernels/Two.cl")));
        changed = outputs().bring(Map.of(), changed.files().keySet(), Set.of());
        assertEquals("0 1", changed.written() + " " + changed.deleted());
        assertTrue(Files.exists(base.resolve("kernels")), "the folder itself belongs to the module");
    }

    private Problems check(String there, Set<String> before) throws Exception {
        write(PATH, there);
        Problems problems = new Problems(new SystemStreamLog(), new Ide(null, false));
        outputs().check(Map.of(PATH, bytes("new")), before, Map.of(), Map.of(PATH, Path.of("encoder.attar")), problems);
        return problems;
    }

    private Outputs outputs() {
        return new Outputs(base, base.resolve("out"), base.resolve("kernels"));
    }

    private void write(String path, String text) throws Exception {
        Files.createDirectories(base.resolve(path).getParent());
        Files.writeString(base.resolve(path), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
