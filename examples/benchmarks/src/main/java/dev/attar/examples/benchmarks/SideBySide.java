package dev.attar.examples.benchmarks;

import dev.attar.examples.benchmarks.cases.Cases;
import dev.attar.examples.benchmarks.cases.Measurements;
import dev.attar.examples.benchmarks.cases.Store;
import dev.attar.examples.benchmarks.engine.OnnxRuntime;
import dev.attar.examples.benchmarks.engine.PyTorch;
import dev.attar.examples.benchmarks.report.Machine;
import dev.attar.examples.benchmarks.report.Report;
import dev.attar.examples.benchmarks.report.ResultsFile;
import dev.attar.examples.benchmarks.report.SpeedUpPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Attar beside ONNX Runtime and PyTorch: measures what is missing, prints all there is as Markdown, and keeps it in the file of
 * results with its plot. Exit status: 0 all measured, 1 a case failed, 2 usage error.
 */
public final class SideBySide {
    private SideBySide() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        Store store = Store.under(Path.of(System.getProperty("measured")), arguments.quick());
        boolean complete = arguments.report() || new Run(arguments, store).all();
        report(store, arguments);
        System.exit(complete ? 0 : 1);
    }

    private static void report(Store store, Arguments arguments) throws IOException {
        Measurements all = store.load(Cases.ALL, 99);
        if (all.isEmpty()) {
            System.err.println("benchmarks: nothing was measured yet");
            return;
        }
        Report report = new Report(
                all,
                new Report.About(
                        LocalDate.now().toString(),
                        versions(),
                        store.folder().getFileName().toString(),
                        arguments.quick()));
        System.out.print(report.text());
        Path kept = Path.of(System.getProperty("kept"));
        SpeedUpPlot plot = new SpeedUpPlot(all, LocalDate.now() + ", " + Machine.describe());
        if (arguments.quick()) {
            System.err.println("benchmarks: quick, so " + kept.resolve("RESULTS.md") + " stays as it is");
            return;
        }
        ResultsFile.write(kept.resolve("RESULTS.md"), report);
        if (!plot.isEmpty()) {
            Files.writeString(kept.resolve("speedup.svg"), plot.svg());
        }
    }

    private static String versions() {
        return Machine.describe() + ". ONNX Runtime " + OnnxRuntime.version()
                + (PyTorch.isHere() ? ", PyTorch " + PyTorch.version() : ", without PyTorch") + ".";
    }
}
