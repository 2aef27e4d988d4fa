package dev.attar.runtime.text.json;

/**
 * Decimal numbers as doubles in the way of the tokenizers library: digits as a whole number, then one multiplication or
 * division by a power of ten.
 *
 * <p>Numerics: up to one ulp beside the nearest double that {@link Double#parseDouble} finds. It matters: the scores of a
 * vocabulary are such numbers, and between two ways to cut a word that are equally good the last bit decides.
 *
 * <p>Source: the parser of serde_json without its option float_roundtrip.
 */
final class Decimal {
    private static final long LARGEST = -1; // of unsigned numbers
    private static final int LARGEST_POWER = 308;
    private static final double[] POWERS = powers();

    private Decimal() {}

    /** The value of digits with a point before {@code wholeEnd}, if any digits follow up to {@code fractionEnd}. */
    static double value(String text, int digits, int wholeEnd, int fractionEnd, int exponent) {
        long significand = 0;
        int power = exponent;
        boolean full = false;
        for (int i = digits; i < fractionEnd; i++) {
            if (i == wholeEnd) {
                continue; // the point
            }
            int digit = text.charAt(i) - '0';
            boolean fraction = i > wholeEnd;
            full |= overflows(significand, digit);
            if (!full) {
                significand = significand * 10 + digit;
                power -= fraction ? 1 : 0;
            } else if (!fraction) {
                power++;
            }
        }
        double value = (significand >>> 1 | significand & 1) * 2.0;
        value = significand >= 0 ? significand : value;
        while (Math.abs(power) > LARGEST_POWER && value != 0) {
            if (power > 0) {
                return Double.POSITIVE_INFINITY;
            }
            value /= POWERS[LARGEST_POWER];
            power += LARGEST_POWER;
        }
        return value == 0 ? 0 : power >= 0 ? value * POWERS[power] : value / POWERS[-power];
    }

    private static boolean overflows(long significand, int digit) {
        long tenth = Long.divideUnsigned(LARGEST, 10);
        int comparison = Long.compareUnsigned(significand, tenth);
        return comparison > 0 || comparison == 0 && digit > Long.remainderUnsigned(LARGEST, 10);
    }

    private static double[] powers() {
        double[] powers = new double[LARGEST_POWER + 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }
}
