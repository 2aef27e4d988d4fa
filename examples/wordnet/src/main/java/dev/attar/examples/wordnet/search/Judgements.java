package dev.attar.examples.wordnet.search;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.WordNet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places of WordNet, and queries for them such as "river in France", judged by WordNet's own relations: what a place is an instance of,
 * and what it is a part of. The text of a place often says neither of both in these words.
 */
final class Judgements {
    private static final List<String> KINDS = List.of(
            "river",
            "lake",
            "island",
            "port",
            "town",
            "city",
            "capital",
            "mountain peak",
            "desert",
            "bay",
            "waterfall",
            "national park",
            "volcano",
            "archipelago",
            "peninsula",
            "strait",
            "university",
            "battlefield");

    private final List<Place> places;
    private final List<Judged> queries = new ArrayList<>();

    Judgements(WordNet wordNet) {
        places = wordNet.instances(WordNet.PLACE, WordNet.LANDSCAPE).stream()
                .map(place -> Place.of(
                        place, wordNet.closure(place, Set.of("@", "@i")), wordNet.closure(place, Set.of("#p"))))
                .toList();
        Set<String> regions = new TreeSet<>();
        places.forEach(place -> regions.addAll(place.regions()));
        for (String kind : KINDS) {
            for (String region : regions) {
                Judged judged = judge(kind, region);
                if (!judged.relevant().isEmpty() && judged.relevant().size() <= 60) {
                    queries.add(judged);
                }
            }
        }
    }

    List<Place> places() {
        return places;
    }

    /** Queries to learn from. */
    List<Judged> training() {
        return queries.stream().filter(query -> !Rows.keeps(query.region())).toList();
    }

    /** Queries for regions that are in no query to learn from, each with two right answers or more. */
    List<Judged> test() {
        return queries.stream()
                .filter(query -> Rows.keeps(query.region()) && query.relevant().size() > 1)
                .toList();
    }

    private Judged judge(String kind, String region) {
        Set<Integer> relevant = new HashSet<>();
        Set<Integer> unjudged = new HashSet<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place.kinds().contains(kind)) {
                if (place.regions().contains(region)) {
                    relevant.add(i);
                } else if (place.text().contains(region)) {
                    unjudged.add(i);
                }
            }
        }
        return new Judged(kind, region, relevant, unjudged);
    }
}
