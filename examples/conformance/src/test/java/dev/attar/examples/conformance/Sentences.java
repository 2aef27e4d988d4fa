package dev.attar.examples.conformance;

import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sentences of {@code sentences.txt}, and long texts made of them, as token ids. */
final class Sentences {
    /** Lengths of the long texts, in tokens; around multiples of what kernels work with, and the whole context. */
    private static final int[] LONG = {63, 96, 128, 161, 256, 384, 511, 512};

    private Sentences() {}

    static List<String> texts() {
        try (InputStream in = Sentences.class.getResourceAsStream("/sentences.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sentence, then the long texts. */
    static List<int[]> all(Tokenizer tokenizer) {
        List<int[]> sequences = new ArrayList<>();
        texts().forEach(text -> sequences.add(tokenizer.encode(text).ids()));
        for (int i = 0; i < LONG.length; i++) {
            sequences.add(longOne(sequences.subList(23 * i, texts().size()), LONG[i]));
        }
        return sequences;
    }

    /** The first tokens of the sentences one after another, between the special tokens of one sequence. */
    private static int[] longOne(List<int[]> sentences, int length) {
        int[] first = sentences.getFirst();
        int[] ids = new int[length];
        int filled = 1;
        for (int[] sentence : sentences) {
            int more = Math.min(sentence.length - 2, length - 1 - filled);
            System.arraycopy(sentence, 1, ids, filled, more);
            filled += more;
        }
        if (filled != length - 1) {
            throw new IllegalStateException("too few sentences for " + length + " tokens");
        }
        ids[0] = first[0];
        ids[length - 1] = first[first.length - 1];
        return ids;
    }

    /** For each length the first of those that are no shorter, and no more than a few tokens longer. */
    static List<int[]> ofLengths(List<int[]> sequences, int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> sequences.stream()
                        .filter(sequence -> sequence.length >= length && sequence.length < length + 6)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
