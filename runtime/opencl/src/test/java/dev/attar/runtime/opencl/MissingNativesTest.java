package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Session;
import dev.attar.runtime.device.DeviceException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;

/** A program that forgot LWJGL's native part is told so, and not to install a driver. */
class MissingNativesTest {
    @TempDir
    private Path folder;

    @Test
    void theRefusalNamesTheMissingJar() throws Exception {
        String without = Stream.of(OpenClRuntime.class, Session.class, Configuration.class, CL.class)
                .map(c -> Path.of(
                        c.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .flatMap(p -> Stream.of(p, p.resolveSibling("test-classes")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        // LWJGL keeps what it unpacks of the natives in the folder of temporary files, where others may have left some.
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        without,
                        Asks.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "hangs");
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("LWJGL's native library is not on the class path"), said);
        assertTrue(said.contains("natives-linux") && !said.contains("install its driver"), said);
    }

    /** The program. */
    static final class Asks {
        private Asks() {}

        public static void main(String[] arguments) {
            try {
                Devices.of(new LwjglBinding()).named(Optional.empty(), Map.of());
            } catch (DeviceException none) {
                System.out.println(none.getMessage());
            }
        }
    }
}
