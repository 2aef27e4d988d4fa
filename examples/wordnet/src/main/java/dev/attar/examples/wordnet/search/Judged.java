package dev.attar.examples.wordnet.search;

import java.util.Set;

/**
 * A query whose right answers are known.
 *
 * @param kind such as "river"
 * @param region such as "France"
 * @param relevant places, by their numbers
 * @param unjudged places that may well be right, since their text has the region and their kind fits, but of which WordNet does not say
 *     where they are; left out of every ranking
 */
record Judged(String kind, String region, Set<Integer> relevant, Set<Integer> unjudged) {
    String query() {
        return kind + " in " + region;
    }
}
