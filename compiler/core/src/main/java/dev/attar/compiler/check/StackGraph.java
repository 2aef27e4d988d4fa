package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a stack as repeats: one whose body has a layer for each turn of the reach, one before it for a first layer that is
 * unlike all others, and one after it for the layers that do not fill a round. So a graph does not grow with depth.
 */
final class StackGraph {
    private final ModelSpec spec;
    private final Stack stack;
    private final StackNames names;
    private final GraphSteps steps;
    private final List<Reach> turns;
    private Optional<Value> places = Optional.empty();

    StackGraph(ModelSpec spec, Stack stack, StackNames names, GraphSteps steps) {
        this.spec = spec;
        this.stack = stack;
        this.names = names;
        this.steps = steps;
        this.turns = stack.attention().reach();
    }

    /** @param source what the encoder made, for cross attention */
    Value layers(Value embedded, Optional<Value> source) {
        if (stack.attention().distances() instanceof Distances.Rotary) {
            places = Optional.of(steps.add(
                    names.prefix() + "places",
                    new Op.Positions(0, embedded.type().ragged())));
        }
        int first = stack.residual().bareFirst() ? 1 : 0;
        int rounds = (stack.depth() - first) / turns.size();
        int rest = (stack.depth() - first) % turns.size();
        Value hidden = embedded;
        if (first > 0) {
            boolean last = rounds + rest == 0;
            hidden = round(new Round("first", 0, 1, 1, last), hidden, source);
        }
        if (rounds > 0) {
            hidden = round(new Round("layer", first, turns.size(), rounds, rest == 0), hidden, source);
        }
        if (rest > 0) {
            int from = first + rounds * turns.size();
            hidden = round(new Round(rounds > 0 ? "last" : "layer", from, rest, 1, true), hidden, source);
        }
        return steps.norm(names.stack() + ".norm", names.stack() + ".norm", hidden, stack.norm());
    }

    /**
     * @param word what its layers are called
     * @param from number of its first layer
     * @param layers how many layers it has
     * @param rounds how often it is repeated
     * @param last nothing follows it
     */
    private record Round(String word, int from, int layers, int rounds, boolean last) {}

    private Value round(Round round, Value in, Optional<Value> source) {
        String word = names.prefix() + round.word();
        String result = round.last() ? names.stack() + ".out" : names.stack() + "." + round.word() + ".out";
        return steps.repeat(
                new Repeat.Layers(round.from(), round.layers(), round.rounds()), in, word + ".in", result, entering -> {
                    Value hidden = entering;
                    for (int i = 0; i < round.layers(); i++) {
                        hidden = layer(round, i, source).layer(hidden);
                    }
                    return hidden;
                });
    }

    /** The layer {@code after} places behind the first one of a round. */
    private LayerGraph layer(Round round, int after, Optional<Value> source) {
        int number = round.from() + after;
        String which = stack.shared() ? "shared" : after == 0 ? "*" : "*+" + after;
        return new LayerGraph(
                spec,
                stack,
                steps,
                new LayerGraph.Place(
                        names.prefix() + round.word() + (after == 0 ? "" : "+" + after) + ".",
                        names.stack() + "." + which + ".",
                        names.stack() + ".attention.",
                        turns.get(number % turns.size()),
                        stack.residual().bareFirst() && number == 0),
                places,
                source);
    }
}
