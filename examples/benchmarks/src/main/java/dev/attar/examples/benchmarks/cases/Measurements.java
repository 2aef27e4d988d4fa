package dev.attar.examples.benchmarks.cases;

import dev.attar.examples.benchmarks.measure.Median;
import dev.attar.examples.benchmarks.measure.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The samples of all JVMs so far. A figure is the median of its JVMs; in each, the median of its samples. */
public final class Measurements {
    private final Map<Turn, List<Sample>> samples = new LinkedHashMap<>();

    public void add(Turn turn, List<Sample> found) {
        samples.put(turn, List.copyOf(found));
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /** How many JVMs a case had. */
    public int forks(Case of, int threads) {
        return (int) samples.keySet().stream()
                .filter(turn -> turn.of().equals(of) && turn.threads() == threads)
                .count();
    }

    /** The most JVMs that any case had. */
    public int mostForks() {
        return samples.keySet().stream().mapToInt(Turn::fork).max().orElse(0);
    }

    /** One value for each JVM that has it. */
    public double[] values(Case of, int threads, String what) {
        return samples.entrySet().stream()
                .filter(entry ->
                        entry.getKey().of().equals(of) && entry.getKey().threads() == threads)
                .map(entry -> inOneJvm(entry.getValue(), what))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    public OptionalDouble median(Case of, int threads, String what) {
        return median(values(of, threads, what));
    }

    /** The median of what each JVM has of one figure over another: both were measured in the same minute. */
    public OptionalDouble ratio(Case of, int threads, String above, String below) {
        return median(samples.entrySet().stream()
                .filter(entry ->
                        entry.getKey().of().equals(of) && entry.getKey().threads() == threads)
                .mapToDouble(entry -> inOneJvm(entry.getValue(), above).orElse(Double.NaN)
                        / inOneJvm(entry.getValue(), below).orElse(Double.NaN))
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray());
    }

    /** FLOP per second: the best of all windows of all JVMs, so that a limit is never too low for want of quiet. */
    public OptionalDouble peak(int threads) {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().threads() == threads)
                .flatMap(entry -> entry.getValue().stream())
                .filter(sample -> sample.what().equals("peak"))
                .mapToDouble(Sample::value)
                .max();
    }

    private static OptionalDouble inOneJvm(List<Sample> samples, String what) {
        return median(samples.stream()
                .filter(sample -> sample.what().equals(what))
                .mapToDouble(Sample::value)
                .toArray());
    }

    private static OptionalDouble median(double[] values) {
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Median.of(values));
    }
}
