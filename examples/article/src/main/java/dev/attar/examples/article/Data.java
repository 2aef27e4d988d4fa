package dev.attar.examples.article;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes what {@code attar train} reads: {@code Data FOLDER TRAINING VALIDATION LONGEST}. */
public final class Data {
    private Data() {}

    public static void main(String[] arguments) throws IOException {
        int training = Integer.parseInt(arguments[1]);
        int validation = Integer.parseInt(arguments[2]);
        List<Riddle> riddles = Riddle.draw(training + validation, Integer.parseInt(arguments[3]));
        List<Riddle> asked = riddles.subList(training, riddles.size());
        write(Path.of(arguments[0]), riddles.subList(0, training), asked);
        System.out.println("such as: " + riddles.getFirst().hidden());
        System.out.printf(
                Locale.ROOT,
                "always guessing the commonest letter: %.1f %% of those of the validation data%n",
                100 * commonest(asked));
    }

    static void write(Path folder, List<Riddle> training, List<Riddle> validation) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("train.jsonl"), Riddle.rows(training));
        Files.writeString(folder.resolve("validation.jsonl"), Riddle.rows(validation));
    }

    /** The accuracy of who always guesses the letter that is hidden most often. */
    static double commonest(List<Riddle> riddles) {
        int[] counts = new int[Characters.count()];
        riddles.stream()
                .flatMapToInt(riddle -> Arrays.stream(riddle.labels()))
                .filter(label -> label != Riddle.NO_LABEL)
                .forEach(label -> counts[label]++);
        return (double) IntStream.of(counts).max().orElse(0)
                / IntStream.of(counts).sum();
    }
}
