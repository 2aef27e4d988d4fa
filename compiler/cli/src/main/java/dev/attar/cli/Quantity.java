package dev.attar.cli;

import java.util.Locale;

/** Large numbers as people read them. */
final class Quantity {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Quantity() {}

    /** 90868224, "B" -> "90.9 MB"; below a thousand the number itself. */
    static String of(long amount, String unit) {
        double scaled = amount;
        int prefix = 0;
        while (scaled >= 999.95 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        return prefix == 0
                ? amount + " " + unit
                : String.format(Locale.ROOT, "%.1f %s%s", scaled, PREFIXES[prefix], unit);
    }

    /** 22713216 -> "22,713,216". */
    static String exact(long amount) {
        return String.format(Locale.ROOT, "%,d", amount);
    }
}
