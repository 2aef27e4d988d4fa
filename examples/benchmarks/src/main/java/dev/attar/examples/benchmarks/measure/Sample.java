package dev.attar.examples.benchmarks.measure;

import java.util.Optional;

/**
 * One figure of one JVM, as one line of text: {@code sample WHAT VALUE}.
 *
 * @param what a word, in dotted parts: {@code time.attar}
 * @param value nanoseconds, bytes, FLOP per second: {@code what} says it
 */
public record Sample(String what, double value) {
    private static final String MARK = "sample";

    public Sample {
        if (what.isEmpty() || what.contains(" ")) {
            throw new IllegalArgumentException("not a word: '" + what + "'");
        }
    }

    static void print(String what, double value) {
        System.out.println(new Sample(what, value).line());
    }

    public String line() {
        return MARK + " " + what + " " + value;
    }

    /** Empty for a line that says something else: libraries print too. */
    public static Optional<Sample> read(String line) {
        String[] words = line.split(" ");
        if (words.length != 3 || !words[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Sample(words[1], Double.parseDouble(words[2])));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
