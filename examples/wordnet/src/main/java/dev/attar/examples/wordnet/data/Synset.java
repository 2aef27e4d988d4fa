package dev.attar.examples.wordnet.data;

import java.util.List;

/**
 * One meaning of some words.
 *
 * @param offset its number in WordNet's file
 * @param category its lexicographer category, such as {@link WordNet#PERSON}
 * @param words that have this meaning, the usual one first
 * @param pointers to other meanings
 * @param gloss its definition, without the examples of use
 */
public record Synset(int offset, int category, List<String> words, List<Pointer> pointers, String gloss) {
    public Synset {
        words = List.copyOf(words);
        pointers = List.copyOf(pointers);
    }

    /**
     * A relation to another noun.
     *
     * @param relation WordNet's sign: {@code @} a kind of, {@code @i} an instance of, {@code #p} a part of
     */
    public record Pointer(String relation, int target) {}

    /** Whether this is one thing with a name, such as a city, and not a kind of things. */
    public boolean isInstance() {
        return pointers.stream().anyMatch(pointer -> pointer.relation().equals("@i"));
    }

    /** The word that is used most. */
    public String word() {
        return words.getFirst();
    }

    /** The name that says most, such as "Lionel Trilling" and not "Trilling". */
    public String longestWord() {
        return words.stream().reduce(word(), (a, b) -> b.length() > a.length() ? b : a);
    }
}
