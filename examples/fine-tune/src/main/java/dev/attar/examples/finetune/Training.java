package dev.attar.examples.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of {@code attar train}, and what it took.
 *
 * @param accuracy on the test
 * @param memory the most that the process held, in bytes; 0 where the system does not say
 */
record Training(double accuracy, Duration time, long memory) {
    private static final Pattern ACCURACY = Pattern.compile("\"accuracy\":([0-9.E-]+)");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /** Runs a command of {@code attar}; what it says goes to a file. */
    static Training run(List<String> attar, List<String> options, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(attar);
        command.addAll(options);
        command.add("--json");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long peak = 0;
        do {
            peak = Math.max(peak, peak(process.pid()));
        } while (!process.waitFor(200, TimeUnit.MILLISECONDS));
        if (process.exitValue() != 0) {
            throw new IOException("attar train ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
        return new Training(accuracy(log), Duration.ofNanos(System.nanoTime() - began), peak);
    }

    /** Of the last look at the test. */
    private static double accuracy(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("\"validation\":{"))
                    .map(line -> ACCURACY.matcher(line.substring(line.indexOf("\"validation\":{"))))
                    .filter(Matcher::find)
                    .map(found -> Double.parseDouble(found.group(1)))
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }
    }

    /** The most memory that a process has held so far, as Linux counts it. */
    private static long peak(long process) {
        Path status = Path.of("/proc/" + process + "/status");
        try {
            Matcher found = PEAK.matcher(Files.exists(status) ? Files.readString(status) : "");
            return found.find() ? 1024 * Long.parseLong(found.group(1)) : 0;
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has just ended
        }
    }
}
