package dev.attar.examples.benchmarks;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Store;
import dev.attar.examples.benchmarks.cases.Turn;
import dev.attar.examples.benchmarks.measure.ChildJvm;
import dev.attar.examples.benchmarks.measure.Sample;
import dev.attar.examples.benchmarks.report.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Starts the JVMs that are still missing, one after another, and keeps what they print. */
final class Run {
    private static final double QUIET = 0.5;

    private final Arguments arguments;
    private final Store store;
    private volatile Process child;

    Run(Arguments arguments, Store store) {
        this.arguments = arguments;
        this.store = store;
        Runtime.getRuntime().addShutdownHook(new Thread(this::endChild));
    }

    /** Who ends this program ends the JVM that is measuring, too. */
    private void endChild() {
        if (child != null) {
            child.destroyForcibly();
        }
    }

    /** False when a JVM failed; the others were run all the same. */
    boolean all() throws IOException, InterruptedException {
        List<Turn> missing = missing();
        long planned = missing.stream().mapToLong(this::seconds).sum();
        System.err.printf(
                "benchmarks: %d JVMs to run, about %s; whatever is ended goes on where it was%n",
                missing.size(), duration(planned));
        double load = Machine.load();
        if (load > QUIET && !missing.isEmpty()) {
            System.err.printf(
                    Locale.ROOT,
                    "benchmarks: the load of this machine is %.1f: measure again in a quiet moment before you quote"
                            + " this%n",
                    load);
        }
        List<Turn> failed = new ArrayList<>();
        long begin = System.nanoTime();
        long done = 0;
        for (int i = 0; i < missing.size(); i++) {
            Turn turn = missing.get(i);
            double pace = done == 0 ? 1 : (System.nanoTime() - begin) / 1e9 / done;
            System.err.printf(
                    "benchmarks: %d of %d: %s; %s left%n",
                    i + 1, missing.size(), turn, duration((long) ((planned - done) * pace)));
            Optional<List<Sample>> samples = run(turn);
            if (samples.isPresent()) {
                store.write(turn, samples.get());
            } else {
                failed.add(turn);
            }
            done += seconds(turn);
        }
        failed.forEach(turn -> System.err.println("benchmarks: failed, see above: " + turn));
        return failed.isEmpty();
    }

    /** One JVM of every case before the second of any: so there are figures for all of them early. */
    private List<Turn> missing() throws IOException {
        List<Turn> turns = new ArrayList<>();
        for (int fork = 1; fork <= arguments.forks(); fork++) {
            for (Case of : arguments.cases()) {
                for (int threads : of.threads()) {
                    if (!arguments.wants(threads)) {
                        continue;
                    }
                    Turn turn = new Turn(of, threads, fork);
                    if (arguments.fresh()) {
                        store.forget(turn);
                    }
                    if (store.read(turn).isEmpty()) {
                        turns.add(turn);
                    }
                }
            }
        }
        return turns;
    }

    private Optional<List<Sample>> run(Turn turn) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildJvm.command());
        command.add(turn.of().program().getName());
        command.add(Integer.toString(turn.threads()));
        command.add(arguments.quick() ? "quick" : "full");
        command.addAll(turn.of().arguments());
        Process process = new ProcessBuilder(command).start();
        child = process;
        Thread errors = Thread.ofVirtual().start(() -> passErrors(process));
        List<Sample> samples = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Sample.read(line).ifPresent(samples::add);
            }
        }
        errors.join();
        return process.waitFor() == 0 ? Optional.of(samples) : Optional.empty();
    }

    /** Without what every JVM says of the vector module, which would hide what matters. */
    private static void passErrors(Process process) {
        process.errorReader()
                .lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .forEach(System.err::println);
    }

    private long seconds(Turn turn) {
        return turn.of().seconds(arguments.quick());
    }

    private static String duration(long seconds) {
        return seconds < 100 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }
}
