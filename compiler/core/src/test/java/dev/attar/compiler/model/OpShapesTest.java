package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An ill-shaped operation cannot be built; a well-shaped one says what it gives. */
class OpShapesTest {
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Value TOKENS = new Value("tokens", TensorType.rows(Ragged.TOKENS, 12));
    private static final Value NARROW = new Value("narrow", TensorType.rows(Ragged.TOKENS, 6));
    private static final Value SEQUENCES = new Value("sequences", TensorType.rows(Ragged.SEQUENCES, 12));
    private static final Value SOURCE = new Value("source", TensorType.rows(Ragged.SOURCE_TOKENS, 12));
    private static final Param VECTOR = Param.of("vector", 12);
    private static final Param SHORT = Param.of("short", 6);
    private static final Param MATRIX = Param.of("matrix", 5, 12);

    @Test
    void resultsHaveTheDocumentedShapes() {
        assertEquals("index(T)", new Op.Positions(2).type().toString());
        assertEquals("(T,12)", new Op.Embed(IDS, MATRIX).type().toString());
        assertEquals("(T,5)", new Op.MatMul(TOKENS, MATRIX).type().toString());
        assertEquals("(B,5)", new Op.MatMul(SEQUENCES, MATRIX).type().toString());
        assertEquals("(B,12)", new Op.PoolTokens(TOKENS, Pool.MAX).type().toString());
        assertEquals(
                "(T,12)", new Op.Attention(TOKENS, TOKENS, TOKENS, 4).type().toString());
        assertEquals(3, new Op.Attention(TOKENS, TOKENS, TOKENS, 4).headWidth());
        assertEquals("(T,3)", new Op.Columns(TOKENS, 9, 3).type().toString());
        assertEquals("(T,10)", linear(MATRIX, MATRIX).type().toString());
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        refuses(() -> new Op.Embed(TOKENS, MATRIX));
        refuses(() -> new Op.Embed(IDS, VECTOR));
        refuses(() -> new Op.MatMul(NARROW, MATRIX));
        refuses(() -> new Op.MatMul(TOKENS, VECTOR));
        refuses(() -> new Op.AddBias(TOKENS, SHORT));
        refuses(() -> new Op.AddBias(TOKENS, MATRIX));
        refuses(() -> new Op.Add(TOKENS, NARROW));
        refuses(() -> new Op.Add(TOKENS, SEQUENCES));
        refuses(() -> new Op.LayerNorm(TOKENS, SHORT, VECTOR, 1e-5));
        refuses(() -> new Op.LayerNorm(TOKENS, VECTOR, SHORT, 1e-5));
        refuses(() -> new Op.Attention(TOKENS, NARROW, TOKENS, 2));
        refuses(() -> new Op.Attention(TOKENS, TOKENS, NARROW, 2));
        refuses(() -> new Op.Attention(TOKENS, TOKENS, TOKENS, 5));
        refuses(() -> new Op.Attention(SEQUENCES, SEQUENCES, SEQUENCES, 2));
        refuses(() -> new Op.PoolTokens(SEQUENCES, Pool.MEAN));
        refuses(() -> new Op.Columns(TOKENS, 9, 4));
        refuses(() -> new Op.Columns(TOKENS, -1, 4));
        refuses(() -> new Op.Attention(TOKENS, TOKENS, TOKENS, 0));
        refuses(() -> new Op.Attention(TOKENS, TOKENS, TOKENS, -3));
        refuses(() -> new Op.LayerNorm(TOKENS, VECTOR, VECTOR, Double.NaN));
        refuses(() -> new Op.LayerNorm(TOKENS, VECTOR, VECTOR, -1e-5));
    }

    @Test
    void keysAndValuesMayBeFewerAndOfTheSource() {
        assertEquals(
                "(T,12)",
                attention(TOKENS, NARROW, 4, 2, new Mask.Causal()).type().toString());
        assertEquals(
                "(T,12)",
                attention(TOKENS, SOURCE, 4, 4, new Mask.None()).type().toString());
        refuses(() -> attention(TOKENS, NARROW, 4, 4, new Mask.None()));
        refuses(() -> attention(TOKENS, TOKENS, 4, 3, new Mask.None()));
        refuses(() -> attention(TOKENS, SOURCE, 4, 4, new Mask.Causal()));
        refuses(() -> new Op.Attention(TOKENS, TOKENS, TOKENS, 4, 4, new Mask.None(), 0, new ScoreBias.None()));
        ScoreBias threeHeads = new ScoreBias.Relative(Param.of("table", 8, 3), 20, true);
        refuses(() -> new Op.Attention(TOKENS, TOKENS, TOKENS, 4, 4, new Mask.None(), 1, threeHeads));
    }

    @Test
    void rotaryAndNormsOfRunsFitTheirHeads() {
        Value places = new Value("places", TensorType.indices());
        Rotation four = new Rotation(1e4, 4, Rotation.Layout.HALVES, new Rotation.Scaling.None());
        assertEquals("(T,12)", new Rotary(TOKENS, places, 6, four).type().toString());
        refuses(() -> new Rotary(TOKENS, places, 3, four));
        refuses(() -> new Rotary(TOKENS, places, 5, four));
        refuses(() -> new Rotary(SOURCE, places, 6, four));
        assertEquals(
                "(T,12)",
                new NormOp.RmsNorm(TOKENS, 6, Optional.of(SHORT), 0).type().toString());
        refuses(() -> new NormOp.RmsNorm(TOKENS, 12, Optional.of(SHORT), 0));
        refuses(() -> new NormOp.CenteredNorm(TOKENS, 5, Optional.empty(), 0));
        refuses(() -> new ElementwiseOp.Multiply(TOKENS, NARROW));
        refuses(() -> new ElementwiseOp.Scale(TOKENS, Double.NaN));
    }

    private static Op.Attention attention(Value query, Value key, int heads, int groups, Mask mask) {
        return new Op.Attention(query, key, key, heads, groups, mask, 1, new ScoreBias.None());
    }

    @Test
    void indicesAreNotNumbers() {
        refuses(() -> new Op.Add(IDS, IDS));
        refuses(() -> new Op.Activate(IDS, Activation.RELU));
        refuses(() -> new Op.Normalize(IDS));
        refuses(() -> new Op.Softmax(IDS));
        refuses(() -> new Op.Copy(IDS));
    }

    @Test
    void thePartsOfALinearFit() {
        refuses(() -> linear());
        refuses(() -> linear(VECTOR));
        refuses(() -> linear(MATRIX, Param.of("other", 5, 6)));
        refuses(() -> biased(Param.of("bias", 4)));
        refuses(() -> biased(Param.of("bias", 5), Param.of("another", 5)));
        Value residual = new Value("residual", TensorType.rows(Ragged.TOKENS, 5));
        assertEquals(residual.type(), added(residual).type());
        refuses(() -> added(NARROW));
        refuses(() -> added(new Value("pooled", TensorType.rows(Ragged.SEQUENCES, 5))));
    }

    @Test
    void theTablesOfASumFit() {
        var tokens = new Op.EmbedSum.Lookup(Optional.of(IDS), 0, MATRIX);
        assertEquals(
                "(T,12)",
                new Op.EmbedSum(Ragged.TOKENS, List.of(tokens, tokens)).type().toString());
        refuses(() -> new Op.EmbedSum(Ragged.TOKENS, List.of()));
        refuses(() -> new Op.EmbedSum(Ragged.TOKENS, List.of(new Op.EmbedSum.Lookup(Optional.of(TOKENS), 0, MATRIX))));
        refuses(() -> new Op.EmbedSum(Ragged.TOKENS, List.of(new Op.EmbedSum.Lookup(Optional.empty(), 0, VECTOR))));
        var narrow = new Op.EmbedSum.Lookup(Optional.empty(), 0, Param.of("narrow", 5, 6));
        refuses(() -> new Op.EmbedSum(Ragged.TOKENS, List.of(tokens, narrow)));
    }

    @Test
    void layersHaveNumbers() {
        assertEquals(List.of(1, 3, 5), new Repeat.Layers(1, 2, 3).numbers());
        assertEquals(List.of(2, 1, 0), new Repeat.Layers(2, -1, 3).numbers());
        assertThrows(IllegalArgumentException.class, () -> Repeat.Layers.of(0));
        assertThrows(IllegalArgumentException.class, () -> new Repeat.Layers(2, -1, 4));
        assertThrows(IllegalArgumentException.class, () -> new Repeat.Layers(0, 0, 4));
    }

    @Test
    void anAssignmentHasTheTypeOfItsOperation() {
        refuses(() -> new Assign(NARROW, new Op.Softmax(TOKENS)));
    }

    private static Op.Linear linear(Param... weights) {
        return new Op.Linear(TOKENS, List.of(weights), List.of(), Optional.empty(), Optional.empty());
    }

    private static Op.Linear biased(Param... biases) {
        return new Op.Linear(TOKENS, List.of(MATRIX), List.of(biases), Optional.empty(), Optional.empty());
    }

    private static Op.Linear added(Value residual) {
        return new Op.Linear(TOKENS, List.of(MATRIX), List.of(), Optional.empty(), Optional.of(residual));
    }

    private static void refuses(Executable built) {
        assertThrows(ShapeMismatch.class, built);
    }
}
