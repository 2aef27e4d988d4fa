package dev.attar.examples.stories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which neighbours become one piece, in order: byte pair encoding (Sennrich, Haddow and Birch 2016). The two that stand beside
 * each other most often are joined, again and again.
 */
final class Pieces {
    /** The characters that texts may have: those that one byte writes and people can see. A blank before a word is its part. */
    static final String CHARACTERS;

    /** How GPT-2's tokenizers write a blank. */
    static final char BLANK = 'Ġ';

    private static final Pattern WORD = Pattern.compile(" ?[A-Za-z]+| ?[0-9]+| ?[^ A-Za-z0-9]+| ");
    private static final Comparator<Map.Entry<Pair, Integer>> FREQUENT = Map.Entry.<Pair, Integer>comparingByValue()
            .thenComparing(entry -> entry.getKey().first(), Comparator.reverseOrder())
            .thenComparing(entry -> entry.getKey().second(), Comparator.reverseOrder());

    static {
        StringBuilder all = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            all.append(c);
        }
        CHARACTERS = all.append(BLANK).toString();
    }

    /** Two pieces that stand beside each other. */
    record Pair(String first, String second) {
        String joined() {
            return first + second;
        }
    }

    private final List<List<String>> words = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Pair, Integer> frequencies = new HashMap<>();
    private final Map<Pair, Set<Integer>> places = new HashMap<>();

    private Pieces(List<String> texts) {
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (String text : texts) {
            for (Matcher word = WORD.matcher(text); word.find(); ) {
                counted.merge(word.group().replace(' ', BLANK), 1, Integer::sum);
            }
        }
        counted.forEach((word, count) -> {
            words.add(new ArrayList<>(List.of(word.split(""))));
            counts.add(count);
            count(words.size() - 1, 1);
        });
    }

    /** The pairs to join, so many or as many as occur twice. */
    static List<Pair> learn(List<String> texts, int most) {
        Pieces pieces = new Pieces(texts);
        List<Pair> joined = new ArrayList<>();
        while (joined.size() < most && !pieces.frequencies.isEmpty()) {
            Map.Entry<Pair, Integer> best = Collections.max(pieces.frequencies.entrySet(), FREQUENT);
            if (best.getValue() < 2) {
                break;
            }
            joined.add(best.getKey());
            pieces.join(best.getKey());
        }
        return joined;
    }

    /** Adds a word's pairs, or takes them away. */
    private void count(int word, int sign) {
        List<String> pieces = words.get(word);
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Pair pair = new Pair(pieces.get(i), pieces.get(i + 1));
            if (frequencies.merge(pair, sign * counts.get(word), Integer::sum) == 0) {
                frequencies.remove(pair);
            }
            if (sign > 0) {
                places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
            }
        }
    }

    private void join(Pair pair) {
        for (int word : places.remove(pair)) {
            count(word, -1);
            List<String> pieces = words.get(word);
            for (int i = 0; i + 1 < pieces.size(); i++) {
                if (pieces.get(i).equals(pair.first()) && pieces.get(i + 1).equals(pair.second())) {
                    pieces.set(i, pair.joined());
                    pieces.remove(i + 1);
                }
            }
            count(word, 1);
        }
    }
}
