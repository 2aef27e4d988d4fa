package dev.attar.examples.wordnet.answers;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Questions about sentences as lives are told in, which glosses are not: patterns in which names of WordNet and times take their turns. */
final class Biographies {
    private static final List<String> MONTHS = List.of("January", "March", "May", "July", "October", "December");
    private static final List<String> THINGS = List.of(
            "a book on whales",
            "maps of the coast",
            "his songs",
            "her novels",
            "a bridge over the river",
            "the discovery of a comet",
            "help to the poor",
            "speeches against the war");

    /** A sentence, and questions with the part that answers each. */
    private record Told(String sentence, Map<String, String> questions) {}

    private static final List<Told> TOLD = List.of(
            new Told(
                    "{person} was born in {year} in {place}.",
                    Map.of(
                            "When was {person} born?", "{year}",
                            "Where was {person} born?", "{place}",
                            "Who was born in {place}?", "{person}")),
            new Told(
                    "{person}, who was born in {place}, moved to {other} in {year}.",
                    Map.of(
                            "Where was {person} born?", "{place}",
                            "Where did {person} move?", "{other}",
                            "When did {person} move to {other}?", "{year}",
                            "Who moved to {other}?", "{person}")),
            new Told(
                    "In {year} {person} crossed {place} on foot.",
                    Map.of(
                            "Who crossed {place} on foot?", "{person}",
                            "When did {person} cross {place}?", "{year}",
                            "What did {person} cross on foot?", "{place}")),
            new Told(
                    "On {date} {person} reached {place}.",
                    Map.of(
                            "When did {person} reach {place}?", "{date}",
                            "Who reached {place} on {date}?", "{person}",
                            "What did {person} reach on {date}?", "{place}")),
            new Told(
                    "Later {person} was famous for {thing}.",
                    Map.of("What was {person} famous for?", "{thing}", "Who was famous for {thing}?", "{person}")),
            new Told(
                    "In {year} the ship of {person} was lost near {place}.",
                    Map.of(
                            "Whose ship was lost?", "{person}",
                            "Where was the ship of {person} lost?", "{place}",
                            "What was lost near {place}?", "the ship of {person}")),
            new Told(
                    "{person} died in {place} in {year}.",
                    Map.of(
                            "When did {person} die?", "{year}",
                            "Where did {person} die?", "{place}",
                            "Who died in {place}?", "{person}")));

    private final List<String> persons;
    private final List<String> places;
    private final Random random;

    Biographies(List<String> persons, List<String> places, long seed) {
        this.persons = persons;
        this.places = places;
        this.random = new Random(seed);
    }

    Question next() {
        Told told = any(TOLD);
        Map<String, String> filled = Map.of(
                "person", any(persons),
                "place", any(places),
                "other", any(places),
                "thing", any(THINGS),
                "year", year(),
                "date", 1 + random.nextInt(28) + " " + any(MONTHS) + " " + year());
        String asked = any(told.questions().keySet().stream().sorted().toList());
        return Question.of(
                fill(asked, filled),
                fill(told.sentence(), filled),
                fill(told.questions().get(asked), filled));
    }

    private static String fill(String pattern, Map<String, String> values) {
        String text = pattern;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    private String year() {
        return Integer.toString(1700 + random.nextInt(320));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
