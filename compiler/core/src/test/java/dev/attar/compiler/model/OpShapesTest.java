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
        refuses(() -> linear(MATRIX, Param.of("other", 5, 6)));
    }

    @Test
    void anAssignmentHasTheTypeOfItsOperation() {
        refuses(() -> new Assign(NARROW, new Op.Softmax(TOKENS)));
    }

    private static Op.Linear linear(Param... weights) {
        return new Op.Linear(TOKENS, List.of(weights), List.of(), Optional.empty(), Optional.empty());
    }

    private static void refuses(Executable built) {
        assertThrows(ShapeMismatch.class, built);
    }
}
