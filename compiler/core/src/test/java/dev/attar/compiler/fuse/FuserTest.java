package dev.attar.compiler.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.Residual;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.reference.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Every law, applied wherever it matches, keeps every number to the last bit of a double, and every parameter. */
class FuserTest {
    @Property
    @Domain(SpecArbitraries.class)
    void everyRuleKeepsTheNumbers(@ForAll Trial trial) {
        Map<String, double[][]> meant = run(trial, trial.model());
        stages(trial.model())
                .forEach((rule, after) -> assertSame(meant, run(trial, GraphVerifier.verify(after)), rule));
    }

    @Property
    @Domain(SpecArbitraries.class)
    void theWholeOfItKeepsTheNumbersAndTheParameters(@ForAll Trial trial) {
        ModelGraph fused = Fuser.fuse(trial.model());
        assertSame(run(trial, trial.model()), run(trial, fused), "all rules");
        assertEquals(trial.weights().shapes().keySet(), Set.copyOf(names(fused)));
        RandomWeights ofFused = RandomWeights.of(fused, trial.seed());
        trial.weights().all().forEach((name, values) -> assertArrayEquals(values, ofFused.values(name), name));
    }

    @Property
    @Domain(SpecArbitraries.class)
    void fusingAgainChangesNothing(@ForAll ModelSpec spec) {
        ModelGraph fused = Fuser.fuse(GraphBuilder.build(spec));
        assertEquals(fused, Fuser.fuse(fused));
    }

    /** Or the properties above would be true of rules that never match. */
    @Example
    void everyRuleMatchesInAnOrdinaryEncoder() {
        ModelGraph before = GraphBuilder.build(ordinary());
        for (Map.Entry<String, ModelGraph> stage : stages(before).entrySet()) {
            assertNotEquals(before, stage.getValue(), stage.getKey() + " did not match");
            before = stage.getValue();
        }
    }

    /** What an ordinary encoder layer is after fusing: four products, attention and two norms. */
    @Example
    void anEncoderLayerIsSevenOperationsAndThreeViews() {
        String text = GraphPrinter.print(Fuser.fuse(GraphBuilder.build(ordinary())));
        String layer = text.substring(text.indexOf("repeat"), text.indexOf("next layer.in"));
        assertEquals(4, layer.lines().filter(l -> l.contains(" = linear ")).count(), layer);
        assertEquals(3, layer.lines().filter(l -> l.contains(" = columns ")).count(), layer);
        assertEquals(1, layer.lines().filter(l -> l.contains(" = attention ")).count(), layer);
        assertEquals(2, layer.lines().filter(l -> l.contains(" = norm ")).count(), layer);
        assertEquals(11, layer.strip().lines().count(), layer);
        assertTrue(text.contains(" = embed embeddings.tokens.weight[ids] + embeddings.positions.weight[position + 2]"));
        assertFalse(text.contains("matmul"), text);
    }

    /** The model after each rule, in the order of the rules. */
    private static Map<String, ModelGraph> stages(ModelGraph model) {
        Map<String, ModelGraph> stages = new LinkedHashMap<>();
        ModelGraph now = model;
        for (Rule rule : Fuser.RULES) {
            now = Fuser.apply(rule, now);
            stages.put(rule.name(), now);
        }
        stages.put(SharedInput.NAME, Fuser.joinSharedInputs(now));
        return stages;
    }

    private static Map<String, double[][]> run(Trial trial, ModelGraph model) {
        return Reference.outputs(model, trial.parameters(), trial.tokens());
    }

    private static void assertSame(Map<String, double[][]> meant, Map<String, double[][]> found, String rule) {
        assertEquals(meant.keySet(), found.keySet(), rule);
        meant.forEach((name, rows) -> assertArrayEquals(rows, found.get(name), rule + " changes " + name));
    }

    private static List<String> names(ModelGraph model) {
        return model.params().stream()
                .filter(p -> p.param().source() == Param.Source.WEIGHTS)
                .flatMap(p -> p.names().stream())
                .toList();
    }

    private static ModelSpec ordinary() {
        var norm = new ModelSpec.Norm(1e-5);
        return new ModelSpec(
                "Ordinary",
                30,
                20,
                12,
                new ModelSpec.Embedding(new ModelSpec.Positions.Learned(2), 2, Optional.of(norm), 0),
                new ModelSpec.Encoder(
                        3,
                        new ModelSpec.Attention(3, 0),
                        new FeedForward(48, ModelSpec.Activation.GELU),
                        new Residual(norm, ModelSpec.Order.POST, 0),
                        Optional.empty()),
                new ModelSpec.Head.Embed(ModelSpec.Pool.MEAN, Optional.empty(), true),
                Optional.empty());
    }
}
