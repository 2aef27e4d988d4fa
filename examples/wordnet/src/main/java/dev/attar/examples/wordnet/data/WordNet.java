package dev.attar.examples.wordnet.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** WordNet 3.1's nouns, read from its own files in a jar of Maven Central. Their format is described in WordNet's manual, wndb(5WN). */
public final class WordNet {
    /** Categories of instances that the examples use, as WordNet's lexicographer files number them. */
    public static final int EVENT = 4;

    public static final int PLACE = 15;
    public static final int LANDSCAPE = 17;
    public static final int PERSON = 18;

    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";

    private final Map<Integer, Synset> nouns = new LinkedHashMap<>();
    private final Map<String, List<Synset>> byWord = new HashMap<>();
    private final Set<String> adjectives = new HashSet<>();

    private WordNet() {}

    /** Reads nouns, how often their meanings are used, and adjectives that are written with a capital. */
    public static WordNet read() {
        WordNet read = new WordNet();
        read.lines("data.noun", read::noun);
        read.lines(
                "data.adj",
                line -> words(line.split(" ")).stream()
                        .filter(word -> Character.isUpperCase(word.charAt(0)))
                        .forEach(read.adjectives::add));
        read.lines("index.noun", read::order);
        return read;
    }

    /** All meanings of nouns, in the order of the file. */
    public Collection<Synset> nouns() {
        return nouns.values();
    }

    /** Things with names, of these categories. */
    public List<Synset> instances(int... categories) {
        return nouns.values().stream()
                .filter(noun -> noun.isInstance() && Arrays.stream(categories).anyMatch(one -> one == noun.category()))
                .toList();
    }

    /** The meanings of a noun that are written just so, the one that is used most first. */
    public List<Synset> meanings(String word) {
        return byWord.getOrDefault(word, List.of());
    }

    /** Whether this is an adjective with a capital, such as "Greek". */
    public boolean isProperAdjective(String word) {
        return adjectives.contains(word);
    }

    /** What a meaning leads to by some relations, however many steps away. */
    public Set<Synset> closure(Synset from, Set<String> relations) {
        Set<Synset> reached = new HashSet<>();
        collect(from, relations, reached);
        return reached;
    }

    private void collect(Synset from, Set<String> relations, Set<Synset> reached) {
        for (Synset.Pointer pointer : from.pointers()) {
            Synset next = nouns.get(pointer.target());
            if (next != null && relations.contains(pointer.relation()) && reached.add(next)) {
                collect(next, relations, reached);
            }
        }
    }

    /** {@code offset category type count (word number)… pointers (relation offset part numbers)… | gloss}. */
    private void noun(String line) {
        int bar = line.indexOf(" | ");
        String[] fields = line.substring(0, bar).split(" ");
        List<String> words = words(fields);
        int at = 4 + 2 * words.size();
        List<Synset.Pointer> pointers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(fields[at]); i++) {
            if (fields[at + 3 + 4 * i].equals("n")) {
                pointers.add(new Synset.Pointer(fields[at + 1 + 4 * i], Integer.parseInt(fields[at + 2 + 4 * i])));
            }
        }
        String gloss = line.substring(bar + 3).strip();
        int example = gloss.indexOf("; \"");
        Synset noun = new Synset(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                words,
                pointers,
                example < 0 ? gloss : gloss.substring(0, example));
        nouns.put(noun.offset(), noun);
        words.forEach(
                word -> byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(noun));
    }

    private static List<String> words(String[] fields) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(fields[3], 16); i++) {
            // Adjectives may end in a mark of their place, such as (a).
            words.add(fields[4 + 2 * i].replace('_', ' ').replaceAll("\\(\\w+\\)$", ""));
        }
        return words;
    }

    /** A line of the index has the meanings of a word, whatever its capitals, by their use. */
    private void order(String line) {
        String[] fields = line.split(" ");
        int count = Integer.parseInt(fields[2]);
        Map<String, List<Synset>> ordered = new HashMap<>();
        for (int i = fields.length - count; i < fields.length; i++) {
            Synset noun = nouns.get(Integer.parseInt(fields[i]));
            for (String word : noun.words()) {
                if (word.replace(' ', '_').equalsIgnoreCase(fields[0])) {
                    ordered.computeIfAbsent(word, _ -> new ArrayList<>()).add(noun);
                }
            }
        }
        byWord.putAll(ordered);
    }

    private interface Line {
        void read(String line);
    }

    /** The lines that are no part of the licence, which stands at the beginning of each file. */
    private void lines(String file, Line each) {
        try (InputStream stream = WordNet.class.getResourceAsStream(FOLDER + file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("  ")) {
                    each.read(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
