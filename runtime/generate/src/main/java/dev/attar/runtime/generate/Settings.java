package dev.attar.runtime.generate;

import dev.attar.runtime.generate.scores.LogitsProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a text is generated. Immutable; begin with {@link #defaults()}, or with what a model brings along, and change what matters.
 *
 * @param strategy how the next token is chosen
 * @param mostNew the most tokens that are generated, the end token included; empty: as many as the context has room for
 * @param mostLength the most tokens of a text with those that were given; counts where {@code mostNew} is empty
 * @param leastNew no end token before so many tokens
 * @param leastLength no end token before there are so many tokens with those that were given
 * @param endTokens tokens after which the text is complete
 * @param startToken the token that translations begin with, which is not part of their text; of language models, what an empty prompt
 *     stands for
 * @param forcedFirst the first generated token, whatever the model says
 * @param forcedLast one of these is the last token where the text becomes as long as it may be; empty: any token
 * @param forbidden sequences of tokens that are never generated
 * @param repetitionPenalty see {@link dev.attar.runtime.generate.scores.RepetitionPenalty}; 1: none
 * @param presencePenalty what is taken from the score of each generated token once
 * @param frequencyPenalty what is taken from the score of each generated token for each time it occurred
 * @param noRepeatedNgram no run of so many tokens occurs twice; 0: any may
 * @param stopTexts the text ends before the first of these that occurs in it
 * @param topLogProbabilities how many of the likeliest tokens are given for each generated one
 * @param time how long it may take, from when it is submitted; then it ends as it is
 * @param hook changes scores after all else but temperature and the cuts of sampling; called in turn for all texts
 * @param guesses how many tokens are guessed ahead from what was given, and checked in one step; 0: none. Changes nothing but speed
 */
public record Settings(
        Strategy strategy,
        OptionalInt mostNew,
        OptionalInt mostLength,
        int leastNew,
        int leastLength,
        List<Integer> endTokens,
        OptionalInt startToken,
        OptionalInt forcedFirst,
        List<Integer> forcedLast,
        List<List<Integer>> forbidden,
        double repetitionPenalty,
        double presencePenalty,
        double frequencyPenalty,
        int noRepeatedNgram,
        List<String> stopTexts,
        int topLogProbabilities,
        Optional<Duration> time,
        Optional<LogitsProcessor> hook,
        int guesses) {
    private static final Settings DEFAULTS = new Settings(
            new Strategy.Greedy(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            0,
            0,
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of(),
            1,
            0,
            0,
            0,
            List.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            0);

    /** @throws IllegalArgumentException when a value is outside of its range, or two exclude each other */
    public Settings {
        endTokens = List.copyOf(endTokens);
        forcedLast = List.copyOf(forcedLast);
        forbidden = forbidden.stream().map(List::copyOf).toList();
        stopTexts = List.copyOf(stopTexts);
        check(mostNew.orElse(1) >= 1, "at most " + mostNew.orElse(0) + " new tokens: give 1 or more");
        check(mostLength.orElse(1) >= 1, "texts of at most " + mostLength.orElse(0) + " tokens: give 1 or more");
        check(leastLength >= 0, "texts of at least " + leastLength + " tokens: give 0 or more");
        check(leastNew >= 0, "at least " + leastNew + " new tokens: give 0 or more");
        check(noRepeatedNgram >= 0, "no repeated runs of " + noRepeatedNgram + " tokens: give 0 for any, or more");
        check(topLogProbabilities >= 0, topLogProbabilities + " log-probabilities: give 0 or more");
        check(guesses >= 0, guesses + " tokens ahead: give 0 or more");
        check(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "a repetition penalty of " + repetitionPenalty + ": give more than 0");
        check(
                Double.isFinite(presencePenalty) && Double.isFinite(frequencyPenalty),
                "presence and frequency penalties must be numbers");
        check(forbidden.stream().noneMatch(List::isEmpty), "a forbidden sequence is empty: give one or more tokens");
        check(stopTexts.stream().noneMatch(String::isEmpty), "a stop text is empty: give one or more characters");
        check(time.isEmpty() || time.get().isPositive(), "no time at all: give some");
        check(
                !(strategy instanceof Strategy.Beams) || stopTexts.isEmpty(),
                "stop texts are for greedy decoding and sampling: beam search has no one text to look at");
    }

    /** Greedy, to the end of the context, without any rule. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The values, to be changed one by one. */
    public SettingsBuilder with() {
        return new SettingsBuilder(this);
    }

    /** All tokens that they name, to be checked against a vocabulary. */
    List<Integer> tokens() {
        List<Integer> all = new ArrayList<>(endTokens);
        all.addAll(forcedLast);
        forbidden.forEach(all::addAll);
        startToken.ifPresent(all::add);
        forcedFirst.ifPresent(all::add);
        return all;
    }
}
