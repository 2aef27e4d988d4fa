package dev.attar.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.model.Activation;
import dev.attar.compiler.reference.ReferenceFunctions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * exp, erf, tanh and the activations as they stand in generated code: the same bits in every width, over a sample of all
 * floats; and as near to the truth as they promise.
 */
class ElementaryFunctionsTest {
    /** Every so many floats; a prime, so that the sample meets all exponents with changing mantissas. */
    private static final int STRIDE = 2039;

    private static final float[] SAMPLE = sample();
    private static final Map<Integer, FunctionClass> WIDE = new TreeMap<>();
    private static FunctionClass scalar;

    @BeforeAll
    static void compile() throws ReflectiveOperationException {
        scalar = new FunctionClass(1);
        for (int lanes : new int[] {4, 8, 16}) WIDE.put(lanes, new FunctionClass(lanes));
    }

    /** Floats of both signs from all exponents, NaN and infinities; and all floats around each border. */
    private static float[] sample() {
        float[] borders = {
            0f,
            -0f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            1f,
            4f,
            8.3f,
            88.72284f,
            87.33654f,
            103.97f,
            126f,
            12582912f
        };
        int around = 100;
        int spread = (int) ((1L << 32) / STRIDE);
        float[] all = new float[Math.ceilDiv(spread + borders.length * 2 * (2 * around + 1), 16) * 16];
        int n = 0;
        for (int i = 0; i < spread; i++) all[n++] = Float.intBitsToFloat((int) ((long) i * STRIDE));
        for (float border : borders) {
            int bits = Float.floatToRawIntBits(border);
            for (int d = -around; d <= around; d++) {
                all[n++] = Float.intBitsToFloat(bits + d);
                all[n++] = -Float.intBitsToFloat(bits + d);
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void everyWidthGivesTheSameBits(Elementary function) throws ReflectiveOperationException {
        float[] expected = withOneNaN(scalar.apply(function, SAMPLE));
        for (var wide : WIDE.entrySet()) {
            float[] actual = withOneNaN(wide.getValue().apply(function, SAMPLE));
            SameBits.check(expected, actual, function + " on " + wide.getKey() + " lanes");
        }
    }

    /** Which NaN is not promised: Java itself leaves it open. */
    private static float[] withOneNaN(float[] values) {
        for (int i = 0; i < values.length; i++) if (Float.isNaN(values[i])) values[i] = Float.NaN;
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void notANumberStaysOne(Elementary function) throws ReflectiveOperationException {
        float[] nans = new float[16];
        Arrays.fill(nans, Float.NaN);
        for (float y : scalar.apply(function, nans)) assertTrue(Float.isNaN(y), function + "(NaN) = " + y);
    }

    @Test
    void expIsWithinAnUlpAndFlushesWhatIsTooSmall() throws ReflectiveOperationException {
        float[] y = scalar.apply(Elementary.EXP, SAMPLE);
        for (int i = 0; i < y.length; i++) {
            float x = SAMPLE[i];
            if (Float.isNaN(x)) continue;
            if (x < -87.33654f) assertEquals(0f, y[i], "exp(" + x + ")");
            else if (x > 88.72283f) assertEquals(Float.POSITIVE_INFINITY, y[i], "exp(" + x + ")");
            else assertUlps(StrictMath.exp(x), y[i], 1, "exp(" + x + ")");
        }
    }

    @Test
    void exp2IsWithinAnUlpAndFlushesWhatIsTooSmall() throws ReflectiveOperationException {
        float[] y = scalar.apply(Elementary.EXP2, SAMPLE);
        for (int i = 0; i < y.length; i++) {
            float x = SAMPLE[i];
            if (Float.isNaN(x) || x > 126) continue;
            if (x < -126) assertEquals(0f, y[i], "exp2(" + x + ")");
            else assertUlps(StrictMath.pow(2, x), y[i], 1, "exp2(" + x + ")");
        }
    }

    @Test
    void erfIsWithinItsAbsoluteError() throws ReflectiveOperationException {
        assertAbsolute(Elementary.ERF, ReferenceFunctions::erf, _ -> 1.3e-7);
    }

    @Test
    void tanhIsWithinFourUlps() throws ReflectiveOperationException {
        float[] y = scalar.apply(Elementary.TANH, SAMPLE);
        for (int i = 0; i < y.length; i++) {
            float x = SAMPLE[i];
            boolean normal = Math.abs(x) >= Float.MIN_NORMAL || x == 0;
            if (!Float.isNaN(x) && normal) assertUlps(StrictMath.tanh(x), y[i], 4, "tanh(" + x + ")");
        }
    }

    /** The activations multiply x with something known to about an ulp of 1. */
    @ParameterizedTest
    @EnumSource
    void activationsAreWithinAFewUlpsOfTheirArgument(Activation activation) throws ReflectiveOperationException {
        Elementary function = Elementary.valueOf(activation.name());
        assertAbsolute(
                function,
                x -> ReferenceFunctions.activation(activation, x),
                x -> 4 * 0x1p-23 * Math.abs(x) + Float.MIN_NORMAL);
    }

    private static void assertAbsolute(Elementary function, DoubleUnaryOperator truth, DoubleUnaryOperator allowed)
            throws ReflectiveOperationException {
        float[] y = scalar.apply(function, SAMPLE);
        for (int i = 0; i < y.length; i++) {
            double x = SAMPLE[i];
            if (Double.isNaN(x) || Double.isInfinite(x)) continue;
            double wanted = truth.applyAsDouble(x);
            double error = Math.abs(y[i] - wanted);
            if (!(error <= allowed.applyAsDouble(x)))
                throw new AssertionError(function + "(" + x + ") = " + y[i] + ", truly " + wanted);
        }
    }

    private static void assertUlps(double wanted, float actual, double ulps, String what) {
        double ulp = Math.max(Math.ulp((float) wanted), Float.MIN_VALUE);
        if (!(Math.abs(actual - wanted) <= ulps * ulp))
            throw new AssertionError(what + " = " + actual + ", truly " + wanted);
    }
}
