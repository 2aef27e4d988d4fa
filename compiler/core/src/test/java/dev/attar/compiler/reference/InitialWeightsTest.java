package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.InitialWeights.Rule;
import dev.attar.compiler.source.Source;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final ModelGraph MODEL = Compiler.model(Compiler.check(Source.of("model.attar", """
        model M {
            vocabulary 500   context 12   width 32
            embedding { positions learned   norm layer }
            encoder depth 2 {
                attention   { heads 2 }
                feedforward { width 96   activation gelu }
                residual    { norm layer   order post }
            }
            head classify { pool cls   classes 3 }
        }
        """)));

    @Test
    void normsAreTheIdentityAndBiasesAreZero() {
        for (Rule rule : Rule.values()) {
            InitialWeights weights = InitialWeights.of(MODEL, rule, 1);
            for (String name : weights.shapes().keySet()) {
                float[] values = weights.values(name);
                boolean norm = name.contains("norm");
                if (norm || name.endsWith(".bias")) {
                    float expected = norm && name.endsWith(".weight") ? 1 : 0;
                    float[] all = new float[values.length];
                    Arrays.fill(all, expected);
                    assertArrayEquals(all, values, name);
                } else {
                    assertTrue(spread(values) > 0.01, name);
                }
            }
        }
    }

    @Test
    void truncatedNormalHasItsDeviationAndItsCut() {
        float[] values = InitialWeights.of(MODEL, Rule.TRUNCATED_NORMAL, 1).values("embeddings.tokens.weight");
        assertEquals(16000, values.length);
        assertTrue(doubles(values).allMatch(v -> Math.abs(v) <= 0.04));
        assertTrue(doubles(values).anyMatch(v -> Math.abs(v) > 0.0395));
        // A normal distribution cut at two deviations has 0.8796 of the deviation; five standard errors either way.
        assertEquals(0.02 * 0.8796, spread(values), 5 * 0.02 * 0.8796 / Math.sqrt(2 * 16000));
        assertEquals(0, doubles(values).average().orElseThrow(), 5 * 0.02 / Math.sqrt(16000));
    }

    @Test
    void glorotUniformDependsOnBothSidesOfAMatrix() {
        InitialWeights weights = InitialWeights.of(MODEL, Rule.GLOROT_UNIFORM, 1);
        double limit = Math.sqrt(6.0 / (32 + 96));
        float[] values = weights.values("encoder.1.feedforward.up.weight");
        double largest = doubles(values).map(Math::abs).max().orElseThrow();
        assertTrue(largest <= limit && largest > 0.99 * limit, largest + " of " + limit);
        assertEquals(limit / Math.sqrt(3), spread(values), 0.03 * limit);
        double table = doubles(weights.values("embeddings.tokens.weight"))
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertTrue(table <= 0.05 && table > 0.0499, "" + table);
    }

    /** Files of other machines and of later versions must have these bits. */
    @Test
    void theBitsAreFixed() {
        InitialWeights weights = InitialWeights.of(MODEL, Rule.TRUNCATED_NORMAL, 42);
        float[] first = Arrays.copyOf(weights.values("encoder.0.attention.query.weight"), 4);
        assertArrayEquals(new float[] {0.00836442f, 0.018896395f, -0.0053718886f, -0.0013468583f}, first);
        assertArrayEquals(
                first,
                Arrays.copyOf(
                        InitialWeights.of(MODEL, Rule.TRUNCATED_NORMAL, 42).values("encoder.0.attention.query.weight"),
                        4));
    }

    @Test
    void seedsNamesAndLayersDiffer() {
        InitialWeights weights = InitialWeights.of(MODEL, Rule.TRUNCATED_NORMAL, 1);
        float[] one = weights.values("encoder.0.attention.query.weight");
        assertNotEquals(one[0], weights.values("encoder.1.attention.query.weight")[0]);
        assertNotEquals(one[0], weights.values("encoder.0.attention.key.weight")[0]);
        assertNotEquals(
                one[0],
                InitialWeights.of(MODEL, Rule.TRUNCATED_NORMAL, 2).values("encoder.0.attention.query.weight")[0]);
    }

    @Test
    void theQuantileIsTheInverseOfTheDistribution() {
        for (double z = -6; z <= 6; z += 0.01) {
            double p = z < 0 ? 0.5 * erfc(-z) : 1 - 0.5 * erfc(z);
            // Near 1 a probability says less of its place than near 0.
            double tolerance = 1e-13 + (z > 0 ? 0x1p-53 / (Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI)) : 0);
            assertEquals(z, NormalQuantile.of(p), tolerance * Math.max(1, Math.abs(z)), "z " + z);
        }
        assertEquals(-2, NormalQuantile.truncated(0), 1e-14);
        assertEquals(2, NormalQuantile.truncated(1), 1e-13);
    }

    /** The probability beyond {@code z} on both sides, for positive {@code z}. */
    private static double erfc(double z) {
        double x = z / Math.sqrt(2);
        if (x < 2) return 1 - Erf.erf(x);
        // Continued fraction of Laplace, from far inside.
        double fraction = x;
        for (int i = 400; i >= 1; i--) fraction = x + i / 2.0 / fraction;
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    private static DoubleStream doubles(float[] values) {
        return java.util.stream.IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    }

    private static double spread(float[] values) {
        return Math.sqrt(doubles(values).map(v -> v * v).average().orElseThrow());
    }
}
