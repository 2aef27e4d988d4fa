package dev.attar.runtime.generate;

import dev.attar.runtime.generate.scores.CountPenalties;
import dev.attar.runtime.generate.scores.ForbiddenTokens;
import dev.attar.runtime.generate.scores.ForcedTokens;
import dev.attar.runtime.generate.scores.LeastTokens;
import dev.attar.runtime.generate.scores.LogitsProcessor;
import dev.attar.runtime.generate.scores.MinP;
import dev.attar.runtime.generate.scores.NoRepeatedNgrams;
import dev.attar.runtime.generate.scores.RepetitionPenalty;
import dev.attar.runtime.generate.scores.Temperature;
import dev.attar.runtime.generate.scores.TokenHistory;
import dev.attar.runtime.generate.scores.TopK;
import dev.attar.runtime.generate.scores.TopP;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that changes the scores of one text, in the order of transformers. */
final class Rules {
    private final List<LogitsProcessor> processors = new ArrayList<>();

    /** @param mostNew the most tokens that this text can have */
    Rules(Settings settings, int mostNew) {
        add(settings.repetitionPenalty() != 1, () -> new RepetitionPenalty(settings.repetitionPenalty()));
        add(
                settings.presencePenalty() != 0 || settings.frequencyPenalty() != 0,
                () -> new CountPenalties(settings.presencePenalty(), settings.frequencyPenalty()));
        add(settings.noRepeatedNgram() > 0, () -> new NoRepeatedNgrams(settings.noRepeatedNgram()));
        add(!settings.forbidden().isEmpty(), () -> new ForbiddenTokens(settings.forbidden(), settings.endTokens()));
        add(
                settings.leastNew() > 0 || settings.leastLength() > 0,
                () -> new LeastTokens(settings.leastNew(), settings.leastLength(), settings.endTokens()));
        settings.forcedFirst().ifPresent(token -> processors.add(new ForcedTokens(0, List.of(token))));
        add(!settings.forcedLast().isEmpty(), () -> new ForcedTokens(mostNew - 1, settings.forcedLast()));
        settings.hook().ifPresent(processors::add);
        if (settings.strategy() instanceof Strategy.Sampling sampling) {
            add(sampling.temperature() != 1, () -> new Temperature(sampling.temperature()));
            add(sampling.topK() > 0, () -> new TopK(sampling.topK()));
            add(sampling.topP() < 1, () -> new TopP(sampling.topP()));
            add(sampling.minP() > 0, () -> new MinP(sampling.minP()));
        }
    }

    private void add(boolean wanted, Supplier<LogitsProcessor> processor) {
        if (wanted) {
            processors.add(processor.get());
        }
    }

    /** Changes scores in place. */
    void apply(TokenHistory tokens, float[] scores) {
        for (LogitsProcessor processor : processors) {
            processor.process(tokens, scores);
        }
    }
}
