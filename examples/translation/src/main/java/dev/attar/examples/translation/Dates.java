package dev.attar.examples.translation;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Dates of 1700 to 2099, as people say them. */
final class Dates {
    private static final LocalDate FIRST = LocalDate.of(1700, 1, 1);
    private static final LocalDate END = LocalDate.of(2100, 1, 1);

    private Dates() {}

    static Phrase draw(RandomGenerator random) {
        LocalDate date = LocalDate.ofEpochDay(random.nextLong(FIRST.toEpochDay(), END.toEpochDay()));
        String weekday =
                random.nextInt(4) > 0 ? "" : date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + ", ";
        return new Phrase(weekday + day(date, random) + year(date.getYear(), random), date.toString());
    }

    private static String day(LocalDate date, RandomGenerator random) {
        String month = date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String day = Numerals.ordinal(date.getDayOfMonth());
        return switch (random.nextInt(4)) {
            case 0 -> month + " the " + day;
            case 1 -> month + " " + day;
            default -> "the " + day + " of " + month;
        };
    }

    private static String year(int year, RandomGenerator random) {
        String before = switch (random.nextInt(5)) {
            case 0 -> " ";
            case 1 -> " in the year ";
            default -> ", ";
        };
        return before + yearWords(year, random);
    }

    private static String yearWords(int year, RandomGenerator random) {
        int century = year / 100;
        int rest = year % 100;
        boolean and = random.nextBoolean();
        if (century == 20 && (rest < 10 || random.nextBoolean())) {
            return rest == 0 ? "two thousand" : "two thousand" + (and ? " and " : " ") + Numerals.cardinal(rest, and);
        }
        String first = Numerals.cardinal(century, and);
        if (rest == 0) {
            return first + " hundred";
        }
        return rest < 10 && random.nextBoolean()
                ? first + " hundred and " + Numerals.cardinal(rest, and)
                : first + " " + Numerals.pair(rest);
    }
}
