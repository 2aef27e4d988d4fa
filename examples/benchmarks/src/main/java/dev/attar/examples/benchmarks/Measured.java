package dev.attar.examples.benchmarks;

import java.util.Optional;

/** What one JVM found out, as a line between processes. */
sealed interface Measured {
    String line();

    /** Multiply-adds on registers, FLOP per second of all threads. */
    record Peak(int threads, double flops) implements Measured {
        @Override
        public String line() {
            return "peak " + threads + " " + flops;
        }
    }

    /** Median time of a call, in nanoseconds. */
    record Times(int threads, Workload workload, double attar, double other) implements Measured {
        @Override
        public String line() {
            return "times " + threads + " " + workload.batch() + " " + workload.tokens() + " " + attar + " " + other;
        }
    }

    /** Empty for a line that says something else: libraries print too. */
    static Optional<Measured> read(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("peak") && words.length == 3) {
            return Optional.of(new Peak(Integer.parseInt(words[1]), Double.parseDouble(words[2])));
        }
        if (words[0].equals("times") && words.length == 6) {
            Workload workload = new Workload(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            return Optional.of(new Times(
                    Integer.parseInt(words[1]), workload, Double.parseDouble(words[4]), Double.parseDouble(words[5])));
        }
        return Optional.empty();
    }
}
