package dev.attar.examples.wordnet.entities;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences as stories and news have them, since glosses have hardly a verb: patterns in which names of WordNet and times take their turns. */
final class Stories {
    private static final List<String> PATTERNS = List.of(
            "{person} was born in {place} in {time}.",
            "{person} was born in {place} and died in {place} in {time}.",
            "In {time} {person} left {place} and moved to {place}.",
            "{person} and {person} travelled from {place} to {place}.",
            "On {date} {person} arrived in {place} with a small party.",
            "The letter that {person} wrote to {person} in {time} was found in {place}.",
            "{person} married {person} in {time}.",
            "It was in {place} that {person} met {person} for the first time.",
            "The road to {place} was closed until {date}.",
            "The government of {place} refused to sign the treaty.",
            "Between {time} and {time} the population of {place} doubled.",
            "\" I have never been to {place} , \" said {person} .",
            "{person} looked at the map , and {person} laughed .",
            "Nobody in {place} remembered {person}.",
            "A train from {place} to {place} takes three hours.",
            "{place} and {place} agreed to build a bridge.",
            "Winters in {place} are cold, and the snow stays until spring.",
            "The expedition of {person} reached {place} on {date}.",
            "{person}, who had studied in {place}, became a doctor in {time}.",
            "After the war {person} taught at a school near {place}.",
            "The ship sailed along the coast of {place} and was lost in {time}.",
            "The prize of {time} went to {person} for work on light.",
            "The book by {person} was printed in {place} in {time}.",
            "The museum in {place} has three paintings by {person}.",
            "My sister lives in {place}; in {date} she will come back.",
            "{person} crossed the ice of {place} on skis in {time}.",
            "In {place}, the company opened a factory in {time}.",
            "Mr {person} and Mrs {person} send their regards from {place}.",
            "She read a novel by {person} on the way to {place}.",
            "The weather was fine, and we had tea in the garden.",
            "The results are expected later this week.",
            "The ship was crushed by the ice, but all men were saved.");

    private static final List<String> MONTHS = List.of(
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
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)\\}");

    private final List<String> persons;
    private final List<String> places;
    private final Random random;

    Stories(List<String> persons, List<String> places, long seed) {
        this.persons = persons;
        this.places = places;
        this.random = new Random(seed);
    }

    Labelled next() {
        String pattern = any(PATTERNS);
        Labelled story = new Labelled();
        Matcher holes = HOLE.matcher(pattern);
        int at = 0;
        while (holes.find()) {
            story.plain(pattern.substring(at, holes.start()));
            at = holes.end();
            switch (holes.group(1)) {
                case "person" -> story.entity(person(), Gazetteer.PERSON);
                case "place" -> story.entity(any(places), Gazetteer.PLACE);
                case "date" -> story.entity(date(), Gazetteer.TIME);
                default -> story.entity(year(), Gazetteer.TIME);
            }
        }
        return story.plain(pattern.substring(at));
    }

    /** A whole name, or the first or last part of one. */
    private String person() {
        String name = any(persons);
        int blank = random.nextBoolean() ? name.indexOf(' ') : name.lastIndexOf(' ');
        return blank < 0 || random.nextInt(3) > 0
                ? name
                : random.nextBoolean() ? name.substring(0, name.indexOf(' ')) : name.substring(blank + 1);
    }

    private String date() {
        String month = any(MONTHS);
        return switch (random.nextInt(3)) {
            case 0 -> month + " " + year();
            case 1 -> (1 + random.nextInt(28)) + " " + month;
            default -> (1 + random.nextInt(28)) + " " + month + " " + year();
        };
    }

    private String year() {
        return Integer.toString(1700 + random.nextInt(320));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
