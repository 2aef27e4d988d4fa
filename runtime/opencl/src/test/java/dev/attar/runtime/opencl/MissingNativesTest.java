package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.device.DeviceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that forgot LWJGL's native part is told so, and not to install a driver. */
class MissingNativesTest {
    @TempDir
    private Path folder;

    @Test
    void theRefusalNamesTheMissingJar() throws Exception {
        String without = System.getProperty("java.class.path");
        assertFalse(without.contains("natives"), "this module has LWJGL without its native part");
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
