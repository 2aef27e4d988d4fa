package dev.attar.compiler.reference;

import dev.attar.compiler.model.ModelGraph;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A ragged batch: sequences of token ids, each with a segment id for every token. No padding.
 *
 * @param source what a translator reads: a sequence for each of these
 */
public record Tokens(List<Sequence> sequences, Optional<Tokens> source) {
    public Tokens {
        sequences = List.copyOf(sequences);
    }

    /** Without a source. */
    public Tokens(List<Sequence> sequences) {
        this(sequences, Optional.empty());
    }

    public Tokens withSource(Tokens read) {
        return new Tokens(sequences, Optional.of(read));
    }

    /** Some of the sequences, in this order, each with its source. */
    public Tokens select(List<Integer> numbers) {
        return new Tokens(numbers.stream().map(sequences::get).toList(), source.map(read -> read.select(numbers)));
    }

    /** One sequence; {@code segments} is as long as {@code ids}. */
    public record Sequence(List<Integer> ids, List<Integer> segments) {
        public Sequence {
            ids = List.copyOf(ids);
            segments = List.copyOf(segments);
            if (ids.size() != segments.size())
                throw new IllegalArgumentException(ids.size() + " token ids with " + segments.size() + " segment ids");
        }

        /** All tokens in segment 0. */
        public static Sequence of(int... ids) {
            return new Sequence(IntStream.of(ids).boxed().toList(), Collections.nCopies(ids.length, 0));
        }

        public int length() {
            return ids.size();
        }
    }

    public static Tokens of(Sequence... sequences) {
        return new Tokens(List.of(sequences));
    }

    /** Tokens with a sequence for each array, all in segment 0. */
    public static Tokens of(List<int[]> sequences) {
        return new Tokens(sequences.stream().map(Sequence::of).toList());
    }

    /** T: tokens in the batch. */
    public int tokenCount() {
        return sequences.stream().mapToInt(Sequence::length).sum();
    }

    /** Token ids of all sequences, one after another: (T). */
    public int[] ids() {
        return sequences.stream()
                .flatMap(s -> s.ids().stream())
                .mapToInt(i -> i)
                .toArray();
    }

    /** Segment ids of all sequences, one after another: (T). */
    public int[] segments() {
        return sequences.stream()
                .flatMap(s -> s.segments().stream())
                .mapToInt(i -> i)
                .toArray();
    }

    /** The index of each sequence's first token, and at the end the number of tokens: (B + 1). */
    public int[] starts() {
        int[] starts = new int[sequences.size() + 1];
        for (int s = 0; s < sequences.size(); s++)
            starts[s + 1] = starts[s] + sequences.get(s).length();
        return starts;
    }

    /**
     * Refuses what the model does not accept.
     *
     * @return this
     * @throws IllegalArgumentException naming the sequence, the token and the limit
     */
    public Tokens within(ModelGraph.Limits limits) {
        require(!sequences.isEmpty(), "a batch of no sequences");
        for (int s = 0; s < sequences.size(); s++) {
            Sequence sequence = sequences.get(s);
            int length = sequence.length();
            require(length > 0, "sequence " + s + " is empty");
            require(
                    length <= limits.context(),
                    "sequence " + s + " of " + length + " tokens; the context is " + limits.context());
            for (int t = 0; t < length; t++) {
                int id = sequence.ids().get(t);
                int segment = sequence.segments().get(t);
                String place = " at token " + t + " of sequence " + s;
                require(
                        0 <= id && id < limits.vocabulary(),
                        "token id " + id + place + "; the vocabulary has " + limits.vocabulary());
                require(
                        0 <= segment && segment < Math.max(1, limits.segments()),
                        "segment id " + segment + place + "; the model has " + limits.segments() + " segments");
            }
        }
        return this;
    }

    private static void require(boolean accepted, String otherwise) {
        if (!accepted) throw new IllegalArgumentException(otherwise);
    }
}
