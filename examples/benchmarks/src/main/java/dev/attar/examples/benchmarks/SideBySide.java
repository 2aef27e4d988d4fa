package dev.attar.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Attar and ONNX Runtime on all-MiniLM-L6-v2, in one run: JVMs are started one after another for each number of threads, and
 * in each the engines take turns. Prints Markdown.
 */
public final class SideBySide {
    private static final List<Integer> THREADS = List.of(1, 2);

    private final int forks;
    private final boolean quick;

    private SideBySide(int forks, boolean quick) {
        this.forks = forks;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int forks = 3;
        boolean quick = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--forks" -> forks = count(++i < arguments.length ? arguments[i] : "nothing");
                default -> refuse("unknown argument " + arguments[i] + "; give --forks N or --quick");
            }
        }
        new SideBySide(forks, quick).run();
    }

    private void run() throws IOException, InterruptedException {
        double load = Machine.load();
        if (load > 0.5) {
            System.err.printf(
                    Locale.ROOT,
                    "benchmarks: the load of this machine is %.1f: measure again in a quiet moment before you quote"
                            + " this%n",
                    load);
        }
        List<Measured> measured = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            for (int threads : THREADS) {
                System.err.printf("benchmarks: JVM %d of %d for %d of %s threads%n", fork + 1, forks, threads, THREADS);
                measured.addAll(fork(threads));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s. %s. ONNX Runtime %s. Load before: %.1f. Medians of %s (least–most)%s.%n%n",
                LocalDate.now(),
                Machine.describe(),
                OnnxRuntime.version(),
                load,
                forks == 1 ? "1 JVM" : forks + " JVMs",
                quick ? ", quick" : "");
        System.out.print(new Report(measured).print(THREADS, Workload.ALL));
    }

    private List<Measured> fork(int threads) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process = new ProcessBuilder(
                        java,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dmodel=" + System.getProperty("model"),
                        "-Dpublished=" + System.getProperty("published"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fork.class.getName(),
                        Integer.toString(threads),
                        Boolean.toString(quick))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Measured> measured = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Measured.read(line).ifPresent(measured::add);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("a JVM failed: exit status " + process.exitValue());
        }
        return measured;
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            refuse("--forks is " + text + "; give a number from 1 to 99");
        }
        return Integer.parseInt(text);
    }

    private static void refuse(String message) {
        System.err.println("benchmarks: " + message);
        System.exit(2);
    }
}
