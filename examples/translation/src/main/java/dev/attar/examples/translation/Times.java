package dev.attar.examples.translation;

import java.time.LocalTime;
import java.util.random.RandomGenerator;

/** Times of the day, to the minute, as people say them. */
final class Times {
    private static final LocalTime NOON = LocalTime.NOON;

    private Times() {}

    static Phrase draw(RandomGenerator random) {
        LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(24 * 60) * 60L);
        if (random.nextInt(3) == 0) {
            time = time.withMinute(time.getMinute() / 15 * 15); // what people say most
        }
        return new Phrase(words(time, random), time.toString());
    }

    private static String words(LocalTime time, RandomGenerator random) {
        if (time.equals(NOON) && random.nextBoolean()) {
            return "noon";
        }
        if (time.equals(LocalTime.MIDNIGHT) && random.nextBoolean()) {
            return "midnight";
        }
        // Without a word for the part of the day, hours are those of a clock that begins with one o'clock.
        boolean bare = time.getHour() >= 1 && time.getHour() <= 12 && random.nextBoolean();
        return clock(time, random) + (bare ? "" : " " + part(time, random));
    }

    private static String clock(LocalTime time, RandomGenerator random) {
        int minute = time.getMinute();
        String hour = hour(time.getHour());
        String next = hour(time.getHour() + 1);
        if (minute == 0) {
            return hour + " o'clock";
        }
        if (random.nextInt(3) == 0) {
            return hour + " " + Numerals.pair(minute);
        }
        if (minute == 30) {
            return "half past " + hour;
        }
        return minute < 30 ? minutes(minute, random) + " past " + hour : minutes(60 - minute, random) + " to " + next;
    }

    private static String minutes(int count, RandomGenerator random) {
        if (count == 15) {
            return random.nextBoolean() ? "a quarter" : "quarter";
        }
        boolean round = count % 5 == 0 && random.nextBoolean();
        return Numerals.cardinal(count, false) + (round ? "" : count == 1 ? " minute" : " minutes");
    }

    private static String hour(int hour) {
        return Numerals.cardinal((hour + 11) % 12 + 1, false);
    }

    private static String part(LocalTime time, RandomGenerator random) {
        boolean letters = random.nextBoolean();
        if (time.isBefore(NOON)) {
            return letters ? "am" : "in the morning";
        }
        return letters ? "pm" : time.getHour() < 18 ? "in the afternoon" : "in the evening";
    }
}
