package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole small graphs by hand: repeats, inputs and outputs, and what is refused. */
class RepeatTest {
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Assign EMBED = Assign.of("x", new Op.Embed(IDS, Param.of("table", 2, 1)));
    private static final Parameters PARAMETERS = Parameters.of(Map.of(
            "table", new double[] {1, 2},
            "layer.0.bias", new double[] {10},
            "layer.1.bias", new double[] {100},
            "layer.2.bias", new double[] {1000},
            "layer.3.bias", new double[] {10000}));

    @Test
    void eachLayerReadsItsOwnParameters() {
        assertArrayEquals(new double[] {1112}, run(biases(new Repeat.Layers(0, 1, 3)))[1]);
        assertArrayEquals(new double[] {10102}, run(biases(new Repeat.Layers(1, 2, 2)))[1]);
        assertArrayEquals(new double[] {1101}, run(biases(new Repeat.Layers(2, -1, 2)))[0]);
    }

    /** Fibonacci: (a, b) -> (b, a + b), which goes wrong when values are handed on one at a time. */
    @Test
    void carriedValuesAreHandedOnAllAtOnce() {
        Value a = row("a");
        Value b = row("b");
        Assign next = Assign.of("next", new Op.Add(a, b));
        Repeat repeat = new Repeat(
                Repeat.Layers.of(5),
                List.of(
                        new Repeat.Carried(EMBED.out(), a, b, row("last a")),
                        new Repeat.Carried(EMBED.out(), b, next.out(), row("last b"))),
                List.of(next));
        assertArrayEquals(new double[] {8}, run(model(repeat, row("last a")))[0]);
        assertArrayEquals(new double[] {13}, run(model(repeat, row("last b")))[0]);
    }

    @Test
    void theBodyReadsValuesFromBefore() {
        Value x = row("inside");
        Assign sum = Assign.of("sum", new Op.Add(x, EMBED.out()));
        Repeat repeat = new Repeat(
                Repeat.Layers.of(4), List.of(new Repeat.Carried(EMBED.out(), x, sum.out(), row("out"))), List.of(sum));
        assertArrayEquals(new double[] {10}, run(model(repeat, row("out")))[1], "2 + 4 * 2");
    }

    @Test
    void aMissingParameterIsNamed() {
        ModelGraph model = biases(Repeat.Layers.of(5));
        var refused = assertThrows(IllegalArgumentException.class, () -> run(model));
        assertEquals("no parameter layer.4.bias (1)", refused.getMessage());
    }

    @Test
    void aParameterOfAnotherLengthIsNamed() {
        Parameters wrong = Parameters.of(Map.of("table", new double[3]));
        ModelGraph model = biases(Repeat.Layers.of(1));
        Tokens tokens = Tokens.of(Tokens.Sequence.of(0));
        var refused = assertThrows(IllegalArgumentException.class, () -> Reference.run(model, wrong, tokens, "out"));
        assertEquals("parameter table has 3 values; (2,1) needs 2", refused.getMessage());
    }

    @Test
    void anUnknownOutputIsNamed() {
        ModelGraph model = biases(Repeat.Layers.of(1));
        Tokens tokens = Tokens.of(Tokens.Sequence.of(0));
        assertThrows(IllegalArgumentException.class, () -> Reference.run(model, PARAMETERS, tokens, "logits"));
        assertThrows(IllegalArgumentException.class, () -> Expectation.of(model, PARAMETERS, tokens, "logits"));
    }

    private static ModelGraph biases(Repeat.Layers layers) {
        Value in = row("in");
        Assign add = Assign.of("added", new Op.AddBias(in, Param.of("layer.*.bias", 1)));
        return model(
                new Repeat(layers, List.of(new Repeat.Carried(EMBED.out(), in, add.out(), row("out"))), List.of(add)),
                row("out"));
    }

    private static ModelGraph model(Repeat repeat, Value output) {
        Graph graph =
                new Graph("forward", List.of(IDS), List.of(EMBED, repeat), List.of(new Graph.Output("out", output)));
        return GraphVerifier.verify(new ModelGraph("Hand", new ModelGraph.Limits(2, 3, 0), List.of(graph)));
    }

    private static Value row(String name) {
        return new Value(name, EMBED.out().type());
    }

    private static double[][] run(ModelGraph model) {
        return Reference.run(model, PARAMETERS, Tokens.of(Tokens.Sequence.of(0, 1)), "out");
    }
}
