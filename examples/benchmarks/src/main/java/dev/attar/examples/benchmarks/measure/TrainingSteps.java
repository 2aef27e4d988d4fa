package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.PyTorch;
import dev.attar.examples.benchmarks.model.TrainedShape;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps of training, each engine in a process of its own, one after the other. Arguments: threads, quick or full, the model, the workload.
 * Samples of {@link StepTimes}, {@code peak} in FLOP per second, {@code flops} of a step.
 */
public final class TrainingSteps {
    /** Dropout makes losses differ, and so much is not of dropout alone. */
    private static final double CLOSE = 0.1;

    private TrainingSteps() {}

    public static void main(String[] arguments) throws Exception {
        TrainedShape shape = TrainedShape.named(arguments[2]);
        Sample.print("peak", FmaPeak.measure(Integer.parseInt(arguments[0])));
        Sample.print(
                "flops", shape.flops(TrainingBatches.of(shape, arguments[3]).lengths()));
        Map<String, Double> found = new HashMap<>(run(TrainAttar.class, arguments));
        if (PyTorch.isHere()) {
            found.putAll(run(TrainTorch.class, arguments));
            double ours = found.get("loss.attar");
            double theirs = found.get("loss.pytorch");
            if (!(Math.abs(ours - theirs) < CLOSE * theirs)) {
                throw new IllegalStateException("the first loss is " + ours + ", and of PyTorch " + theirs);
            }
        }
    }

    private static Map<String, Double> run(Class<?> program, String[] arguments) throws Exception {
        List<String> command = new ArrayList<>(ChildJvm.command());
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Double> found = new HashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Sample> sample = Sample.read(line);
                sample.ifPresent(one -> {
                    Sample.print(one.what(), one.value());
                    found.put(one.what(), one.value());
                });
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(program.getSimpleName() + " failed");
        }
        return found;
    }
}
