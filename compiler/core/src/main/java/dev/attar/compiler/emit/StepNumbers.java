package dev.attar.compiler.emit;

import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The numbers by which a reader finds a step: 1, 2, and 3.1, 3.2 for those of each layer, in execution order. Where a program has
 * several entry points, each has numbers of its own, after its name.
 */
public final class StepNumbers {
    private final Map<Step, String> numbers = new IdentityHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<String>> byKernel = new LinkedHashMap<>();
    private final boolean several;

    /** A line of the overview: number, what is computed, by which kernel. */
    private record Line(String number, String what, String kernel) {}

    public StepNumbers(LoopProgram program) {
        this.several = program.entries().size() > 1;
        program.entries().forEach(this::entry);
    }

    private void entry(Entry entry) {
        if (several) lines.add(new Line("", "entry " + entry.name(), ""));
        int number = 1;
        for (Step step : entry.steps()) {
            switch (step) {
                case Step.Work work -> {
                    for (Step.Call call : work.calls()) add(entry, call, Integer.toString(number++));
                }
                case Step.PerLayerSteps layers -> {
                    List<Step.Call> calls = layers.calls();
                    lines.add(new Line(Integer.toString(number), describe(layers.layers()), ""));
                    for (int i = 0; i < calls.size(); i++) add(entry, calls.get(i), number + "." + (i + 1));
                    number++;
                }
                case Step.OutputReady(Output output) -> lines.add(new Line("", "output \"" + output.name() + "\"", ""));
            }
        }
    }

    private static String describe(Layers layers) {
        String which = layers.first() == 0 && layers.step() == 1
                ? ""
                : " (" + layers.numbers().getFirst() + " to " + layers.numbers().getLast() + ")";
        return (layers.count() == 1 ? "1 layer" : layers.count() + " layers, each") + which;
    }

    private void add(Entry entry, Step.Call call, String number) {
        numbers.put(call, number);
        lines.add(new Line(number, call.comment(), call.kernel()));
        byKernel.computeIfAbsent(call.kernel(), _ -> new ArrayList<>())
                .add(several ? entry.name() + " " + number : number);
    }

    /** Within its entry point. */
    public String of(Step.Call call) {
        return numbers.get(call);
    }

    /** The steps that are a kernel's: {@code Steps 2, 3.4}. */
    public String of(String kernel) {
        List<String> all = byKernel.get(kernel);
        return (all.size() == 1 ? "Step " : "Steps ") + String.join(", ", all);
    }

    /** All steps, one a line, in columns. */
    public String overview() {
        int first = lines.stream().mapToInt(l -> l.number().length()).max().orElse(0);
        int second = lines.stream().mapToInt(l -> l.what().length()).max().orElse(0);
        String form = "%-" + first + "s  %-" + second + "s  %s";
        return lines.stream()
                .map(l -> form.formatted(l.number(), l.what(), l.kernel()).stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
