package dev.attar.compiler.reference;

import dev.attar.compiler.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Random ragged batches for verification. Lengths are those where loops go wrong: 1, one off a tile of 6 rows, one off a
 * vector of 16, primes, the whole context.
 */
public final class RandomTokens {
    private static final int[] LENGTHS = {1, 2, 5, 6, 7, 11, 13, 15, 16, 17, 23, 25};
    /** Longest sequence that is tried; longer contexts repeat what this one shows. */
    private static final int LONG_ENOUGH = 40;

    private RandomTokens() {}

    /**
     * With a source for each sequence where the model reads one.
     *
     * @param sequences how many sequences, at least 1
     */
    public static Tokens of(ModelGraph model, long seed, int sequences) {
        Tokens tokens = of(model.limits(), seed, sequences);
        return model.source()
                .map(limits -> tokens.withSource(of(limits, seed + 1, sequences)))
                .orElse(tokens);
    }

    /** @param sequences how many sequences, at least 1 */
    public static Tokens of(ModelGraph.Limits limits, long seed, int sequences) {
        NormalNumbers numbers = new NormalNumbers(seed);
        List<Tokens.Sequence> made = new ArrayList<>();
        for (int s = 0; s < sequences; s++) made.add(sequence(limits, length(limits.context(), numbers), numbers));
        return new Tokens(made);
    }

    private static int length(int context, NormalNumbers numbers) {
        int chosen = numbers.below(LENGTHS.length + 1);
        int longest = Math.min(context, LONG_ENOUGH);
        return chosen == LENGTHS.length ? longest : Math.min(LENGTHS[chosen], longest);
    }

    private static Tokens.Sequence sequence(ModelGraph.Limits limits, int length, NormalNumbers numbers) {
        List<Integer> ids = new ArrayList<>();
        List<Integer> segments = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            ids.add(numbers.below(limits.vocabulary()));
            segments.add(numbers.below(Math.max(1, limits.segments())));
        }
        return new Tokens.Sequence(ids, segments);
    }
}
