package dev.attar.examples.wordnet.search;

import dev.attar.examples.wordnet.data.Synset;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A place that can be found: what the search reads of it, and what WordNet knows besides, which it does not read.
 *
 * @param text its name and its gloss
 * @param kinds what it is, at any generality
 * @param regions what it is a part of, at any distance
 */
record Place(String name, String text, Set<String> kinds, Set<String> regions) {
    static Place of(Synset place, Set<Synset> kinds, Set<Synset> regions) {
        return new Place(place.word(), place.word() + ", " + place.gloss(), words(kinds), words(regions));
    }

    private static Set<String> words(Set<Synset> meanings) {
        return meanings.stream().map(Synset::word).collect(Collectors.toUnmodifiableSet());
    }
}
