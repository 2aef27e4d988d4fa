package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErfTest {
    private static final MathContext DIGITS = new MathContext(60);

    /** Abramowitz and Stegun 1964, table 7.1 (its ten digits). */
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.0225645747",
        "0.10, 0.1124629160",
        "0.50, 0.5204998778",
        "1.00, 0.8427007929",
        "1.50, 0.9661051465",
        "1.98, 0.9948920004",
        "2.00, 0.9953222650"
    })
    void agreesWithThePublishedTable(double x, double published) {
        assertEquals(published, Erf.erf(x), 0.6e-10);
    }

    /** The Maclaurin series in 60 digits, which is another formula than either of those used. */
    @Test
    void isWithinTwoUnitsOfTheFifteenthDigitEverywhere() {
        for (double x = 0x1p-40; x < 6.5; x = x * 1.03 + 0.001) {
            double exact = maclaurin(x);
            assertEquals(exact, Erf.erf(x), 2e-15 * exact, "erf(" + x + ")");
            assertEquals(-exact, Erf.erf(-x), 2e-15 * exact, "erf(-" + x + ")");
        }
    }

    @Test
    void knowsItsLimits() {
        assertEquals(0.0, Erf.erf(0.0));
        assertEquals(1.0, Erf.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1.0, Erf.erf(Double.NEGATIVE_INFINITY));
        assertTrue(Double.isNaN(Erf.erf(Double.NaN)));
        // the slope at 0 is 2 / sqrt(pi)
        assertEquals(1.1283791670955126e-300, Erf.erf(1e-300), 1e-315);
    }

    /** {@code 2 / sqrt(pi) * sum of (-1)^n x^(2n+1) / (n! (2n+1))}. */
    private static double maclaurin(double x) {
        BigDecimal square = new BigDecimal(x).pow(2, DIGITS);
        BigDecimal power = new BigDecimal(x);
        BigDecimal sum = power;
        for (int n = 1; n < 250; n++) {
            power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(-n), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2 * n + 1), DIGITS), DIGITS);
        }
        BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");
        BigDecimal factor = BigDecimal.TWO.divide(pi.sqrt(DIGITS), DIGITS);
        return sum.multiply(factor, DIGITS).doubleValue();
    }
}
