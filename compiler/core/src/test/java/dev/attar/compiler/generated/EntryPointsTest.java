package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.fixture.GraphCode;
import dev.attar.compiler.fixture.NeedsDevice;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.WeightBlock;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of several stacks, in both directions, and of several entry points over the same weights. */
class EntryPointsTest {
    private static final int C = 24;
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Tokens TOKENS =
            Tokens.of(Tokens.Sequence.of(3, 1, 4, 1, 5), Tokens.Sequence.of(2), Tokens.Sequence.of(6, 0, 7));

    /** Two stacks of equal depth: each has weights of its own. */
    private static final ModelGraph TWO_STACKS = model(List.of(entry(
            "forward", stack("encoder", new Repeat.Layers(0, 1, 2)), stack("decoder", new Repeat.Layers(0, 1, 2)))));

    /** A stack gone through forwards, then from its last layer to its first, where other weights of the same layers are read too. */
    private static final ModelGraph THERE_AND_BACK = model(List.of(entry(
            "forward", stack("encoder", new Repeat.Layers(0, 1, 3)), back("encoder", new Repeat.Layers(2, -1, 3)))));

    /** One stack of layers in two entry points, one of which goes through every other layer. */
    private static final ModelGraph TWO_ENTRIES = model(List.of(
            entry("forward", stack("encoder", new Repeat.Layers(0, 1, 5))),
            entry(
                    "sparse",
                    stack("encoder", new Repeat.Layers(4, -2, 3)),
                    stack("decoder", new Repeat.Layers(1, 2, 2)))));

    private enum Toy {
        TWO_STACKS(EntryPointsTest.TWO_STACKS),
        THERE_AND_BACK(EntryPointsTest.THERE_AND_BACK),
        TWO_ENTRIES(EntryPointsTest.TWO_ENTRIES);

        private final ModelGraph model;

        Toy(ModelGraph model) {
            this.model = model;
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedCodeComputesThem(Toy toy) {
        RandomWeights weights = RandomWeights.of(toy.model, 5);
        try (GraphCode code = GraphCode.of(toy.model, weights)) {
            for (int entry = 0; entry < toy.model.entryPoints().size(); entry++) {
                ModelGraph alone = alone(toy.model, entry);
                Expectation expected = Expectation.of(alone, weights.parameters(), TOKENS, "out");
                Matrix first = code.run(Width.SCALAR, entry, TOKENS);
                assertTrue(expected.compare(rows(first)).agrees(), () -> toy + ": " + expected.compare(rows(first)));
                for (Width width : Width.values())
                    assertArrayEquals(
                            first.values(), code.run(width, entry, TOKENS).values(), toy + " on " + width);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void kernelsComputeThem(Toy toy) {
        assumeTrue(NeedsDevice.isThere() || Boolean.getBoolean(NeedsDevice.REQUIRED), "no OpenCL device");
        RandomWeights weights = RandomWeights.of(toy.model, 6);
        try (GraphCode code = GraphCode.of(toy.model, weights);
                Session device = code.openOnDevice()) {
            for (int entry = 0; entry < toy.model.entryPoints().size(); entry++)
                assertArrayEquals(
                        code.run(Width.SCALAR, entry, TOKENS).values(),
                        code.run(device, entry, TOKENS).values(),
                        1e-5f,
                        toy.toString());
        }
    }

    /** Addressed by layer, whatever order a repeat goes in: no float more than the parameters need, and one block for each. */
    @Test
    void aStackIsLaidOutOnceForBothDirections() {
        LoopProgram program = Compiler.lower(Compiler.fuse(THERE_AND_BACK), Storage.FP32);
        List<WeightBlock> blocks = program.weights().blocks();
        long perLayer = blocks.stream()
                .filter(b -> b.layers().isPresent())
                .filter(b -> b.name().equals("encoder.*.weight"))
                .count();
        assertEquals(1, perLayer, "blocks of encoder.*.weight");
        long needed = blocks.stream()
                .mapToLong(b -> b.layers().map(l -> l.count()).orElse(1) * floats(b))
                .sum();
        assertEquals(needed, program.weights().floats());
    }

    private static long floats(WeightBlock block) {
        return switch (block.layout()) {
            case dev.attar.compiler.loops.Layout.Rows(int stride) ->
                block.parts().getFirst().shape().size() == 1
                        ? stride
                        : (long) stride * block.parts().getFirst().shape().getFirst();
            case dev.attar.compiler.loops.Layout.Distances d ->
                (long) d.stride() * d.rule().table().type().last();
            case dev.attar.compiler.loops.Layout.Product p -> (long) p.totalRows() * p.columns();
        };
    }

    // ---- the models ----

    private interface Part {
        Value add(Value in, List<Step> steps);
    }

    private static ModelGraph model(List<Graph> entries) {
        return GraphVerifier.verify(new ModelGraph("Toy", new ModelGraph.Limits(8, 6, 0), entries));
    }

    private static Graph entry(String name, Part... parts) {
        List<Step> steps = new ArrayList<>();
        Assign embedded = Assign.of("x", new Op.Embed(IDS, Param.of("table", 8, C)));
        steps.add(embedded);
        Value value = embedded.out();
        for (Part part : parts) value = part.add(value, steps);
        return new Graph(name, List.of(IDS), steps, List.of(new Graph.Output("out", value)));
    }

    /** {@code h + gelu(h W^T + b)} for each layer. */
    private static Part stack(String name, Repeat.Layers layers) {
        return (in, steps) -> {
            Value entering = new Value(name + ".in", in.type());
            Assign product = Assign.of(name + ".product", new Op.MatMul(entering, Param.of(name + ".*.weight", C, C)));
            Assign biased = Assign.of(name + ".biased", new Op.AddBias(product.out(), Param.of(name + ".*.bias", C)));
            Assign active = Assign.of(name + ".active", new Op.Activate(biased.out(), Activation.GELU));
            Assign sum = Assign.of(name + ".sum", new Op.Add(active.out(), entering));
            Value result = new Value(name + ".out", in.type());
            steps.add(new Repeat(
                    layers,
                    List.of(new Repeat.Carried(in, entering, sum.out(), result)),
                    List.of(product, biased, active, sum)));
            return result;
        };
    }

    /** {@code (h + b') W^T} for each layer: the stack's matrices and biases of its own. */
    private static Part back(String name, Repeat.Layers layers) {
        return (in, steps) -> {
            Value entering = new Value(name + ".back.in", in.type());
            Assign biased = Assign.of(name + ".back.biased", new Op.AddBias(entering, Param.of(name + ".*.other", C)));
            Assign product =
                    Assign.of(name + ".back.product", new Op.MatMul(biased.out(), Param.of(name + ".*.weight", C, C)));
            Value result = new Value(name + ".back.out", in.type());
            steps.add(new Repeat(
                    layers,
                    List.of(new Repeat.Carried(in, entering, product.out(), result)),
                    List.of(biased, product)));
            return result;
        };
    }

    /** The reference runs {@code forward}. */
    private static ModelGraph alone(ModelGraph model, int entry) {
        Graph graph = model.entryPoints().get(entry);
        return model.withEntryPoints(List.of(new Graph("forward", graph.inputs(), graph.steps(), graph.outputs())));
    }

    private static float[][] rows(Matrix matrix) {
        float[][] rows = new float[matrix.rows()][];
        Arrays.setAll(rows, matrix::row);
        return rows;
    }
}
