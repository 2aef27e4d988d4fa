package dev.attar.compiler.check;

import static dev.attar.compiler.check.ModelSpec.demand;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a model is meant to write text: its special tokens, and what a caller gets who asks for nothing else. The model itself gives
 * scores.
 *
 * @param start the token before the first one of a translation; of a text where no other is given
 * @param end tokens that end a text
 * @param forceFirst the first token of every text
 * @param forceLast the last token of a text that reaches the greatest length
 * @param forbidden sequences of tokens that are never written
 * @param maxLength the most tokens of a text, with those that were given
 * @param minLength the fewest
 * @param maxNewTokens the most tokens without those that were given
 * @param minNewTokens the fewest
 * @param beams how many texts are followed at once
 * @param lengthPenalty scores of beams are divided by the length to this power
 * @param noRepeatNgram no sequence of so many tokens is written twice; 0: any
 * @param repetitionPenalty what scores of tokens that occurred are divided by
 * @param sampling empty: the most likely tokens
 */
public record Generation(
        Optional<Integer> start,
        List<Integer> end,
        Optional<Integer> forceFirst,
        Optional<Integer> forceLast,
        List<List<Integer>> forbidden,
        Optional<Integer> maxLength,
        Optional<Integer> minLength,
        Optional<Integer> maxNewTokens,
        Optional<Integer> minNewTokens,
        int beams,
        double lengthPenalty,
        EarlyStopping earlyStopping,
        int noRepeatNgram,
        double repetitionPenalty,
        Optional<Sampling> sampling) {

    /** The most beams. */
    public static final int MAX_BEAMS = 1024;

    /** Nothing is said. */
    public static final Generation NONE = new Generation(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            1,
            EarlyStopping.FALSE,
            0,
            1,
            Optional.empty());

    /** When a search with beams is done that has found as many texts as there are beams. */
    public enum EarlyStopping {
        /** At once. */
        TRUE,
        /** When no beam, at its present length, has a better score than the worst text. */
        FALSE,
        /** When no beam can ever have a better score. */
        NEVER
    }

    /**
     * Tokens are drawn by their probability.
     *
     * @param temperature what scores are divided by
     * @param topK only so many of the most likely tokens; 0: any
     * @param topP only the fewest most likely tokens whose probabilities add up to this
     * @param minP only tokens with at least this share of the greatest probability
     */
    public record Sampling(double temperature, int topK, double topP, double minP) {
        public static final Sampling PLAIN = new Sampling(1, 0, 1, 0);

        public Sampling {
            demand(DecimalRange.TEMPERATURE.contains(temperature), "a temperature of", temperature);
            demand(Range.DIMENSION_OR_NONE.contains(topK), "top_k", topK);
            demand(DecimalRange.SHARE.contains(topP), "top_p", topP);
            demand(DecimalRange.PROBABILITY.contains(minP), "min_p", minP);
        }
    }

    public Generation {
        end = List.copyOf(end);
        forbidden = forbidden.stream().map(List::copyOf).toList();
        demand(forbidden.stream().noneMatch(List::isEmpty), "a forbidden sequence of no", "tokens");
        Stream.of(maxLength, minLength, maxNewTokens, minNewTokens)
                .flatMap(Optional::stream)
                .forEach(tokens -> demand(Range.DIMENSION_OR_NONE.contains(tokens), "a length of", tokens));
        demand(maxLength.orElse(1) > 0 && maxNewTokens.orElse(1) > 0, "texts of at most 0", "tokens");
        ordered("min_length", minLength, maxLength);
        ordered("min_new_tokens", minNewTokens, maxNewTokens);
        demand(beams >= 1 && beams <= MAX_BEAMS, "beams", beams);
        demand(DecimalRange.EXPONENT.contains(lengthPenalty), "length_penalty", lengthPenalty);
        demand(Range.DIMENSION_OR_NONE.contains(noRepeatNgram), "no_repeat_ngram", noRepeatNgram);
        demand(DecimalRange.PENALTY.contains(repetitionPenalty), "repetition_penalty", repetitionPenalty);
        demand(sampling.isEmpty() || beams == 1, "sampling with beams:", beams);
    }

    private static void ordered(String what, Optional<Integer> least, Optional<Integer> most) {
        demand(least.isEmpty() || most.isEmpty() || least.get() <= most.get(), what, least.orElse(0));
    }

    /** With another token before the first one. */
    public Generation starting(int token) {
        return with(Optional.of(token), forceFirst);
    }

    /** With another first token. */
    public Generation forcing(int token) {
        return with(start, Optional.of(token));
    }

    private Generation with(Optional<Integer> before, Optional<Integer> first) {
        return new Generation(
                before,
                end,
                first,
                forceLast,
                forbidden,
                maxLength,
                minLength,
                maxNewTokens,
                minNewTokens,
                beams,
                lengthPenalty,
                earlyStopping,
                noRepeatNgram,
                repetitionPenalty,
                sampling);
    }

    /** Every token that is named. */
    Stream<Integer> tokens() {
        return Stream.of(
                        start.stream(),
                        end.stream(),
                        forceFirst.stream(),
                        forceLast.stream(),
                        forbidden.stream().flatMap(List::stream))
                .flatMap(tokens -> tokens);
    }
}
