package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.device.DeviceException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end where they should not, and processes at once. */
class OtherProcessTest {
    private static final int ROUNDS = 300;
    private static final int SIZE = 100_000;

    @TempDir
    private Path folder;

    /** The other process: {@code what folder}. */
    static final class Other {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[1]);
            FakeBinding binding = new FakeBinding("device");
            switch (arguments[0]) {
                case "write" -> {
                    Files.createFile(folder.resolve("ready"));
                    for (int i = 0; i < ROUNDS; i++) {
                        new DeviceStateStore(Optional.of(folder)).write("name", filled(i));
                    }
                    return;
                }
                // As a driver does that crashes: no shutdown hook runs.
                case "crash-in-launch" ->
                    binding.during("launch", () -> Runtime.getRuntime().halt(134));
                case "crash-in-build" ->
                    binding.during("build", () -> Runtime.getRuntime().halt(134));
                case "ended" -> binding.during("launch", () -> endAndWait());
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            open(binding, folder).close();
        }

        /** As Ctrl-C does. */
        private static void endAndWait() {
            new Thread(() -> System.exit(134)).start();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static byte[] filled(int value) {
        byte[] content = new byte[SIZE];
        Arrays.fill(content, (byte) value);
        return content;
    }

    private static Session open(FakeBinding binding, Path folder) {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        OpenClRuntime runtime = new OpenClRuntime(binding, store, new DeviceHealth(store), new Uploads(), Map.of());
        return Session.open(runtime, new Toy(), _ -> new Toy(), Toy.weights(), Target.openCl());
    }

    private Process start(String what) throws Exception {
        String classPath = Stream.of(OpenClRuntime.class, Session.class)
                .map(c -> Path.of(
                        c.getProtectionDomain().getCodeSource().getLocation().getPath()))
                .flatMap(p -> Stream.of(p, p.resolveSibling("test-classes")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Other.class.getName(),
                        what,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(what + ".log").toFile())
                .start();
    }

    private void run(String what, int status) throws Exception {
        Process process = start(what);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), what);
        assertEquals(status, process.exitValue(), () -> log(what));
    }

    private String log(String what) {
        try {
            return Files.readString(folder.resolve(what + ".log"));
        } catch (java.io.IOException none) {
            return none.toString();
        }
    }

    @Test
    void aDriverThatEndsTheProcessInTheTestIsInQuarantine() throws Exception {
        for (String what : List.of("crash-in-launch", "crash-in-build")) {
            run(what, 134);
            FakeBinding binding = new FakeBinding("device");
            DeviceException refused = assertThrows(DeviceException.class, () -> open(binding, folder));
            assertEquals(DeviceException.Reason.NO_DEVICE, refused.reason());
            assertTrue(refused.getMessage().contains("a process ended while it tested the device"), refused.toString());
            assertEquals(0, binding.order.size(), "nothing was asked of it");
            new DeviceHealth(new DeviceStateStore(Optional.of(folder)))
                    .forget(binding.devices().getFirst());
            open(binding, folder).close();
            new DeviceHealth(new DeviceStateStore(Optional.of(folder)))
                    .forget(binding.devices().getFirst());
        }
    }

    @Test
    void aProcessThatSomebodyEndsHasNothingAgainstTheDevice() throws Exception {
        run("ended", 134);
        open(new FakeBinding("device"), folder).close();
    }

    @Test
    void twoProcessesAtOnceLeaveNothingHalfWritten() throws Exception {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        store.write("name", filled(1));
        Process process = start("write");
        while (process.isAlive() && !Files.exists(folder.resolve("ready"))) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < ROUNDS; i++) {
            store.write("name", filled(-1 - i));
            // Moved into place: there is always one, and it is always whole.
            byte[] read = store.read("name").orElseThrow();
            assertEquals(SIZE, read.length);
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> log("write"));
        try (var left = Files.newDirectoryStream(folder, "*.part")) {
            assertTrue(!left.iterator().hasNext(), "nothing is left over");
        }
    }
}
