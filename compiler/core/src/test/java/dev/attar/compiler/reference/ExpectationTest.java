package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.Residual;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.reference.Expectation.Comparison;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** The tolerance is large enough for honest fp32 arithmetic, and small enough to see a wrong model. */
class ExpectationTest {
    @Property(tries = 300)
    @Domain(SpecArbitraries.class)
    void plainFloatArithmeticIsWithin(@ForAll Trial trial) {
        for (String output : trial.outputs()) {
            Comparison worst = expected(trial, output).compare(floats(trial, output));
            assertTrue(worst.agrees(), output + ": " + worst);
        }
    }

    /** On an ordinary model the tolerance is less than 1e-4 of the numbers, and honest arithmetic uses a good part of it. */
    @Example
    void theToleranceIsTight() {
        for (long seed = 0; seed < 5; seed++) {
            Trial trial = ordinary(seed);
            for (String output : trial.outputs()) {
                Expectation expected = expected(trial, output);
                double allowed = median(expected.tolerance());
                double size = median(expected.rows());
                assertTrue(allowed < 1e-4 * size, output + ": " + allowed + " allowed for numbers of size " + size);
                double share = expected.compare(floats(trial, output)).share();
                assertTrue(share > 0.01, output + " uses " + share + " of what is allowed");
            }
        }
    }

    /** What goes wrong in a kernel is larger than what is allowed: a bias left out, one weight of a row left out. */
    @Example
    void aSmallFaultIsSeen() {
        for (long seed = 0; seed < 5; seed++)
            for (String faulty : new String[] {
                "embeddings.segments.weight",
                "encoder.1.attention.query.weight",
                "encoder.0.attention.value.bias",
                "encoder.0.feedforward.up.weight",
                "encoder.1.feedforward.norm.bias"
            }) {
                Trial trial = ordinary(seed);
                Parameters broken = name -> {
                    double[] values = trial.parameters().values(name);
                    if (name.equals(faulty)) values[values.length / 2] = 0;
                    return values;
                };
                float[][] found = FloatRun.run(trial.model(), broken, trial.tokens(), "hidden");
                assertFalse(expected(trial, "hidden").compare(found).agrees(), faulty + " with seed " + seed);
            }
    }

    @Example
    void notANumberIsNeverAgreement() {
        Expectation one = new Expectation(new double[][] {{1, 2}}, new double[][] {{1e-6, 1e-6}});
        assertTrue(one.compare(new float[][] {{1, 2}}).agrees());
        assertFalse(one.compare(new float[][] {{Float.NaN, 2}}).agrees());
        assertFalse(one.compare(new float[][] {{1, Float.POSITIVE_INFINITY}}).agrees());
        Expectation unknown = new Expectation(new double[][] {{Double.NaN}}, new double[][] {{Double.NaN}});
        assertFalse(unknown.compare(new float[][] {{1}}).agrees());
    }

    @Example
    void theWorstPlaceIsNamed() {
        Expectation two = new Expectation(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1, 1}, {0.25, 4}});
        Comparison worst = two.compare(new float[][] {{1, 2.5f}, {3.25f, 5}});
        assertEquals(new Comparison(1, 0, 3, 3.25, 0.25), worst);
        assertEquals(1, worst.share());
        assertEquals("row 1, column 0: expected 3.0, got 3.25; 2.5e-01 apart, 2.5e-01 allowed", worst.toString());
    }

    @Example
    void rowsOfAnotherShapeAreRefused() {
        Expectation one = new Expectation(new double[][] {{1, 2}}, new double[][] {{1, 1}});
        assertThrows(IllegalArgumentException.class, () -> one.compare(new float[][] {{1, 2}, {1, 2}}));
        assertThrows(IllegalArgumentException.class, () -> one.compare(new float[][] {{1}}));
    }

    private static Expectation expected(Trial trial, String output) {
        return Expectation.of(trial.model(), trial.parameters(), trial.tokens(), output);
    }

    private static float[][] floats(Trial trial, String output) {
        return FloatRun.run(trial.model(), trial.parameters(), trial.tokens(), output);
    }

    private static double median(double[][] rows) {
        double[] sizes = Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .sorted()
                .toArray();
        return sizes[sizes.length / 2];
    }

    private static Trial ordinary(long seed) {
        var norm = new ModelSpec.Norm(1e-5);
        ModelSpec spec = new ModelSpec(
                "Ordinary",
                30,
                20,
                64,
                new ModelSpec.Embedding(new ModelSpec.Positions.Learned(0), 2, Optional.of(norm), 0),
                new ModelSpec.Encoder(
                        3,
                        new ModelSpec.Attention(4, 0),
                        new FeedForward(128, ModelSpec.Activation.GELU),
                        new Residual(norm, ModelSpec.Order.POST, 0),
                        Optional.empty()),
                new ModelSpec.Head.Embed(ModelSpec.Pool.MEAN, Optional.empty(), true),
                Optional.empty());
        Trial trial = new Trial(spec, Tokens.of(Tokens.Sequence.of(1)), seed);
        return trial.with(RandomTokens.of(trial.model().limits(), seed, 4));
    }
}
