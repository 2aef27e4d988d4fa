package dev.attar.examples.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Times of the steps of one engine in a process of its own, printed as samples. */
final class StepTimes {
    private static final int STEPS = 9;
    private static final int QUICK_STEPS = 3;

    private StepTimes() {}

    /** A step of training: forward, loss, backward, optimizer. */
    interface Step {
        /** @return the mean loss */
        double run() throws Exception;
    }

    /**
     * The first step alone, three more, then those that count: {@code first}, {@code early}, {@code time}, {@code loss} of the first step
     * and {@code learned} of the last one, {@code memory}, the most that the process ever had in memory.
     */
    static void measure(Step step, boolean quick, String engine) throws Exception {
        long begin = System.nanoTime();
        double loss = step.run();
        Sample.print("first." + engine, System.nanoTime() - begin);
        Sample.print("loss." + engine, loss);
        begin = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            step.run();
        }
        Sample.print("early." + engine, System.nanoTime() - begin);
        double[] nanos = new double[quick ? QUICK_STEPS : STEPS];
        for (int i = 0; i < nanos.length; i++) {
            begin = System.nanoTime();
            loss = step.run();
            nanos[i] = System.nanoTime() - begin;
        }
        Sample.print("learned." + engine, loss);
        Sample.print("time." + engine, Median.of(nanos));
        memory().ifPresent(bytes -> Sample.print("memory." + engine, bytes));
    }

    private static OptionalDouble memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
