package dev.attar.runtime.generate;

import dev.attar.runtime.generate.scores.LogitsProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Changes some of the {@link Settings}, where each is explained; {@link #settings()} checks them together. */
public final class SettingsBuilder {
    private Strategy strategy;
    private OptionalInt mostNew;
    private OptionalInt mostLength;
    private int leastNew;
    private int leastLength;
    private List<Integer> endTokens;
    private OptionalInt startToken;
    private OptionalInt forcedFirst;
    private List<Integer> forcedLast;
    private List<List<Integer>> forbidden;
    private double repetitionPenalty;
    private double presencePenalty;
    private double frequencyPenalty;
    private int noRepeatedNgram;
    private List<String> stopTexts;
    private int topLogProbabilities;
    private Optional<Duration> time;
    private Optional<LogitsProcessor> hook;
    private int guesses;

    SettingsBuilder(Settings from) {
        strategy = from.strategy();
        mostNew = from.mostNew();
        mostLength = from.mostLength();
        leastNew = from.leastNew();
        leastLength = from.leastLength();
        endTokens = from.endTokens();
        startToken = from.startToken();
        forcedFirst = from.forcedFirst();
        forcedLast = from.forcedLast();
        forbidden = from.forbidden();
        repetitionPenalty = from.repetitionPenalty();
        presencePenalty = from.presencePenalty();
        frequencyPenalty = from.frequencyPenalty();
        noRepeatedNgram = from.noRepeatedNgram();
        stopTexts = from.stopTexts();
        topLogProbabilities = from.topLogProbabilities();
        time = from.time();
        hook = from.hook();
        guesses = from.guesses();
    }

    /** {@link Settings#strategy()}. */
    public SettingsBuilder strategy(Strategy value) {
        strategy = value;
        return this;
    }

    /** {@link Settings#mostNew()}. */
    public SettingsBuilder mostNew(int value) {
        mostNew = OptionalInt.of(value);
        return this;
    }

    /** {@link Settings#leastNew()}. */
    public SettingsBuilder leastNew(int value) {
        leastNew = value;
        return this;
    }

    /** {@link Settings#mostLength()}. */
    public SettingsBuilder mostLength(int value) {
        mostLength = OptionalInt.of(value);
        return this;
    }

    /** {@link Settings#leastLength()}. */
    public SettingsBuilder leastLength(int value) {
        leastLength = value;
        return this;
    }

    /** {@link Settings#endTokens()}. */
    public SettingsBuilder endTokens(List<Integer> value) {
        endTokens = value;
        return this;
    }

    /** {@link Settings#startToken()}. */
    public SettingsBuilder startToken(int value) {
        startToken = OptionalInt.of(value);
        return this;
    }

    /** {@link Settings#forcedFirst()}. */
    public SettingsBuilder forcedFirst(int value) {
        forcedFirst = OptionalInt.of(value);
        return this;
    }

    /** {@link Settings#forcedLast()}. */
    public SettingsBuilder forcedLast(List<Integer> value) {
        forcedLast = value;
        return this;
    }

    /** {@link Settings#forbidden()}. */
    public SettingsBuilder forbidden(List<List<Integer>> value) {
        forbidden = value;
        return this;
    }

    /** {@link Settings#repetitionPenalty()}. */
    public SettingsBuilder repetitionPenalty(double value) {
        repetitionPenalty = value;
        return this;
    }

    /** {@link Settings#presencePenalty()}. */
    public SettingsBuilder presencePenalty(double value) {
        presencePenalty = value;
        return this;
    }

    /** {@link Settings#frequencyPenalty()}. */
    public SettingsBuilder frequencyPenalty(double value) {
        frequencyPenalty = value;
        return this;
    }

    /** {@link Settings#noRepeatedNgram()}. */
    public SettingsBuilder noRepeatedNgram(int value) {
        noRepeatedNgram = value;
        return this;
    }

    /** {@link Settings#stopTexts()}. */
    public SettingsBuilder stopTexts(List<String> value) {
        stopTexts = value;
        return this;
    }

    /** {@link Settings#topLogProbabilities()}. */
    public SettingsBuilder topLogProbabilities(int value) {
        topLogProbabilities = value;
        return this;
    }

    /** {@link Settings#time()}. */
    public SettingsBuilder time(Duration value) {
        time = Optional.of(value);
        return this;
    }

    /** {@link Settings#hook()}. */
    public SettingsBuilder hook(LogitsProcessor value) {
        hook = Optional.of(value);
        return this;
    }

    /** {@link Settings#guesses()}. */
    public SettingsBuilder guesses(int value) {
        guesses = value;
        return this;
    }

    /**
     * The settings with all changes.
     *
     * @throws IllegalArgumentException when a value is outside of its range, or two exclude each other
     */
    public Settings settings() {
        return new Settings(
                strategy,
                mostNew,
                mostLength,
                leastNew,
                leastLength,
                endTokens,
                startToken,
                forcedFirst,
                forcedLast,
                forbidden,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                noRepeatedNgram,
                stopTexts,
                topLogProbabilities,
                time,
                hook,
                guesses);
    }
}
