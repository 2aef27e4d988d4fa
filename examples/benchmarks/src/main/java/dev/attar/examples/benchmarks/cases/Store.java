package dev.attar.examples.benchmarks.cases;

import dev.attar.examples.benchmarks.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The samples of every JVM on disk, a file each, so that a run that was ended goes on where it was. What was measured on other
 * code lies in another folder and does not count.
 *
 * @param folder of this code and this care
 */
public record Store(Path folder) {
    /** @param quick samples of quick runs are kept apart */
    public static Store under(Path folder, boolean quick) throws IOException {
        return new Store(folder.resolve(CodeFingerprint.here() + (quick ? "-quick" : "")));
    }

    /** Empty when it was not measured yet. */
    public Optional<List<Sample>> read(Turn turn) throws IOException {
        Path file = folder.resolve(turn.file());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllLines(file).stream()
                .flatMap(line -> Sample.read(line).stream())
                .toList());
    }

    public void write(Turn turn, List<Sample> samples) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(turn.file() + ".part");
        Files.write(part, samples.stream().map(Sample::line).toList());
        Files.move(
                part, folder.resolve(turn.file()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void forget(Turn turn) throws IOException {
        Files.deleteIfExists(folder.resolve(turn.file()));
    }

    /** All that there is of these cases. */
    public Measurements load(List<Case> cases, int forks) throws IOException {
        Measurements all = new Measurements();
        for (Case one : cases) {
            for (int threads : one.threads()) {
                for (int fork = 1; fork <= forks; fork++) {
                    Turn turn = new Turn(one, threads, fork);
                    read(turn).ifPresent(samples -> all.add(turn, samples));
                }
            }
        }
        return all;
    }
}
