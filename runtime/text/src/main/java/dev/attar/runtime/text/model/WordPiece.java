package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;
import java.util.Map;

/**
 * The longest token that begins a word, then the longest continuation, and so on; a word that cannot be used up that way is
 * unknown as a whole.
 *
 * <p>Source: Devlin et al. 2019, section 3, and the published code.
 */
public final class WordPiece implements Model {
    private final Vocabulary vocabulary;
    private final String unknown;
    private final long longest;
    private final Trie beginnings = new Trie();
    private final Trie continuations = new Trie();

    /**
     * @param prefix how the vocabulary marks what continues a word
     * @param longest words of more characters are unknown
     */
    public WordPiece(Vocabulary vocabulary, String unknown, String prefix, long longest) {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.longest = longest;
        for (Map.Entry<String, Integer> entry : vocabulary.ids().entrySet()) {
            String token = entry.getKey();
            beginnings.put(token, entry.getValue());
            if (token.startsWith(prefix)) {
                continuations.put(token.substring(prefix.length()), entry.getValue());
            }
        }
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Cutter cutter(Tokens tokens) {
        return new Cutter() {
            private int[] ids = new int[16];
            private int[] ends = new int[16];

            @Override
            public void cut(Text text, int begin, int end, int word) {
                int count = end - begin > longest ? 0 : pieces(text.codePoints(), begin, end);
                if (count == 0) {
                    int id = vocabulary.id(unknown).orElseThrow(() -> ModelFault.noUnknown(unknown));
                    tokens.add(id, text, begin, end, word);
                    return;
                }
                int start = begin;
                for (int i = 0; i < count; i++) {
                    tokens.add(ids[i], text, start, ends[i], word);
                    start = ends[i];
                }
            }

            /** The number of tokens of a word; 0 when it has none. */
            private int pieces(int[] text, int begin, int end) {
                int count = 0;
                for (int start = begin; start < end; start = ends[count - 1]) {
                    Trie trie = start == begin ? beginnings : continuations;
                    int node = 0;
                    int found = Trie.NONE;
                    int foundEnd = start;
                    for (int i = start; i < end; i++) {
                        node = trie.child(node, text[i]);
                        if (node == Trie.NONE) {
                            break;
                        }
                        if (trie.value(node) != Trie.NONE) {
                            found = trie.value(node);
                            foundEnd = i + 1;
                        }
                    }
                    if (found == Trie.NONE) {
                        return 0;
                    }
                    if (count == ids.length) {
                        ids = java.util.Arrays.copyOf(ids, 2 * count);
                        ends = java.util.Arrays.copyOf(ends, 2 * count);
                    }
                    ids[count] = found;
                    ends[count++] = foundEnd;
                }
                return count;
            }
        };
    }
}
