package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Ill-shaped operations of training cannot be built either. */
class TrainingShapesTest {
    private static final Value IDS = new Value("ids", TensorType.indices());
    private static final Value WIDE = new Value("wide", TensorType.rows(Ragged.TOKENS, 12));
    private static final Value NARROW = new Value("narrow", TensorType.rows(Ragged.TOKENS, 6));
    private static final Value POOLED = new Value("pooled", TensorType.rows(Ragged.SEQUENCES, 12));
    private static final Value NUMBER = new Value("number", TensorType.constant(1));
    private static final Value PAIR = new Value("pair", TensorType.constant(2));
    private static final Value MATRIX = new Value("matrix", TensorType.constant(3, 4));
    private static final Value SEED = new Value("seed", TensorType.indices(5));
    private static final Param WEIGHT = Param.of("weight", 6, 12);

    @Test
    void resultsHaveTheDocumentedShapes() {
        assertEquals(
                "(T,12)", new GradientOp.InputGradient(NARROW, WEIGHT).type().toString());
        assertEquals(
                "(6,12)", new GradientOp.WeightGradient(NARROW, WIDE).type().toString());
        assertEquals("(12)", new GradientOp.RowSum(WIDE).type().toString());
        assertEquals("(9,12)", new GradientOp.EmbedGradient(WIDE, IDS, 9).type().toString());
        assertEquals(
                "(12)", new GradientOp.NormScaleGradient(WIDE, WIDE, 0).type().toString());
        assertEquals(
                "(T,12)",
                new GradientOp.PoolGradient(POOLED, Optional.empty(), Pool.MEAN)
                        .type()
                        .toString());
        assertEquals("(T,3)", new AttentionOp.LogSum(WIDE, WIDE, 3).type().toString());
        assertEquals(
                "(T,2)", new LossOp.CrossEntropy(WIDE, IDS, List.of(), 0).type().toString());
        assertEquals(
                "(T,12)",
                new LossOp.Gradient(new LossOp.CrossEntropy(WIDE, IDS, List.of(), 0))
                        .type()
                        .toString());
        assertEquals(
                "(2)",
                new UpdateOp.GradientFactor(NUMBER, NUMBER, Optional.empty())
                        .type()
                        .toString());
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        refuses(() -> new GradientOp.InputGradient(WIDE, WEIGHT));
        refuses(() -> new GradientOp.WeightGradient(NARROW, POOLED));
        refuses(() -> new GradientOp.RowSum(MATRIX));
        refuses(() -> new GradientOp.EmbedGradient(POOLED, IDS, 9));
        refuses(() -> new GradientOp.ActivateGradient(WIDE, NARROW, Activation.TANH));
        refuses(() -> new GradientOp.SoftmaxGradient(WIDE, NARROW));
        refuses(() -> new GradientOp.PoolGradient(POOLED, Optional.empty(), Pool.MAX));
        refuses(() -> new GradientOp.PoolGradient(POOLED, Optional.of(NARROW), Pool.MAX));
        refuses(() -> new GradientOp.PoolGradient(POOLED, Optional.of(WIDE), Pool.MEAN));
        refuses(() -> new GradientOp.Zero(TensorType.indices()));
        refuses(() -> new AttentionOp.LogSum(WIDE, WIDE, 5));
        refuses(() -> new LossOp.CrossEntropy(POOLED, IDS, List.of(), 0));
        refuses(() -> new LossOp.CrossEntropy(WIDE, IDS, List.of(1.0), 0));
        refuses(() -> new LossOp.CrossEntropy(WIDE, IDS, List.of(), 1));
        refuses(() -> new LossOp.MeanSquaredError(WIDE, NARROW));
        refuses(() -> new LossOp.InBatchNegatives(WIDE, 20));
        refuses(() -> new LossOp.Span(WIDE, IDS, IDS));
        refuses(() -> new LossOp.NextTokens(WIDE));
        refuses(() -> new DropoutOp(MATRIX, new Dropping(0.1, SEED, "here")));
        refuses(() -> new Dropping(1, SEED, "here"));
        refuses(() -> new Dropping(0.1, IDS, "here"));
        refuses(() -> new UpdateOp.AddSquares(PAIR, MATRIX));
        refuses(() -> new UpdateOp.AddSquares(NUMBER, WIDE));
        refuses(() -> new UpdateOp.Descend(MATRIX, PAIR, NUMBER));
        refuses(() -> new UpdateOp.Moment(MATRIX, PAIR, 0, 1, false));
    }

    private static void refuses(Executable built) {
        assertThrows(ShapeMismatch.class, built);
    }
}
