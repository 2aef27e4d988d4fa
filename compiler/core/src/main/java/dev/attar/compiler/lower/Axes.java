package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;

/** What the loop IR calls the ragged dimensions and the inputs of the tensor IR. */
final class Axes {
    private Axes() {}

    /** The declarations of an entry point. */
    static Inputs of(ModelGraph model, Graph graph) {
        ModelGraph.Limits limits = model.limits();
        List<Input> inputs = new ArrayList<>();
        for (Value value : graph.inputs())
            inputs.add(
                    switch (value.name()) {
                        case "ids" -> input("ids", "token id", "tokenIds", limits.vocabulary());
                        case "segments" -> input("segments", "segment id", "segmentIds", limits.segments());
                        default -> throw new IllegalArgumentException("no input is called " + value);
                    });
        return new Inputs(
                List.of(new Axis("tokens", Sizes.TOKENS, Sizes.LONGEST, starts(Ragged.TOKENS), limits.context())),
                inputs);
    }

    private static Input input(String name, String what, String array, int limit) {
        return new Input(name, what, new Index.Array(array), "tokens", limit);
    }

    /** The integer that says how many rows there are. */
    static String rows(Ragged rows) {
        return switch (rows) {
            case TOKENS -> Sizes.TOKENS;
            case SEQUENCES -> Sizes.SEQUENCES;
        };
    }

    /** Where the rows of each sequence begin. */
    static Index.Array starts(Ragged rows) {
        return switch (rows) {
            case TOKENS -> new Index.Array("starts");
            case SEQUENCES -> throw new IllegalArgumentException("a sequence has one such row");
        };
    }

    /** The rows whose number is at least this one: a sequence has at least one token, so its row fits where a token's would. */
    static String memoryOf(Ragged rows) {
        return switch (rows) {
            case TOKENS, SEQUENCES -> Sizes.TOKENS;
        };
    }
}
