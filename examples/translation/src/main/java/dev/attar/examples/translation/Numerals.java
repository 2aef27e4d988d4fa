package dev.attar.examples.translation;

import java.util.List;

/** Numbers as English words. */
final class Numerals {
    private static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> ORDINALS = List.of(
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth");

    private Numerals() {}

    /** A number below a million: "three thousand four hundred and twelve", in America without "and". */
    static String cardinal(int number, boolean and) {
        if (number >= 1000) {
            String thousands = cardinal(number / 1000, and) + " thousand";
            int rest = number % 1000;
            return rest == 0 ? thousands : thousands + (rest < 100 && and ? " and " : " ") + cardinal(rest, and);
        }
        if (number >= 100) {
            String hundreds = SMALL.get(number / 100) + " hundred";
            return number % 100 == 0 ? hundreds : hundreds + (and ? " and " : " ") + cardinal(number % 100, and);
        }
        if (number < SMALL.size()) {
            return SMALL.get(number);
        }
        return TENS.get(number / 10) + (number % 10 == 0 ? "" : "-" + SMALL.get(number % 10));
    }

    /** The day of a month: "twenty-first". */
    static String ordinal(int day) {
        if (day < ORDINALS.size()) {
            return ORDINALS.get(day);
        }
        return day % 10 == 0
                ? TENS.get(day / 10).replace("y", "ieth")
                : TENS.get(day / 10) + "-" + ORDINALS.get(day % 10);
    }

    /** Two digits as in years and times: "eighty-four", "oh five". */
    static String pair(int number) {
        return number < 10 ? "oh " + SMALL.get(number) : cardinal(number, false);
    }
}
