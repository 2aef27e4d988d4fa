package dev.attar.examples.kernels;

import dev.attar.compiler.loops.ExecutedStep;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks on every step that the program has, and prints what they mean next to the peak of the machine. */
public final class Kernels {
    private Kernels() {}

    /** Arguments are JMH's. */
    public static void main(String[] arguments) throws Exception {
        CommandLineOptions given;
        try {
            given = new CommandLineOptions(arguments);
        } catch (CommandLineOptionException e) {
            System.err.println("kernels: " + e.getMessage() + "; see -h");
            System.exit(2);
            return;
        }
        if (given.shouldHelp()) {
            given.showHelp();
            return;
        }
        if (given.shouldList()) {
            new Runner(given).list();
            return;
        }
        Model model = Model.open();
        ChainedOptionsBuilder options =
                new OptionsBuilder().parent(given).shouldFailOnError(true).addProfiler(GCProfiler.class);
        if (!given.getParameter("step").hasValue()) {
            options.param("step", steps(model));
        }
        if (!given.getIncludes().isEmpty()) {
            given.getIncludes().forEach(options::include);
            options.include(PeakBenchmark.class.getSimpleName());
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            KernelReport.of(model, results).print(System.out);
        } catch (RunnerException e) {
            System.err.println("kernels: " + e.getMessage());
            System.exit(1);
        }
    }

    /** All steps by number, those of a layer once. */
    private static String[] steps(Model model) {
        return model.executed().stream().map(ExecutedStep::number).distinct().toArray(String[]::new);
    }
}
