package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compiler/docs/running.md says about the flags of javac and javadoc. */
class CompilerFlagsTest {
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final Path RUNTIME = Path.of("../../runtime/core/target/classes");

    @TempDir
    private Path folder;

    private List<String> sources;

    @BeforeEach
    void generate() throws Exception {
        Path spec = Files.writeString(folder.resolve("small.attar"), SmallModel.SPEC);
        Ran.attar("compile", spec, "-o", folder.resolve("src"), "--package", "com.example")
                .done();
        try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .toList();
        }
    }

    @Test
    void javacFindsTheVectorApiWithAReleaseOrWithTheFlagAndOtherwiseNot() {
        assertEquals("", errors("javac", "--release", "25"));
        assertEquals("", errors("javac", FLAG));
        assertEquals("", errors("javac", "-source", "25", "-target", "25", FLAG));
        assertEquals("", errors("javac", "--release", "25", FLAG));
        String without = errors("javac", "-source", "25", "-target", "25");
        assertTrue(without.contains("package jdk.incubator.vector is not visible"), without);
        assertNotEquals("", errors("javac"));
    }

    @Test
    void javadocNeedsTheFlag() {
        assertEquals("", errors("javadoc", FLAG, "-quiet", "-Xdoclint:none"));
        String without = errors("javadoc", "-quiet", "-Xdoclint:none");
        assertTrue(without.contains("package jdk.incubator.vector is not visible"), without);
    }

    /** What the tool says when it fails; empty when it does not. */
    private String errors(String tool, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of("-cp", RUNTIME.toString(), "-d", folder.resolve("out").toString()));
        arguments.addAll(sources);
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(to, to, arguments.toArray(String[]::new));
        return status == 0 ? "" : "failed: " + said;
    }
}
