package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a JVM started in another way can show: the vector module missing, or narrower vectors. */
class OtherJvmTest {
    /** What the other JVM said. */
    private record Said(int status, List<String> out, String err) {}

    @TempDir
    private Path folder;

    /** Prints the choice twice, so that a second warning would show. */
    static final class Probe {
        public static void main(String[] ignored) {
            for (int i = 0; i < 2; i++) {
                try {
                    WidthChoice choice = WidthChoice.of(Options.defaults());
                    System.out.println(choice.width() + " | " + choice.reason());
                } catch (IllegalStateException refused) {
                    System.out.println("refused | " + refused.getMessage());
                }
            }
        }
    }

    private static Path main() {
        return Path.of(WidthChoice.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    private Said probe(String... jvmArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jvmArguments));
        command.addAll(List.of("-cp", main() + File.pathSeparator + main().resolveSibling("test-classes")));
        command.add(Probe.class.getName());
        return java(command);
    }

    private Said probeAsModule(String... jvmArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jvmArguments));
        command.addAll(List.of("-p", main().toString()));
        command.add("--patch-module=dev.attar.runtime=" + main().resolveSibling("test-classes"));
        command.addAll(List.of("-m", "dev.attar.runtime/" + Probe.class.getName()));
        return java(command);
    }

    private Said java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Said(process.waitFor(), Files.readAllLines(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void withoutTheVectorModuleItIsScalarWithOneWarningThatNamesTheFlag() throws Exception {
        Said said = probe();
        assertEquals(0, said.status(), said.err());
        assertEquals(2, said.out().size());
        assertTrue(said.out().getFirst().startsWith("scalar | "), said.out().getFirst());
        assertEquals(said.out().get(0), said.out().get(1));
        assertEquals(2, said.err().split("--add-modules jdk.incubator.vector", -1).length, said.err());
        assertTrue(said.err().contains("WARNING"), said.err());
    }

    @Test
    void scalarOnPurposeNeedsNoWarning() throws Exception {
        Said said = probe("-Dattar.lanes=scalar");
        assertEquals(0, said.status(), said.err());
        assertTrue(said.out().getFirst().startsWith("scalar | "), said.out().getFirst());
        assertEquals("", said.err());
    }

    @Test
    void vectorsOnPurposeWithoutTheModuleAreRefused() throws Exception {
        Said said = probe("-Dattar.lanes=8");
        assertEquals(0, said.status(), said.err());
        assertTrue(said.out().getFirst().startsWith("refused | "), said.out().getFirst());
        assertTrue(
                said.out().getFirst().contains("--add-modules jdk.incubator.vector"),
                said.out().getFirst());
    }

    @Test
    void narrowerMachinesGetNarrowerVectors() throws Exception {
        Said said = probe("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16");
        assertEquals(0, said.status(), said.err());
        assertTrue(said.out().getFirst().startsWith("4 | "), said.out().getFirst());
    }

    @Test
    void onTheModulePathTheVectorModuleIsOptionalToo() throws Exception {
        Said without = probeAsModule();
        assertEquals(0, without.status(), without.err());
        assertTrue(
                without.out().getFirst().startsWith("scalar | "), without.out().getFirst());
        Said with = probeAsModule("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16");
        assertEquals(0, with.status(), with.err());
        assertTrue(with.out().getFirst().startsWith("4 | "), with.out().getFirst());
    }
}
