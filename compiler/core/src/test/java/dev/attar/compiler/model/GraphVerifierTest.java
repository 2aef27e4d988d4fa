package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.Repeat.Carried;
import dev.attar.compiler.model.Repeat.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of the verifier is broken once; all else is in order. */
class GraphVerifierTest {
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Param TABLE = Param.of("table", 5, 4);
    private static final Assign X = Assign.of("x", new Op.Embed(IDS, TABLE));
    private static final Value IN = row("in");
    private static final Assign LAYER = Assign.of("layer", new Op.AddBias(IN, Param.of("layers.*.bias", 4)));
    private static final Carried CARRIED = new Carried(X.out(), IN, LAYER.out(), row("out"));
    private static final Repeat LAYERS = new Repeat(Layers.of(2), List.of(CARRIED), List.of(LAYER));

    @Test
    void aGraphInOrderIsAccepted() {
        ModelGraph model = model(row("out"), X, LAYERS);
        assertSame(model, GraphVerifier.verify(model));
    }

    @Test
    void aValueIsDefinedOnce() {
        assertRefused("x is defined twice", model(X.out(), X, X));
    }

    @Test
    void aResultIsNotAnInputAgain() {
        Assign ids = Assign.of("ids", new Op.Positions(0));
        assertRefused("ids is defined twice", model(IDS, ids));
    }

    @Test
    void aValueIsDefinedBeforeItIsRead() {
        Assign sum = Assign.of("sum", new Op.Add(X.out(), X.out()));
        assertRefused("x (T,4) is read but not defined there", model(sum.out(), sum, X));
    }

    @Test
    void aValueIsReadWithTheTypeItHas() {
        Value other = new Value("x", TensorType.rows(Dimension.Ragged.SEQUENCES, 4));
        assertRefused(
                "x (B,4) is read but not defined there", model(X.out(), X, Assign.of("y", new Op.Softmax(other))));
    }

    @Test
    void anOutputExists() {
        assertRefused("y (T,4) is read but not defined there", model(row("y"), X));
    }

    @Test
    void valuesOfALayerEndWithIt() {
        assertRefused("layer (T,4) is read but not defined there", model(LAYER.out(), X, LAYERS));
        assertRefused("in (T,4) is read but not defined there", model(IN, X, LAYERS));
    }

    @Test
    void namesOfALayerAreNotUsedAgain() {
        Assign again = Assign.of("layer", new Op.Softmax(row("out")));
        assertRefused("layer is defined twice", model(again.out(), X, LAYERS, again));
    }

    @Test
    void aCarriedValueHasABeginning() {
        assertRefused("x (T,4) is read but not defined there", model(row("out"), LAYERS));
    }

    @Test
    void aCarriedValueHasAnEnd() {
        Carried endless = new Carried(X.out(), IN, row("never"), row("out"));
        Repeat repeat = new Repeat(Layers.of(2), List.of(endless), List.of(LAYER));
        assertRefused("never (T,4) is read but not defined there", model(row("out"), X, repeat));
    }

    @Test
    void aCarriedValueKeepsItsType() {
        Value other = new Value("other", TensorType.rows(Dimension.Ragged.TOKENS, 5));
        assertThrows(ShapeMismatch.class, () -> new Carried(X.out(), IN, other, row("out")));
        assertThrows(ShapeMismatch.class, () -> new Carried(other, IN, LAYER.out(), row("out")));
        assertThrows(ShapeMismatch.class, () -> new Carried(X.out(), other, LAYER.out(), row("out")));
        assertThrows(ShapeMismatch.class, () -> new Carried(X.out(), IN, LAYER.out(), other));
    }

    @Test
    void repeatsDoNotNest() {
        Carried outer = new Carried(X.out(), row("outer"), row("out"), row("result"));
        Carried inner = new Carried(row("outer"), IN, LAYER.out(), row("out"));
        Repeat nested = new Repeat(Layers.of(2), List.of(inner), List.of(LAYER));
        Repeat repeat = new Repeat(Layers.of(2), List.of(outer), List.of(nested));
        assertRefused("a repeat inside a repeat", model(row("result"), X, repeat));
    }

    @Test
    void parametersOfLayersStandInLayers() {
        Assign outside = Assign.of("y", new Op.AddBias(X.out(), Param.of("layers.*.bias", 4)));
        assertRefused("layers.*.bias is per layer but read outside of a repeat", model(outside.out(), X, outside));
    }

    @Test
    void oneNameMeansOneParameter() {
        Assign other = Assign.of("y", new Op.Embed(IDS, Param.of("table", 6, 4)));
        assertRefused("table is declared in two ways", model(X.out(), X, other));
    }

    @Test
    void oneNameMeansOneParameterInAllEntryPoints() {
        Assign other = Assign.of("y", new Op.Embed(IDS, Param.of("table", 6, 4)));
        Graph first = model(X.out(), X).forward();
        Graph second = new Graph("step", List.of(IDS), List.of(other), List.of());
        assertRefused(
                "table is declared in two ways",
                new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(first, second)));
    }

    @Test
    void entryPointsMayUseEqualNamesForTheirOwnValues() {
        Graph first = model(X.out(), X).forward();
        Graph second = new Graph("step", first.inputs(), first.steps(), first.outputs());
        ModelGraph model = new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(first, second));
        assertSame(model, GraphVerifier.verify(model));
    }

    @Test
    void entryPointsHaveDifferentNames() {
        Graph graph = model(X.out(), X).forward();
        ModelGraph twice = new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(graph, graph));
        assertRefused("two entry points are called forward", twice);
    }

    @Test
    void outputsHaveDifferentNames() {
        Graph.Output output = new Graph.Output("out", X.out());
        Graph graph = new Graph("forward", List.of(IDS), List.of(X), List.of(output, output));
        ModelGraph twice = new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(graph));
        assertRefused("two outputs are called out", twice);
    }

    /** Layers 0 and 2 in one repeat, layer 1 in another, and the first two backwards in a third. */
    @Test
    void aParameterOfSeveralRepeatsHasTheLayersOfAll() {
        ModelGraph model = model(
                row("c"),
                X,
                layers(new Layers(0, 2, 2), "a", X.out()),
                layers(new Layers(1, 1, 1), "b", row("a")),
                layers(new Layers(1, -1, 2), "c", row("b")));
        List<String> names = GraphVerifier.verify(model).params().getLast().names();
        assertEquals(List.of("layers.0.bias", "layers.2.bias", "layers.1.bias"), names);
    }

    // ---- values of each layer ----

    private static final Assign KEPT = Assign.of("layer.*.kept", new Op.Copy(IN));
    private static final Repeat KEEPING = new Repeat(Layers.of(2), List.of(CARRIED), List.of(KEPT, LAYER));

    @Test
    void aValueOfEachLayerIsReadInTheSameLayersInAnyOrder() {
        ModelGraph model = model(KEPT.out(), X, KEEPING, reading(new Layers(1, -1, 2)));
        assertSame(model, GraphVerifier.verify(model));
        assertEquals(List.of(0, 1), PerLayerValues.of(model.forward()).layers(KEPT.out()));
    }

    @Test
    void aValueOfEachLayerIsNotReadInOtherLayers() {
        assertRefused(
                "layer.*.kept has layers [0, 1] but is read in [0, 1, 2]",
                model(row("out"), X, KEEPING, reading(Layers.of(3))));
    }

    @Test
    void aValueOfEachLayerIsNotReadOutsideOfLayers() {
        Assign outside = Assign.of("y", new Op.Softmax(KEPT.out()));
        assertRefused(
                "layer.*.kept is per layer but read outside of a repeat", model(outside.out(), X, KEEPING, outside));
    }

    @Test
    void aValueOfEachLayerIsNotReadBeforeItIsThere() {
        assertRefused(
                "layer.*.kept (T,4) is read but not defined there",
                model(row("out"), X, reading(Layers.of(2)), KEEPING));
    }

    @Test
    void aValueOfEachLayerIsDefinedInLayers() {
        Assign outside = Assign.of("layer.*.kept", new Op.Softmax(X.out()));
        assertRefused("layer.*.kept is per layer but defined outside of a repeat", model(X.out(), X, outside));
    }

    @Test
    void whatIsCarriedIsNotOneValueALayer() {
        Carried carried = new Carried(X.out(), row("layer.*.in"), X.out(), row("out"));
        assertRefused(
                "layer.*.in is per layer but carried",
                model(row("out"), X, new Repeat(Layers.of(2), List.of(carried), List.of())));
    }

    @Test
    void whatIsGivenForEachLayerHasTheLayersThatReadIt() {
        Graph graph = new Graph(
                "step", List.of(IDS, KEPT.out()), List.of(X, reading(Layers.of(2)), again(Layers.of(3))), List.of());
        assertRefused(
                "layer.*.kept has layers [0, 1] but is read in [0, 1, 2]",
                new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(graph)));
    }

    private static Repeat reading(Layers layers) {
        Assign read = Assign.of("read", new Op.Softmax(KEPT.out()));
        return new Repeat(layers, List.of(), List.of(read));
    }

    private static Repeat again(Layers layers) {
        Assign read = Assign.of("again", new Op.Softmax(KEPT.out()));
        return new Repeat(layers, List.of(), List.of(read));
    }

    private static Repeat layers(Layers layers, String result, Value initial) {
        Value in = row("in of " + result);
        Assign add = Assign.of("sum of " + result, new Op.AddBias(in, Param.of("layers.*.bias", 4)));
        return new Repeat(layers, List.of(new Carried(initial, in, add.out(), row(result))), List.of(add));
    }

    private static void assertRefused(String rule, ModelGraph model) {
        var refused = assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(model));
        assertEquals("tensor IR: " + rule, refused.getMessage());
    }

    private static ModelGraph model(Value output, Step... steps) {
        Graph graph = new Graph("forward", List.of(IDS), List.of(steps), List.of(new Graph.Output("out", output)));
        return new ModelGraph("M", new ModelGraph.Limits(5, 9, 0), List.of(graph));
    }

    private static Value row(String name) {
        return new Value(name, TensorType.rows(Dimension.Ragged.TOKENS, 4));
    }
}
