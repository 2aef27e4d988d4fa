package dev.attar.cli.bench;

import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.loops.LoopProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of the model, over all the layers that execute it.
 *
 * @param places where its executions are among all that are executed
 */
record StepGroup(ExecutedStep step, List<Integer> places) {
    /** Groups in order of first execution. */
    static List<StepGroup> of(List<ExecutedStep> executed) {
        Map<String, StepGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < executed.size(); i++) {
            ExecutedStep step = executed.get(i);
            groups.computeIfAbsent(step.number(), _ -> new StepGroup(step, new ArrayList<>()))
                    .places
                    .add(i);
        }
        return List.copyOf(groups.values());
    }

    /** Medians over the calls: of the sum over layers, and of each layer. */
    Measurement.Step measured(LoopProgram program, Workload workload, List<StepTimes> calls) {
        double[] sums = new double[calls.size()];
        double[] waiting = new double[calls.size()];
        double fastest = Double.MAX_VALUE;
        double slowest = 0;
        for (int place : places) {
            double[] here = new double[calls.size()];
            for (int call = 0; call < calls.size(); call++) {
                here[call] = calls.get(call).nanos()[place] / 1e9;
                sums[call] += here[call];
                waiting[call] += here[call] * calls.get(call).waiting()[place];
            }
            double layer = new Samples(here).median();
            fastest = Math.min(fastest, layer);
            slowest = Math.max(slowest, layer);
        }
        for (int call = 0; call < calls.size(); call++) {
            waiting[call] = sums[call] == 0 ? 0 : waiting[call] / sums[call];
        }
        long times = places.size();
        return new Measurement.Step(
                step.number(),
                step.call().comment(),
                step.call().kernel(),
                places.size(),
                new Samples(sums).median(),
                fastest,
                slowest,
                new Samples(waiting).median(),
                times * step.call().cost().flops(workload.lengths()),
                times * Float.BYTES * step.weightFloats(program.weights(), workload.tokens()),
                times * Float.BYTES * step.call().cost().floats(workload.lengths()));
    }
}
