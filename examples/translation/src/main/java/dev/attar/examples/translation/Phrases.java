package dev.attar.examples.translation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Phrases of a seed, for training and held back. No phrase occurs twice, and none that is held back says what one for training
 * says: a model cannot have seen the answer either.
 *
 * @param training to learn from
 * @param unseen to be asked afterwards
 */
record Phrases(List<Phrase> training, List<Phrase> unseen) {
    private static final int LARGEST = 1_000_000;
    private static final int HELD_BACK = 40; // one of so many values

    Phrases {
        training = List.copyOf(training);
        unseen = List.copyOf(unseen);
    }

    /** As many of each as wanted. */
    static Phrases of(int training, int unseen, long seed) {
        Random random = new Random(seed);
        Set<String> said = new HashSet<>();
        List<Phrase> learned = new ArrayList<>();
        List<Phrase> asked = new ArrayList<>();
        while (learned.size() < training || asked.size() < unseen) {
            Phrase phrase = draw(random);
            boolean held = Math.floorMod(phrase.iso().hashCode(), HELD_BACK) == 0;
            List<Phrase> side = held ? asked : learned;
            if (side.size() < (held ? unseen : training) && said.add(phrase.words())) {
                side.add(phrase);
            }
        }
        return new Phrases(learned, asked);
    }

    private static Phrase draw(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> Dates.draw(random);
            case 5, 6 -> Times.draw(random);
            case 7, 8, 9 -> number(random);
            default -> both(Dates.draw(random), Times.draw(random), random);
        };
    }

    private static Phrase both(Phrase date, Phrase time, RandomGenerator random) {
        String words = switch (random.nextInt(3)) {
            case 0 -> time.words() + " on " + date.words();
            case 1 -> date.words() + ", at " + time.words();
            default -> date.words() + " at " + time.words();
        };
        return new Phrase(words, date.iso() + "T" + time.iso());
    }

    /** Numbers of few digits are as frequent as those of many. */
    private static Phrase number(RandomGenerator random) {
        int number = (int) Math.pow(LARGEST, random.nextDouble()) - 1;
        return new Phrase(Numerals.cardinal(number, random.nextBoolean()), Integer.toString(number));
    }
}
