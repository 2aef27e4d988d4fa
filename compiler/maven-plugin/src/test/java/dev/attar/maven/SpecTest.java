package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files are specs of a module. */
@DisabledOnOs(OS.WINDOWS)
class SpecTest {
    @TempDir
    private Path base;

    private final List<String> warnings = new ArrayList<>();
    private final Problems problems = new Problems(
            new SystemStreamLog() {
                @Override
                public void warn(CharSequence text) {
                    warnings.add(text.toString());
                }
            },
            Ide.of(
                    (BuildContext) Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {BuildContext.class}, (_1, _2, _3) -> null),
                    null));

    @Test
    void aCircleOfLinksHasAnEnd() throws Exception {
        file("src/com/example/tiny.attar");
        Path circle = Files.createSymbolicLink(base.resolve("src/com/example/up"), Path.of(".."));
        assertEquals(List.of("com/example/tiny.attar"), found());
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith(circle.toString()), warnings.get(0));
        problems.failIfAny(false);
    }

    @Test
    void aLinkToAFileIsASpecWhenTheFileLiesInTheSameFolder() throws Exception {
        file("src/a/real.attar");
        Files.createSymbolicLink(base.resolve("src/a/link.attar"), Path.of("real.attar"));
        file("secret");
        Files.createSymbolicLink(base.resolve("src/a/text"), base.resolve("secret"));
        assertEquals(List.of("a/link.attar", "a/real.attar"), found());
        problems.failIfAny(false);
        Files.createSymbolicLink(base.resolve("src/a/out.attar"), base.resolve("secret"));
        assertEquals(List.of("a/link.attar", "a/real.attar"), found());
        MojoFailureException refused = assertThrows(MojoFailureException.class, () -> problems.failIfAny(false));
        assertTrue(refused.getMessage().contains("src/a/out.attar"), refused.getMessage());
    }

    @Test
    void theSourceFolderItselfMayBeALink() throws Exception {
        file("real/a/tiny.attar");
        Files.createSymbolicLink(base.resolve("real/a/again.attar"), Path.of("tiny.attar"));
        Files.createSymbolicLink(base.resolve("src"), base.resolve("real"));
        assertEquals(List.of("a/again.attar", "a/tiny.attar"), found());
    }

    @Test
    void aNameThatTheLocaleCannotReadIsAnErrorWithAWayOut() throws Exception {
        file("src/a/tiny.attar");
        Process touch = new ProcessBuilder("sh", "-c", "touch \"$(printf 'src/b\\377.attar')\"")
                .directory(base.toFile())
                .start();
        assertEquals(0, touch.waitFor());
        assertEquals(List.of("a/tiny.attar"), found());
        MojoFailureException refused = assertThrows(MojoFailureException.class, () -> problems.failIfAny(false));
        assertTrue(refused.getMessage().contains("locale"), refused.getMessage());
    }

    private List<String> found() throws IOException {
        return Spec.find(base.resolve("src"), List.of(), List.of(), problems).stream()
                .map(Spec::path)
                .toList();
    }

    private void file(String name) throws IOException {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "model");
    }
}
