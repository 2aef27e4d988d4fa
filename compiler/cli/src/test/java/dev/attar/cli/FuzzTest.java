package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged files of every kind: read, or refused in the reader's own words; no other exception, no error, no hang. The ordinary
 * build tries a few hundred of each kind; {@code mvn verify -Pfuzz -Dattar.fuzz.seconds=3600} goes on with others for so long. A file
 * that does something else is kept in {@code target/fuzz}; with the fault repaired, it joins {@code src/test/fuzz}.
 */
class FuzzTest {
    private static final int FEW = 400;
    private static final long SECONDS = Long.getLong("attar.fuzz.seconds", 0);
    private static final long FIRST = Long.getLong("attar.fuzz.seed", 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void damageIsRefusedOrHarmless(FuzzedReader reader) throws IOException {
        Path file = folder.resolve(reader.fileName);
        List<byte[]> corpus = reader.corpus();
        for (byte[] found : corpus) {
            attempt(reader, file, found, "the corpus");
        }
        Mutants mutants = new Mutants(corpus, reader.words);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long seed = FIRST;
        while (SECONDS == 0 ? seed < FIRST + FEW : System.nanoTime() - end < 0) {
            attempt(reader, file, mutants.of(seed), "seed " + seed);
            seed++;
        }
        if (SECONDS > 0) {
            System.out.println("fuzz: " + reader + ": " + (seed - FIRST) + " mutants, no fault");
        }
    }

    private static void attempt(FuzzedReader reader, Path file, byte[] bytes, String which) throws IOException {
        Files.write(file, bytes);
        long begin = System.nanoTime();
        try {
            reader.read(file);
        } catch (Exception | Error fault) {
            fail(reader + ", " + which + ", kept as " + kept(file), fault);
        }
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(20)) {
            fail(reader + ", " + which + " took " + (System.nanoTime() - begin) / 1_000_000 + " ms, kept as "
                    + kept(file));
        }
    }

    private static Path kept(Path file) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/fuzz"));
        return Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING)
                .toAbsolutePath();
    }
}
