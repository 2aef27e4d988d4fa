package dev.attar.examples.wordnet.entities;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Labels glosses by the names that WordNet knows: a name is what its most usual meaning is an instance of. A gloss with a capitalised word
 * that WordNet does not know is left out, since nobody can say what it is.
 */
final class Gazetteer {
    static final String PERSON = "PERSON";
    static final String PLACE = "PLACE";
    static final String TIME = "TIME";

    private static final int LONGEST = 7;
    private static final Set<String> MONTHS = Set.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final Set<String> AFTER_NUMBERS =
            Set.of("feet", "miles", "kilometers", "meters", "mi", "pounds", "islands");
    private static final String YEAR = "1\\d{3}|20[0-2]\\d";

    private final WordNet wordNet;

    Gazetteer(WordNet wordNet) {
        this.wordNet = wordNet;
    }

    /**
     * A text with its labels.
     *
     * @param kept whether it has a name that is kept for the test
     */
    record Known(Labelled text, boolean kept) {}

    /** Labels a gloss; empty: it has a name that is not known. */
    Optional<Known> label(String gloss) {
        List<String> words = Labelled.words(gloss);
        Labelled labelled = new Labelled();
        boolean kept = false;
        for (int at = 0; at < words.size(); ) {
            int time = timeAt(words, at);
            Optional<Name> name = time > 0 ? Optional.empty() : nameAt(words, at);
            if (time == 0
                    && name.isEmpty()
                    && Character.isUpperCase(words.get(at).charAt(0))
                    && words.get(at).length() > 1) {
                return Optional.empty();
            }
            int length = time > 0 ? time : name.map(Name::length).orElse(1);
            String kind = time > 0 ? TIME : name.map(Name::kind).orElse(Labelled.NONE);
            labelled.add(words.subList(at, at + length), kind);
            kept |= name.isPresent()
                    && !kind.equals(Labelled.NONE)
                    && Rows.keeps(String.join(" ", words.subList(at, at + length)));
            at += length;
        }
        return Optional.of(new Known(labelled, kept));
    }

    private record Name(int length, String kind) {}

    /** The longest name that begins here. */
    private Optional<Name> nameAt(List<String> words, int at) {
        if (!Character.isUpperCase(words.get(at).charAt(0))) {
            return Optional.empty();
        }
        return IntStream.iterate(Math.min(LONGEST, words.size() - at), length -> length > 0, length -> length - 1)
                .boxed()
                .flatMap(length ->
                        kind(String.join(" ", words.subList(at, at + length)))
                                .map(kind -> new Name(length, kind))
                                .stream())
                .findFirst();
    }

    private Optional<String> kind(String name) {
        Optional<String> noun = wordNet.meanings(name).stream().findFirst().map(Gazetteer::kind);
        return noun.isPresent() || !wordNet.isProperAdjective(name) ? noun : Optional.of(Labelled.NONE);
    }

    /** What an instance is, in the words of this example. */
    static String kind(Synset meaning) {
        if (!meaning.isInstance()) {
            return Labelled.NONE;
        }
        return switch (meaning.category()) {
            case WordNet.PERSON -> PERSON;
            case WordNet.PLACE, WordNet.LANDSCAPE -> PLACE;
            default -> Labelled.NONE;
        };
    }

    /** How many words a year, a date, a century, or a range of years has that begins here; 0: none does. */
    private static int timeAt(List<String> words, int at) {
        String word = words.get(at);
        if (word.matches("\\d+(st|nd|rd|th)")
                && at + 1 < words.size()
                && words.get(at + 1).startsWith("centur")) {
            return 2 + era(words, at + 2);
        }
        int day = word.matches("\\d{1,2}") && is(words, at + 1, String.join("|", MONTHS)) ? 1 : 0;
        if (is(words, at + day, String.join("|", MONTHS)) && is(words, at + day + 1, YEAR)) {
            return day + 2;
        }
        if (word.matches("\\d{2,4}") && is(words, at + 1, "-") && is(words, at + 2, "\\d{2,4}")) {
            return word.matches(YEAR) || era(words, at + 3) > 0 ? 3 + era(words, at + 3) : 0;
        }
        if (word.matches("\\d{1,4}") && era(words, at + 1) > 0) {
            return 2;
        }
        return word.matches(YEAR) && !is(words, at + 1, "," + "|" + String.join("|", AFTER_NUMBERS)) ? 1 : 0;
    }

    private static int era(List<String> words, int at) {
        return is(words, at, "BC|AD") ? 1 : 0;
    }

    private static boolean is(List<String> words, int at, String pattern) {
        return at < words.size() && words.get(at).matches(pattern);
    }
}
