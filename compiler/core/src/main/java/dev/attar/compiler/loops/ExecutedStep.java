package dev.attar.compiler.loops;

import dev.attar.compiler.loops.LoopProgram.Layout;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import dev.attar.compiler.loops.LoopProgram.WeightBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of a kernel as it happens: a step within layers is one for each layer.
 *
 * @param number as the generated source numbers it: 1, 2, and 3.1, 3.2 for those of each layer
 * @param layer 0, 1, …; 0 outside of layers
 */
public record ExecutedStep(String number, Step.Call call, int layer) {
    /** What is executed, in this order, until output {@code output} is complete; workers meet between one and the next. */
    public static List<ExecutedStep> upTo(LoopProgram program, int output) {
        List<ExecutedStep> executed = new ArrayList<>();
        int number = 1;
        int reached = 0;
        for (Step step : program.steps()) {
            switch (step) {
                case Step.Work work -> {
                    for (Step.Call call : work.calls())
                        executed.add(new ExecutedStep(Integer.toString(number++), call, 0));
                }
                case Step.Layers layers -> {
                    List<Step.Call> calls = layers.calls();
                    for (int layer = 0; layer < layers.count(); layer++)
                        for (int i = 0; i < calls.size(); i++)
                            executed.add(new ExecutedStep(number + "." + (i + 1), calls.get(i), layer));
                    number++;
                }
                case Step.OutputReady _ -> {
                    if (reached++ == output) return executed;
                }
            }
        }
        throw new IllegalArgumentException("the program has " + reached + " outputs, not " + (output + 1));
    }

    /** Floats of packed weights that it reads for so many tokens: of a table at most a row for each token. */
    public long weightFloats(LoopProgram program, long tokens) {
        long sum = 0;
        for (Place place : call.places()) {
            if (place instanceof Place.Weights(String _, long offset, Element _, boolean _)) {
                sum += floats(block(program, offset), tokens);
            }
        }
        return sum;
    }

    private static WeightBlock block(LoopProgram program, long offset) {
        return program.weights().stream()
                .filter(b -> b.offset() == offset)
                .findFirst()
                .orElseThrow();
    }

    private static long floats(WeightBlock block, long tokens) {
        return switch (block.layout()) {
            case Layout.Product(int _, int totalRows, int columns, Element element, int _) ->
                (long) totalRows * columns / element.perFloat();
            case Layout.Rows(int stride) -> {
                List<Integer> shape = block.parts().getFirst().shape();
                yield shape.size() == 1 ? stride : Math.min(shape.getFirst(), tokens) * stride;
            }
        };
    }
}
