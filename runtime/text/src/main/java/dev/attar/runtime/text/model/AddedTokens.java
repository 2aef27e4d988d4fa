package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens that are looked for in a text before anything else cuts it, special ones among them. */
public final class AddedTokens {
    private static final int LONGEST = 4096;
    private static final CodePointSet WORD = UnicodeSets.named("word");

    /**
     * A token as a file declares it.
     *
     * @param singleWord only where no word character is next to it
     * @param leftStrip with the white space before it
     * @param rightStrip with the white space after it
     * @param normalized looked for in the normalised text, itself normalised, instead of in the text as given
     * @param special left out of decoded text
     */
    public record Added(
            String content,
            boolean singleWord,
            boolean leftStrip,
            boolean rightStrip,
            boolean normalized,
            boolean special) {}

    /** A text, by place. */
    public interface Units {
        int at(int index);
    }

    /** A token that was found, with the white space that it takes. */
    public record Match(int id, int begin, int end) {}

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, Added> byId = new HashMap<>();
    private final Set<String> special = new HashSet<>();
    private final List<String> normalizedContents = new ArrayList<>();
    private final Finder asGiven = new Finder();
    private final Finder normalized = new Finder();

    /**
     * @param normalizer null for none
     * @throws IllegalArgumentException when a token cannot be looked for
     */
    public AddedTokens(List<Added> tokens, Model model, Normalizer normalizer) {
        Set<Added> known = new HashSet<>();
        List<Added> specials = new ArrayList<>();
        List<Added> others = new ArrayList<>();
        for (Added token : tokens) {
            if (token.special() && !token.content().isEmpty() && special.add(token.content())) {
                specials.add(token);
            }
        }
        int highest = -1;
        for (Added token : tokens) {
            if (token.content().isEmpty() || known.contains(token)) {
                continue;
            }
            if (token.content().length() > LONGEST) {
                throw new IllegalArgumentException("an added token of "
                        + token.content().length() + " characters; at most " + LONGEST + " are supported");
            }
            Integer old = ids.get(token.content());
            int id = old != null ? old : model.vocabulary().id(token.content()).orElse(-1);
            if (id < 0) {
                id = Math.max(model.vocabularySize(), highest + 1);
            }
            highest = Math.max(highest, id);
            ids.put(token.content(), id);
            Added replaced = byId.put(id, token);
            if (replaced != null) {
                known.remove(replaced);
            }
            known.add(token);
            if (!special.contains(token.content())) {
                others.add(token);
            }
        }
        specials.addAll(others);
        for (Added token : specials) {
            int id = ids.getOrDefault(token.content(), -1);
            if (!token.normalized()) {
                asGiven.put(token.content().chars().toArray(), id);
                continue;
            }
            Text content = Text.of(token.content());
            if (normalizer != null) {
                normalizer.apply(content);
            }
            if (content.length() == 0) {
                throw new IllegalArgumentException(
                        "normalisation leaves nothing of the added token \"" + token.content() + "\"");
            }
            normalizedContents.add(content.toString());
            normalized.put(java.util.Arrays.copyOf(content.codePoints(), content.length()), id);
        }
    }

    public Map<String, Integer> ids() {
        return ids;
    }

    /** The content of an added token, or null. */
    public String content(int id) {
        Added token = byId.get(id);
        return token == null ? null : token.content();
    }

    public boolean isSpecial(String content) {
        return special.contains(content);
    }

    /** What is looked for in normalised text. */
    public List<String> normalizedContents() {
        return List.copyOf(normalizedContents);
    }

    /** Whether a token that is looked for in normalised text depends on what is beside it. */
    public boolean normalizedLookAround() {
        return byId.values().stream()
                .anyMatch(t -> t.normalized() && (t.leftStrip() || t.rightStrip() || t.singleWord()));
    }

    /**
     * The first token in a text as it was given that begins in {@code from} to {@code before - 1}, or null.
     *
     * @param text UTF-16 units
     */
    public Match findAsGiven(Units text, int length, int from, int before, boolean skipSpecial) {
        return asGiven.find(text, length, from, before, skipSpecial);
    }

    /** The first token in a normalised text from {@code from} on, or null. */
    public Match findNormalized(Text text, int from, boolean skipSpecial) {
        return normalized.find(text::codePoint, text.length(), from, text.length(), skipSpecial);
    }

    private final class Finder {
        private final Trie trie = new Trie();
        private final boolean[] first = new boolean[0x80];
        private boolean firstBeyond;
        private boolean empty = true;

        void put(int[] content, int id) {
            if (trie.find(content, 0, content.length) == Trie.NONE) {
                trie.put(content, id); // of equal contents the first one counts
            }
            empty = false;
            if (content[0] < first.length) {
                first[content[0]] = true;
            } else {
                firstBeyond = true;
            }
        }

        Match find(Units text, int length, int from, int before, boolean skipSpecial) {
            for (int i = from; !empty && i < before; ) {
                int c = text.at(i);
                boolean possible = c < first.length ? first[c] : firstBeyond;
                int node = possible ? trie.child(0, c) : Trie.NONE;
                int end = 0;
                int id = Trie.NONE;
                for (int j = i + 1; node != Trie.NONE; j++) {
                    if (trie.value(node) != Trie.NONE) {
                        end = j;
                        id = trie.value(node);
                    }
                    node = j < length ? trie.child(node, text.at(j)) : Trie.NONE;
                }
                if (end == 0) {
                    i++;
                    continue;
                }
                Added token = byId.get(id);
                boolean skipped = skipSpecial && special.contains(token.content())
                        || token.singleWord() && !(alone(text, i - 1, length) && alone(text, end, length));
                if (!skipped) {
                    int begin = token.leftStrip() ? spaceBefore(text, i, from) : i;
                    int stop = token.rightStrip() ? spaceAfter(text, end, length) : end;
                    return new Match(id, begin, stop);
                }
                i = end;
            }
            return null;
        }
    }

    private static boolean alone(Units text, int neighbour, int length) {
        return neighbour < 0 || neighbour >= length || !WORD.contains(text.at(neighbour));
    }

    private static int spaceBefore(Units text, int at, int least) {
        int begin = at;
        while (begin > least && UnicodeSets.space().contains(text.at(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static int spaceAfter(Units text, int at, int length) {
        int end = at;
        while (end < length && UnicodeSets.space().contains(text.at(end))) {
            end++;
        }
        return end;
    }
}
