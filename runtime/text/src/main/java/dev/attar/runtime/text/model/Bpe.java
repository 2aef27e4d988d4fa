package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding: a word begins as its characters, and of all neighbours that may be merged those of the lowest rank,
 * then the leftmost, become one token, until none may.
 *
 * <p>Source: Sennrich et al. 2016, section 3.2. Where ranks are stale the order is that of the tokenizers library.
 */
public final class Bpe implements Model {
    /** A pair of tokens that is merged. */
    public record Merge(String first, String second) {}

    /**
     * What files set.
     *
     * @param unknown token for characters that are in no token; null to drop them
     * @param prefix mark before characters that do not begin a word; null for none
     * @param suffix mark after the character that ends a word; null for none
     * @param fuseUnknown whether neighbours that are unknown are one token
     * @param byteFallback whether what is unknown becomes its bytes, where the vocabulary has them
     * @param wholeWords whether a word that is a token is not merged from its characters
     */
    public record Options(
            String unknown,
            String prefix,
            String suffix,
            boolean fuseUnknown,
            boolean byteFallback,
            boolean wholeWords) {}

    private final Vocabulary vocabulary;
    private final Options options;
    private final Merges merges;
    private final int[] bytes;
    private final Trie words;
    private final Trie characters = new Trie(); // the tokens of one character

    /** @throws IllegalArgumentException when a merge is not of the vocabulary */
    public Bpe(Vocabulary vocabulary, List<Merge> merges, Options options) {
        this.vocabulary = vocabulary;
        this.options = options;
        this.merges = merges(
                vocabulary,
                merges,
                options.prefix() == null ? 0 : options.prefix().length());
        this.bytes = options.byteFallback() ? ByteTokens.of(vocabulary) : null;
        this.words = options.wholeWords() ? words(vocabulary) : null;
        vocabulary.ids().forEach((token, id) -> {
            if (token.codePointCount(0, token.length()) == 1) {
                characters.put(token, id);
            }
        });
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Cutter cutter(Tokens tokens) {
        return new Merging(tokens);
    }

    /** Whether every token of a word comes from merging its characters as they are. */
    public boolean mergesOnly() {
        return words == null && options.prefix() == null && options.suffix() == null;
    }

    private static Trie words(Vocabulary vocabulary) {
        Trie trie = new Trie();
        vocabulary.ids().forEach(trie::put);
        return trie;
    }

    private static Merges merges(Vocabulary vocabulary, List<Merge> merges, int prefix) {
        Map<String, Integer> ids = vocabulary.ids();
        long[] pairs = new long[merges.size()];
        int[] results = new int[merges.size()];
        for (int rank = 0; rank < pairs.length; rank++) {
            Merge merge = merges.get(rank);
            Integer first = ids.get(merge.first());
            Integer second = ids.get(merge.second());
            Integer result = merge.second().length() < prefix
                    ? null
                    : ids.get(merge.first().concat(merge.second().substring(prefix)));
            if (first == null || second == null || result == null) {
                throw new IllegalArgumentException("merge " + rank + " is of \"" + merge.first() + "\" and \""
                        + merge.second() + "\", but "
                        + (first == null || second == null ? "one of them" : "what they make")
                        + " is not in the vocabulary");
            }
            pairs[rank] = (long) first << 32 | second;
            results[rank] = result;
        }
        return new Merges(pairs, results);
    }

    /** The id of a character at its place in a word, or -1. */
    private int character(int c, boolean first, boolean last) {
        boolean plain = (first || options.prefix() == null) && (!last || options.suffix() == null);
        if (plain) {
            int node = characters.child(0, c);
            return node == Trie.NONE ? -1 : characters.value(node);
        }
        return vocabulary.id(spelled(c, first, last)).orElse(-1);
    }

    private String spelled(int c, boolean first, boolean last) {
        return (first || options.prefix() == null ? "" : options.prefix())
                + Character.toString(c)
                + (last && options.suffix() != null ? options.suffix() : "");
    }

    private final class Merging implements Cutter {
        private final Tokens tokens;
        private final Heap heap = new Heap();
        // Symbols of a word: token, bytes of the normalised word that it covers (0 once it is merged away), neighbours.
        private int[] token = new int[64];
        private int[] size = new int[64];
        private int[] previous = new int[64];
        private int[] next = new int[64];
        private int count;

        Merging(Tokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public void cut(Text text, int begin, int end, int word) {
            if (words != null) {
                int whole = words.find(text.codePoints(), begin, end);
                if (whole != Trie.NONE) {
                    tokens.add(whole, text, begin, end, word);
                    return;
                }
            }
            symbols(text.codePoints(), begin, end);
            merge();
            int at = begin; // character that holds the first byte of the token
            int atByte = 0; // first byte of that character
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (size[i] == 0) {
                    continue;
                }
                int to = from + size[i];
                int width = utf8(text.codePoint(at));
                while (atByte + width <= from && at < end - 1) {
                    atByte += width;
                    width = utf8(text.codePoint(++at));
                }
                int last = at;
                int lastByte = atByte;
                while (lastByte + width < to && last < end - 1) {
                    lastByte += width;
                    width = utf8(text.codePoint(++last));
                }
                tokens.add(token[i], text, at, last + 1, word);
                at = last;
                atByte = lastByte;
                from = to;
            }
        }

        private void symbols(int[] text, int begin, int end) {
            count = 0;
            int unknown = -1; // id of an unknown token that is not added yet
            int unknownSize = 0;
            for (int i = begin; i < end; i++) {
                boolean last = i == end - 1;
                int id = character(text[i], i == begin, last);
                int width = utf8(text[i]);
                if (id >= 0) {
                    if (unknown >= 0) {
                        add(unknown, unknownSize);
                        unknown = -1;
                    }
                    add(id, width);
                } else if (bytes == null || !addBytes(text[i], i == begin, last)) {
                    if (options.unknown() == null) {
                        continue;
                    }
                    if (unknown >= 0 && options.fuseUnknown()) {
                        unknownSize += width;
                        continue;
                    }
                    if (unknown >= 0) {
                        add(unknown, unknownSize);
                    }
                    unknown =
                            vocabulary.id(options.unknown()).orElseThrow(() -> ModelFault.noUnknown(options.unknown()));
                    unknownSize = width;
                }
            }
            if (unknown >= 0) {
                add(unknown, unknownSize);
            }
            if (count > 0) {
                next[count - 1] = -1;
            }
        }

        private boolean addBytes(int c, boolean first, boolean last) {
            byte[] spelled = spelled(c, first, last).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (byte b : spelled) {
                if (bytes[b & 0xFF] < 0) {
                    return false;
                }
            }
            for (byte b : spelled) {
                add(bytes[b & 0xFF], 1);
            }
            return true;
        }

        private void add(int id, int bytesCovered) {
            if (count == token.length) {
                token = Arrays.copyOf(token, 2 * count);
                size = Arrays.copyOf(size, 2 * count);
                previous = Arrays.copyOf(previous, 2 * count);
                next = Arrays.copyOf(next, 2 * count);
            }
            token[count] = id;
            size[count] = bytesCovered;
            previous[count] = count - 1;
            next[count] = count + 1;
            count++;
        }

        private void merge() {
            for (int i = 0; i + 1 < count; i++) {
                offer(i, i + 1);
            }
            while (!heap.isEmpty()) {
                long top = heap.pop();
                int at = (int) top;
                int result = merges.result((int) (top >>> 32));
                if (size[at] == 0 || next[at] < 0) {
                    continue;
                }
                int right = next[at];
                int rank = merges.rank(token[at], token[right]);
                if (rank < 0 || merges.result(rank) != result) {
                    continue;
                }
                token[at] = result;
                size[at] += size[right];
                size[right] = 0;
                next[at] = next[right];
                if (next[at] >= 0) {
                    previous[next[at]] = at;
                    offer(at, next[at]);
                }
                if (previous[at] >= 0) {
                    offer(previous[at], at);
                }
            }
        }

        private void offer(int left, int right) {
            int rank = merges.rank(token[left], token[right]);
            if (rank >= 0) {
                heap.push((long) rank << 32 | left);
            }
        }
    }

    private static int utf8(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}
