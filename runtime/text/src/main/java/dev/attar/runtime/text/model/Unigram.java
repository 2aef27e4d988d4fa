package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable way to cut a word, where each token has a logarithm of a probability.
 *
 * <p>Numerics: sums of doubles from the left, as in the tokenizers library, since ties are decided by the last bit.
 *
 * <p>Source: Kudo 2018, section 3.2; Viterbi's algorithm.
 */
public final class Unigram implements Model {
    private static final double UNKNOWN_PENALTY = 10;

    /**
     * A piece of a SentencePiece model.
     *
     * @param matched whether text can become it; control pieces are not
     */
    public record Piece(String text, float score, boolean matched) {}

    private final Vocabulary vocabulary;
    private final double[] scores;
    private final int[] ids; // of the pieces; null when they are their places
    private final int unknown; // -1 for none
    private final double unknownScore;
    private final boolean singlePrecision;
    private final int[] bytes; // ids of the tokens <0x00> to <0xFF>, -1 where absent; null without fallback
    private final Trie trie = new Trie();

    /**
     * @param unknown id of the token for what is unknown, or -1
     * @param byteFallback whether what is unknown becomes its bytes, where the vocabulary has them
     */
    public Unigram(String[] tokens, double[] scores, int unknown, boolean byteFallback) {
        this.vocabulary = Vocabulary.of(tokens);
        this.scores = scores;
        this.ids = null;
        this.unknown = unknown;
        this.singlePrecision = false;
        double least = Double.POSITIVE_INFINITY;
        for (int id = 0; id < tokens.length; id++) {
            if (!tokens[id].isEmpty()) {
                trie.put(tokens[id], id);
            }
            least = Math.min(least, scores[id]);
        }
        this.unknownScore = least - UNKNOWN_PENALTY;
        this.bytes = byteFallback ? ByteTokens.of(vocabulary) : null;
    }

    private Unigram(List<Piece> pieces, Vocabulary vocabulary, int unknown, boolean byteFallback) {
        this.vocabulary = vocabulary;
        this.scores = new double[pieces.size() + 1];
        this.ids = new int[pieces.size() + 1];
        this.unknown = pieces.size();
        this.singlePrecision = true;
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            scores[i] = piece.score();
            ids[i] = vocabulary.id(piece.text()).orElse(unknown);
            if (piece.matched()) {
                trie.put(piece.text(), i);
                least = Math.min(least, piece.score());
            }
        }
        ids[pieces.size()] = unknown;
        this.unknownScore = least - (float) UNKNOWN_PENALTY;
        this.bytes = byteFallback ? ByteTokens.of(vocabulary) : null;
    }

    /**
     * The model of a SentencePiece file, which adds floats.
     *
     * @param vocabulary ids of the pieces
     * @param unknown id of what is unknown
     */
    public static Unigram ofSentencePiece(
            List<Piece> pieces, Vocabulary vocabulary, int unknown, boolean byteFallback) {
        return new Unigram(pieces, vocabulary, unknown, byteFallback);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int vocabularySize() {
        return ids == null ? scores.length : vocabulary.size();
    }

    @Override
    public Cutter cutter(Tokens tokens) {
        return new Viterbi(tokens);
    }

    private final class Viterbi implements Cutter {
        private final Tokens tokens;
        private double[] best = new double[64];
        private int[] start = new int[64];
        private int[] id = new int[64];
        private int[] cuts = new int[64];

        Viterbi(Tokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public void cut(Text text, int begin, int end, int word) {
            int length = end - begin;
            reserve(length + 1);
            forward(text.codePoints(), begin, length);
            int count = 0;
            for (int at = length; at > 0; at = start[at]) {
                cuts[count++] = at;
            }
            int from = 0;
            for (int i = count - 1; i >= 0; i--) {
                int to = cuts[i];
                if (id[to] == unknown) {
                    while (i > 0 && id[cuts[i - 1]] == unknown) {
                        to = cuts[--i];
                    }
                    addUnknown(text, begin + from, begin + to, word);
                } else {
                    tokens.add(output(id[to]), text, begin + from, begin + to, word);
                }
                from = to;
            }
        }

        private void forward(int[] text, int begin, int length) {
            Arrays.fill(start, 0, length + 1, -1);
            best[0] = 0;
            for (int at = 0; at < length; at++) {
                double here = best[at];
                boolean single = false;
                int node = 0;
                for (int to = at; to < length; to++) {
                    node = trie.child(node, text[begin + to]);
                    if (node == Trie.NONE) {
                        break;
                    }
                    int token = trie.value(node);
                    if (token != Trie.NONE) {
                        offer(to + 1, scores[token] + here, at, token);
                        single |= to == at;
                    }
                }
                if (!single) {
                    if (unknown < 0 && (start[at + 1] < 0 || unknownScore + here > best[at + 1])) {
                        throw ModelFault.noUnknown(null);
                    }
                    offer(at + 1, unknownScore + here, at, unknown);
                }
            }
        }

        private int output(int piece) {
            return ids == null ? piece : ids[piece];
        }

        private void offer(int end, double sum, int from, int token) {
            double score = singlePrecision ? (float) sum : sum;
            if (start[end] < 0 || score > best[end]) {
                best[end] = score;
                start[end] = from;
                id[end] = token;
            }
        }

        private void addUnknown(Text text, int from, int to, int word) {
            int known = trie.find(text.codePoints(), from, to);
            if (known != Trie.NONE) {
                tokens.add(output(known), text, from, to, word);
            } else if (bytes == null || !ByteTokens.add(bytes, text, from, to, word, tokens)) {
                tokens.addSurface(output(unknown), text, from, to, word);
            }
        }

        private void reserve(int length) {
            if (best.length < length) {
                int capacity = length + (length >> 1);
                best = new double[capacity];
                start = new int[capacity];
                id = new int[capacity];
                cuts = new int[capacity];
            }
        }
    }
}
