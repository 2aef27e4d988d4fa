package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The operations that only fusing makes, by hand. */
class FusedOperationsTest {
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Value SEGMENTS = new Value("segments", TensorType.indices());
    private static final Assign X = Assign.of("x", new Op.Embed(IDS, Param.of("table", 2, 2)));
    private static final Param ONE = Param.of("one", 1, 2);
    private static final Param TWO = Param.of("two", 2, 2);
    private static final Parameters PARAMETERS = Parameters.of(Map.of(
            "table", new double[] {1, 2, 3, -4},
            "one", new double[] {1, 10},
            "two", new double[] {0, 1, -1, 0},
            "one.bias", new double[] {0.5},
            "two.bias", new double[] {0.25, 0.125},
            "places", new double[] {0, 0, 100, 200, 300, 400},
            "kinds", new double[] {1000, 1000, 2000, 2000}));

    @Test
    void severalWeightsStandSideBySide() {
        Op linear = new Op.Linear(X.out(), List.of(ONE, TWO), List.of(), Optional.empty(), Optional.empty());
        assertRows(linear, new double[] {21, 2, -1}, new double[] {-37, -4, -3});
    }

    @Test
    void biasesFollowTheirWeights() {
        List<Param> biases = List.of(Param.of("one.bias", 1), Param.of("two.bias", 2));
        Op linear = new Op.Linear(X.out(), List.of(ONE, TWO), biases, Optional.empty(), Optional.empty());
        assertRows(linear, new double[] {21.5, 2.25, -0.875}, new double[] {-36.5, -3.75, -2.875});
    }

    /** The function sees the product and the bias, not the residual. */
    @Test
    void theResidualIsAddedAfterTheFunction() {
        Op linear = new Op.Linear(
                X.out(),
                List.of(TWO),
                List.of(Param.of("two.bias", 2)),
                Optional.of(Activation.RELU),
                Optional.of(X.out()));
        assertRows(linear, new double[] {3.25, 2}, new double[] {3, -4});
    }

    @Test
    void tablesAreAddedUp() {
        Op sum = new Op.EmbedSum(
                Ragged.TOKENS,
                List.of(
                        new Op.EmbedSum.Lookup(Optional.of(IDS), 0, Param.of("table", 2, 2)),
                        new Op.EmbedSum.Lookup(Optional.empty(), 1, Param.of("places", 3, 2)),
                        new Op.EmbedSum.Lookup(Optional.of(SEGMENTS), 0, Param.of("kinds", 2, 2))));
        assertRows(sum, new double[] {1101, 1202}, new double[] {2303, 2396});
    }

    private static void assertRows(Op op, double[]... rows) {
        Assign out = Assign.of("out", op);
        List<Step> steps = List.of(X, out);
        Graph graph = new Graph("forward", List.of(IDS, SEGMENTS), steps, List.of(new Graph.Output("out", out.out())));
        ModelGraph model = GraphVerifier.verify(new ModelGraph("Hand", new ModelGraph.Limits(2, 2, 2), List.of(graph)));
        Tokens tokens = Tokens.of(new Tokens.Sequence(List.of(0, 1), List.of(0, 1)));
        assertArrayEquals(rows, Reference.run(model, PARAMETERS, tokens, "out"));
    }
}
