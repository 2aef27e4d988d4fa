package dev.attar.cli;

import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.SettingsBuilder;
import dev.attar.runtime.generate.Strategy;
import dev.attar.runtime.generate.Strategy.Beams;
import dev.attar.runtime.generate.Strategy.EarlyStopping;
import java.util.List;

/** What a spec says about generation, as the runtime wants it. */
final class GenerationDefaults {
    private GenerationDefaults() {}

    static Settings of(ModelSpec model) {
        Generation generation = generation(model);
        SettingsBuilder settings = Settings.defaults()
                .with()
                .strategy(strategy(generation))
                .endTokens(generation.end())
                .forcedLast(generation.forceLast().map(List::of).orElse(List.of()))
                .forbidden(generation.forbidden())
                .repetitionPenalty(generation.repetitionPenalty())
                .noRepeatedNgram(generation.noRepeatNgram())
                .leastLength(generation.minLength().orElse(0))
                .leastNew(generation.minNewTokens().orElse(0));
        generation.maxLength().ifPresent(settings::mostLength);
        generation.maxNewTokens().ifPresent(settings::mostNew);
        generation.start().ifPresent(settings::startToken);
        generation.forceFirst().ifPresent(settings::forcedFirst);
        return settings.settings();
    }

    private static Generation generation(ModelSpec model) {
        if (model.head() instanceof ModelSpec.Head.Generate head) {
            return head.generation();
        }
        throw new Refusal(model.name() + " generates no text", "that is for models with a decoder and `head generate`");
    }

    private static Strategy strategy(Generation generation) {
        if (generation.sampling().isPresent()) {
            Generation.Sampling sampling = generation.sampling().get();
            return new Strategy.Sampling(sampling.temperature(), sampling.topK(), sampling.topP(), sampling.minP(), 0);
        }
        return generation.beams() == 1 ? new Strategy.Greedy() : beams(generation);
    }

    /** How beams are searched where the spec or the command line asks for some. */
    static Beams beams(ModelSpec model) {
        return beams(generation(model));
    }

    private static Beams beams(Generation generation) {
        EarlyStopping stop = switch (generation.earlyStopping()) {
            case TRUE -> EarlyStopping.WHEN_FULL;
            case FALSE -> EarlyStopping.WHEN_UNLIKELY;
            case NEVER -> EarlyStopping.WHEN_IMPOSSIBLE;
        };
        return new Beams(generation.beams(), 1, generation.lengthPenalty(), stop);
    }
}
