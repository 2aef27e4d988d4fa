package dev.attar.examples.wordnet.data;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Examples for {@code attar train}: {@code train.tsv} and {@code test.tsv} in a folder, shuffled by a seed, with columns of these names. */
public final class Rows {
    private final String header;
    private final List<String> train = new ArrayList<>();
    private final List<String> test = new ArrayList<>();

    public Rows(String... columns) {
        header = String.join("\t", columns);
    }

    /** Adds a row, to what is learned from or to what is kept for the test. */
    public void add(boolean kept, Object... values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(value.toString().replaceAll("\\s+", " "));
        }
        (kept ? test : train).add(String.join("\t", cells));
    }

    /** Writes both files, each with at most so many rows. */
    public void write(Path folder, int mostToLearn, int mostToTest) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("train.tsv"), train, mostToLearn);
        write(folder.resolve("test.tsv"), test, mostToTest);
    }

    private void write(Path file, List<String> rows, int most) throws IOException {
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(1));
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(header + "\n");
            for (String row : shuffled.subList(0, Math.min(most, shuffled.size()))) {
                writer.write(row + "\n");
            }
        }
    }

    /** Whether what has this name is kept for the test: one name in eight, the same ones always. */
    public static boolean keeps(String name) {
        return Math.floorMod(name.hashCode() * 0x9E3779B1, 8) == 0;
    }
}
