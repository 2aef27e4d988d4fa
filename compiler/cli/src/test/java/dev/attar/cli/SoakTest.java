package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Source;
import dev.attar.importer.Imported;
import dev.attar.importer.Importer;
import dev.attar.importer.source.ImportOptions;
import dev.attar.runtime.CallException;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that are loaded, called, interrupted, refused and closed again and again take no more of anything as time goes by. A few
 * rounds in the ordinary build; {@code mvn verify -Psoak} goes on for half an hour, {@code -Dattar.soak.minutes=N} for others.
 */
@EnabledOnOs(OS.LINUX)
class SoakTest {
    private static final int FEW = 15;
    private static final long MINUTES = Long.getLong("attar.soak.minutes", 0);
    private static final int[] IDS = {1, 2, 3};

    @TempDir
    private Path folder;

    /** What a process has of the system. */
    private record Held(long threads, long descriptors, long mappings, long residentKilobytes) {
        static Held now() throws IOException {
            System.gc();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
                    Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                return new Held(status("Threads"), open.count(), maps.count(), status("VmRSS"));
            }
        }

        private static long status(String name) throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void nothingGrowsWithTime() throws Exception {
        Source source = Source.of(SmallModel.write(folder));
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR))));
        Path plain = folder.resolve("small.safetensors");
        Path packed = folder.resolve("small.packed");
        Path bert = TinyBert.write(folder.resolve("bert"));
        try (Weights weights = Weights.open(plain)) {
            weights.pack(classes.program(Width.SCALAR), 2, packed);
        }
        float[] expected = round(classes, plain, null);
        for (int i = 0; i < FEW; i++) {
            round(classes, packed, expected);
        }
        Held before = Held.now();
        long end = System.nanoTime() + MINUTES * 60_000_000_000L;
        int rounds = 0;
        while (MINUTES == 0 ? rounds < FEW : System.nanoTime() - end < 0) {
            round(classes, rounds % 2 == 0 ? plain : packed, expected);
            try (Imported imported = Importer.importFrom(bert, ImportOptions.none())) {
                imported.writeTo(folder.resolve("imported"));
            }
            rounds++;
        }
        Held after = Held.now();
        String both = rounds + " rounds: " + before + ", then " + after;
        System.out.println("soak: " + both);
        assertTrue(after.threads <= before.threads + 4, both); // of the JVM's own
        assertTrue(after.descriptors <= before.descriptors + 4, both);
        assertTrue(after.mappings <= before.mappings + 40, both);
        assertTrue(after.residentKilobytes <= before.residentKilobytes * 5 / 4 + (256 << 10), both);
    }

    /** All that a service does with a model in its life, and some things that go wrong. */
    private float[] round(GeneratedClasses classes, Path file, float[] expected) throws Exception {
        Options options = Options.defaults().withThreads(2).withInterrupts();
        try (Weights weights = Weights.open(file);
                Session session = Session.open(classes.program(Width.SCALAR), weights, options)) {
            float[] values = session.run(IDS, 0);
            if (expected != null) {
                assertArrayEquals(expected, values);
            }
            Thread.currentThread().interrupt();
            assertThrows(CallException.class, () -> session.run(IDS, 0));
            assertThrows(WeightsException.class, () -> Weights.open(file));
            assertTrue(Thread.interrupted());
            assertThrows(RuntimeException.class, () -> session.run(new int[] {-1}, 0));
            assertThrows(WeightsException.class, () -> Weights.open(folder.resolve("small.attar")));
            Thread[] callers = new Thread[4];
            for (int i = 0; i < callers.length; i++) {
                callers[i] = Thread.ofVirtual().start(() -> assertEquals(values.length, session.run(IDS, 0).length));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            return values;
        }
    }
}
