package dev.attar.examples.wordnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small model that {@code attar train} taught, as the scripts beside the README do with a larger one.
 *
 * @param weights what came of it
 * @param log the lines that the command printed
 */
public record Taught(Path weights, List<String> log) {
    public static final Path TOKENIZER = Path.of(System.getProperty("model"), "tokenizer.json");

    /** Teaches a spec from {@code train.tsv} in a folder, and looks at {@code test.tsv} at the end. */
    public static Taught of(String spec, Path folder, int steps, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:+DisplayVMOutputToStderr",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.attar.cli.Main",
                "train",
                Path.of(System.getProperty("test.specs"), "dev/attar/examples/wordnet/small", spec + ".attar")
                        .toString()));
        command.addAll(List.of("--data", folder.resolve("train.tsv").toString()));
        command.addAll(List.of("--validation", folder.resolve("test.tsv").toString()));
        command.addAll(
                List.of("--tokenizer", TOKENIZER.toString(), "-o", folder.toString(), "--json", "--target", "scalar"));
        command.addAll(List.of("--steps", Integer.toString(steps), "--batch-sequences", "16"));
        command.addAll(List.of("--rate", "5e-3", "--schedule", "linear", "--warm-up", "5", "--clip", "1"));
        command.addAll(Arrays.asList(options));
        Path out = folder.resolve("out.jsonl");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("ATTAR_CACHE", folder.resolve("cache").toString());
        Process process = builder.start();
        try {
            assertEquals(0, process.waitFor(), () -> read(err));
        } finally {
            process.destroyForcibly();
        }
        return new Taught(folder.resolve(spec + ".safetensors"), Files.readAllLines(out));
    }

    /** A number that the last evaluation found. */
    public double validation(String name) {
        String last = log.stream()
                .filter(line -> line.contains("\"validation\""))
                .reduce((_, later) -> later)
                .orElseThrow();
        return number(name, last);
    }

    /** The loss of a step, from 1. */
    public double loss(int step) {
        String line = log.stream()
                .filter(one -> one.startsWith("{\"step\":" + step + ",\"loss\""))
                .findFirst()
                .orElseThrow();
        return number("loss", line);
    }

    private static double number(String name, String line) {
        Matcher found = Pattern.compile("\"" + name + "\":([-0-9.E]+)").matcher(line);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + line);
        }
        return Double.parseDouble(found.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
