package dev.attar.cli;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.SettingsBuilder;
import dev.attar.runtime.generate.Strategy;
import dev.attar.runtime.generate.Strategy.Beams;
import dev.attar.runtime.generate.Strategy.EarlyStopping;
import dev.attar.runtime.generate.Strategy.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How tokens are chosen; what is left out is as the spec says. */
final class GenerationOptions {
    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "The most tokens, the end token included. Default: what the spec says, else the context.")
    private Integer most;

    @Option(names = "--min-new-tokens", paramLabel = "N", description = "No end token before so many tokens.")
    private Integer least;

    @Option(names = "--beams", paramLabel = "N", description = "Beam search with so many beams; 1: greedy.")
    private Integer beams;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            description = "How many texts beam search gives for each input, best first.")
    private Integer best;

    @Option(
            names = "--length-penalty",
            paramLabel = "X",
            description = "Scores of beams are sums of log-probabilities divided by length^X.")
    private Double lengthPenalty;

    @Option(
            names = "--early-stopping",
            paramLabel = "WHEN",
            converter = EarlyStoppingNamed.class,
            description = "true: when there are as many finished texts as beams; false: when better ones are unlikely;"
                    + " never: when they are impossible.")
    private EarlyStopping earlyStopping;

    @Option(names = "--temperature", paramLabel = "X", description = "Sampling with scores divided by X; 0: greedy.")
    private Double temperature;

    @Option(names = "--top-k", paramLabel = "N", description = "Sampling among the N likeliest tokens.")
    private Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "X",
            description = "Sampling among the likeliest tokens that have the probability X together.")
    private Double topP;

    @Option(
            names = "--min-p",
            paramLabel = "X",
            description = "Sampling among tokens at least X times as likely as the likeliest.")
    private Double minP;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Sampling with this seed (default 0): the same seed gives the same text.")
    private Long seed;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            description = "Makes tokens that occurred less likely where X is more than 1.")
    private Double repetitionPenalty;

    @Option(
            names = "--presence-penalty",
            paramLabel = "X",
            description = "Takes X from the score of each token that was generated.")
    private Double presencePenalty;

    @Option(
            names = "--frequency-penalty",
            paramLabel = "X",
            description = "Takes X from the score of a token for each time it was generated.")
    private Double frequencyPenalty;

    @Option(names = "--no-repeat-ngram", paramLabel = "N", description = "No run of N tokens occurs twice.")
    private Integer ngram;

    @Option(
            names = "--forbid",
            paramLabel = "ID,ID…",
            converter = TokenIds.Converter.class,
            description = "Tokens that never follow each other, or one that never comes. Repeat it for several.")
    private List<TokenIds> forbidden = List.of();

    @Option(
            names = "--end",
            paramLabel = "ID,ID…",
            converter = TokenIds.Converter.class,
            description = "The tokens that end a text, in place of those that the spec names.")
    private TokenIds end;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "The text ends before TEXT. Repeat it for several; the first that comes counts.")
    private List<String> stops = List.of();

    @Option(
            names = "--top-log-probabilities",
            paramLabel = "N",
            description = "With --json: the N likeliest tokens at each place.")
    private Integer alternatives;

    @Option(
            names = "--guesses",
            paramLabel = "N",
            description = "Guesses N tokens ahead from what was given and checks them in one step. Changes no token.")
    private Integer guesses;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    static final class EarlyStoppingNamed implements ITypeConverter<EarlyStopping> {
        @Override
        public EarlyStopping convert(String name) {
            return switch (name) {
                case "true" -> EarlyStopping.WHEN_FULL;
                case "false" -> EarlyStopping.WHEN_UNLIKELY;
                case "never" -> EarlyStopping.WHEN_IMPOSSIBLE;
                default ->
                    throw new TypeConversionException("unknown value '" + name + "'; expected true, false or never");
            };
        }
    }

    boolean hasStops() {
        return !stops.isEmpty();
    }

    /** The spec's settings with the options' changes; what cannot be together is a usage error. */
    Settings settings(ModelSpec model) {
        Settings defaults = GenerationDefaults.of(model);
        try {
            SettingsBuilder settings =
                    defaults.with().strategy(strategy(defaults.strategy(), GenerationDefaults.beams(model)));
            set(most, settings::mostNew);
            set(least, settings::leastNew);
            set(repetitionPenalty, settings::repetitionPenalty);
            set(presencePenalty, settings::presencePenalty);
            set(frequencyPenalty, settings::frequencyPenalty);
            set(ngram, settings::noRepeatedNgram);
            set(alternatives, settings::topLogProbabilities);
            set(guesses, settings::guesses);
            if (end != null) {
                settings.endTokens(end.values());
            }
            if (hasStops()) {
                settings.stopTexts(stops);
            }
            List<List<Integer>> never = new ArrayList<>(defaults.forbidden());
            forbidden.forEach(word -> never.add(word.values()));
            return settings.forbidden(never).settings();
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private static <T> void set(T value, Consumer<T> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }

    /** @param search how beams are searched, if they are */
    private Strategy strategy(Strategy known, Beams search) {
        boolean samples = Stream.of(topK, topP, minP, seed).anyMatch(option -> option != null)
                || temperature != null && temperature != 0;
        boolean ofBeams = Stream.of(best, lengthPenalty, earlyStopping).anyMatch(option -> option != null);
        if (samples) {
            if (temperature != null && temperature == 0) {
                throw usage("--temperature 0 is greedy: leave --top-k, --top-p, --min-p and --seed out");
            }
            if (ofBeams || beams != null && beams != 1) {
                throw usage("beam search and sampling exclude each other: leave out one's options");
            }
            return sampling(known instanceof Sampling sampling ? sampling : Sampling.of(0));
        }
        if (temperature != null && beams == null && !ofBeams) {
            return new Strategy.Greedy();
        }
        if (beams == null ? known instanceof Beams : beams != 1) {
            return beams(search);
        }
        if (ofBeams) {
            throw usage("--n-best, --length-penalty and --early-stopping are for beam search: give --beams, 2 or more");
        }
        return known instanceof Beams ? new Strategy.Greedy() : known;
    }

    private Sampling sampling(Sampling known) {
        return new Sampling(
                temperature == null ? known.temperature() : temperature,
                topK == null ? known.topK() : topK,
                topP == null ? known.topP() : topP,
                minP == null ? known.minP() : minP,
                seed == null ? known.seed() : seed);
    }

    private Beams beams(Beams known) {
        int count = beams == null ? known.count() : beams;
        return new Beams(
                count,
                best == null ? Math.min(known.best(), count) : best,
                lengthPenalty == null ? known.lengthPenalty() : lengthPenalty,
                earlyStopping == null ? known.stop() : earlyStopping);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
