package dev.attar.compiler.check;

import java.math.BigDecimal;

/** Decimals as the language writes them. */
final class Decimals {
    private Decimals() {}

    /** The shortest text that reads back to the same double: 0.1, 1e-12, 2. */
    static String shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent >= -4 && exponent < 7 || shortest.signum() == 0
                ? shortest.toPlainString()
                : shortest.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
