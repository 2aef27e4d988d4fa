package dev.attar.examples.article;

import dev.attar.examples.glosses.Gloss;
import dev.attar.examples.glosses.Glosses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A definition of which a third of the letters are hidden. */
record Riddle(String hidden, String answer) {
    /** The label of a token that nothing is asked about. */
    static final int NO_LABEL = -100;

    private static final long SEED = 2017;
    private static final int SHORTEST = 10;
    private static final Set<String> CATEGORIES = Set.of("noun.animal", "noun.plant");

    /** So many, of definitions of at most so many characters. */
    static List<Riddle> draw(int count, int longest) {
        Random random = new Random(SEED);
        List<Riddle> riddles = new ArrayList<>();
        for (Gloss gloss : Glosses.shuffled(SEED)) {
            String text = gloss.definition().toLowerCase(Locale.ROOT);
            if (riddles.size() < count
                    && CATEGORIES.contains(gloss.category())
                    && text.length() >= SHORTEST
                    && text.length() <= longest
                    && Characters.areAll(text)) {
                riddles.add(of(text, random));
            }
        }
        return riddles;
    }

    private static Riddle of(String text, Random random) {
        StringBuilder hidden = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i)) && random.nextInt(3) == 0) {
                hidden.setCharAt(i, Characters.HIDDEN);
            }
        }
        return new Riddle(hidden.toString(), text);
    }

    /** A class for each token: the letter where it is hidden. */
    int[] labels() {
        int[] labels = Characters.ids(answer);
        for (int i = 0; i < labels.length; i++) {
            if (hidden.charAt(i) != Characters.HIDDEN) {
                labels[i] = NO_LABEL;
            }
        }
        return labels;
    }

    /** A row for {@code attar train}. */
    String row() {
        return "{\"ids\":" + Arrays.toString(Characters.ids(hidden)) + ",\"labels\":" + Arrays.toString(labels()) + "}";
    }

    static String rows(List<Riddle> riddles) {
        return riddles.stream().map(riddle -> riddle.row() + "\n").collect(Collectors.joining());
    }
}
