package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;

/**
 * One call of a kernel as it happens: a step within layers is one for each layer.
 *
 * @param number as the generated source numbers it: 1, 2, and 3.1, 3.2 for those of each layer
 * @param layer the layer's number; 0 outside of layers
 */
public record ExecutedStep(String number, Step.Call call, int layer) {
    /** What is executed, in this order, until output {@code output} is complete; workers meet between one and the next. */
    public static List<ExecutedStep> upTo(Entry entry, int output) {
        List<ExecutedStep> executed = new ArrayList<>();
        int number = 1;
        int ready = 0;
        for (Step step : entry.steps()) {
            switch (step) {
                case Step.Work work -> {
                    for (Step.Call call : work.calls())
                        executed.add(new ExecutedStep(Integer.toString(number++), call, 0));
                }
                case Step.PerLayerSteps steps -> {
                    List<Step.Call> calls = steps.calls();
                    for (int layer : steps.layers().numbers())
                        for (int i = 0; i < calls.size(); i++)
                            executed.add(new ExecutedStep(number + "." + (i + 1), calls.get(i), layer));
                    number++;
                }
                case Step.OutputReady _ -> {
                    if (ready++ == output) return executed;
                }
            }
        }
        throw new IllegalArgumentException(entry.name() + " has " + ready + " outputs, not " + (output + 1));
    }

    /** Floats of packed weights that it reads for so many tokens: of a table at most a row for each token. */
    public long weightFloats(WeightPlan weights, long tokens) {
        long sum = 0;
        for (Place place : call.places())
            if (place instanceof Place.Weights in) sum += floats(weights.block(in), tokens);
        return sum;
    }

    private static long floats(WeightBlock block, long tokens) {
        return switch (block.layout()) {
            case Layout.Product(int _, int totalRows, int columns, Storage storage, int _) ->
                storage.bytes(totalRows, columns) / Float.BYTES;
            case Layout.Distances distances ->
                (long) distances.stride() * block.parts().getFirst().shape().getLast();
            case Layout.Rows(int stride) -> {
                List<Integer> shape = block.parts().getFirst().shape();
                yield shape.size() == 1 ? stride : Math.min(shape.getFirst(), tokens) * stride;
            }
        };
    }
}
