package dev.attar.runtime.train;

import dev.attar.runtime.train.data.Dataset;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run in a process of its own, which can be killed: says a line after each step. */
final class ToyProcess {
    static final int VOCABULARY = 5_000;

    private ToyProcess() {}

    /** @param arguments data, validation data, folder */
    public static void main(String... arguments) {
        try (Dataset data = ToyRun.open(Path.of(arguments[0]));
                Dataset validation = ToyRun.open(Path.of(arguments[1]))) {
            fit(Path.of(arguments[2]))
                    .validation(validation)
                    .resume()
                    .listener(new Steps())
                    .run(data);
        } catch (RuntimeException e) {
            System.out.println("refused: " + e.getMessage());
            System.exit(1);
        }
    }

    static Fit fit(Path folder) {
        return ToyRun.fit(new ToyModel(VOCABULARY, 3), folder).checkpointEvery(3);
    }

    private static final class Steps implements TrainingListener {
        @Override
        public void step(StepReport report) {
            System.out.println("step " + report.step());
        }
    }

    /** All that this JVM has on its class path and its module path, and the tests, which are patched into a module. */
    private static String classPath() {
        return Stream.of(
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path"),
                        Path.of("target", "test-classes").toAbsolutePath().toString())
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static ProcessBuilder process(Path data, Path validation, Path folder, String... before) {
        List<String> command = new java.util.ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                ToyProcess.class.getName(),
                data.toString(),
                validation.toString(),
                folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
