package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.GenerationException;
import dev.attar.runtime.generate.Limits;
import dev.attar.runtime.generate.Scheduler;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.Strategy;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar generate}: compiles a decoder in memory and continues texts with it. */
@Command(
        name = "generate",
        description = {
            "Continues texts with a decoder.",
            "",
            "One text is written to the terminal as it is generated; several are generated side by side, which changes"
                    + " none of them. What the options leave out is as the spec says.",
            ""
        },
        customSynopsis = {
            "attar generate SPEC --weights F",
            "                 (--prompt T… | --ids ID,ID,… | --input FILE | --interactive) [options]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar generate gpt2.attar --weights gpt2.safetensors --prompt \"A man in\" --max-new-tokens 40",
            "  attar generate gpt2.attar --weights gpt2.safetensors --prompt \"A man in\" --temperature 0.8 --seed 7",
            "  attar generate gpt2.attar --weights gpt2.safetensors --input prompts.txt --beams 4 --json > texts.jsonl",
            "",
            "With --json each text is one line, {\"ids\":[what was given],\"new\":[new"
                + " tokens],\"text\":\"…\",\"score\":…,\"log_probabilities\":[…],\"finish\":\"…\"}. The score is the"
                + " sum of log-probabilities divided by the number of tokens, in beam search by length^penalty.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int SIDE_BY_SIDE = 64;

    @Mixin
    private SpecOption spec;

    @Mixin
    private CompiledModel compiled;

    @Option(
            names = "--tokenizer",
            paramLabel = "F",
            description = "The tokenizer.json, for texts. Default: the one beside the weights.")
    private Path tokenizer;

    @ArgGroup(multiplicity = "1")
    private PromptInput input;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Option(names = "--scores", description = "Print each text's score and a tab before it.")
    private boolean scores;

    @Option(names = "--truncate", description = "Cut prompts of more tokens than the context. Default: refuse them.")
    private boolean truncate;

    @Mixin
    private GenerationOptions options;

    @ArgGroup(exclusive = false)
    private DraftOptions draft;

    @Option(names = "-v", description = "Say on standard error which vectors are used and why, and timings.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        Verbose say = new Verbose(verbose, command.commandLine().getErr());
        Source source = spec.source();
        ModelSpec model = Compiler.check(source);
        if (model.isTranslator()) {
            throw new Refusal(model.name() + " translates", "use attar translate");
        }
        Settings settings = options.settings(model);
        try (Session session = compiled.session(source, say);
                Session guessing = draft == null ? null : draft.session(compiled, say)) {
            LanguageModel decoder = Decoders.languageModel(session);
            Optional<Tokenizer> words = TextReader.tokenizer(tokenizer, compiled.weights(), decoder.context());
            if (words.isEmpty() && (options.hasStops() || input.interactive)) {
                throw new Refusal(
                        "--stop and --interactive need a tokenizer",
                        "name the model's tokenizer.json with --tokenizer");
            }
            TextReader reader = new TextReader(words, truncate ? LongInput.TRUNCATE : LongInput.REFUSE);
            Optional<LanguageModel> guesser = Optional.ofNullable(guessing).map(Decoders::languageModel);
            if (draft != null && settings.guesses() == 0) {
                settings = settings.with().guesses(DraftOptions.GUESSES).settings();
            }
            try (Scheduler scheduler = new Scheduler(decoder, words, Limits.defaults(), guesser)) {
                long begin = System.nanoTime();
                GeneratedLines lines = new GeneratedLines(out, json, words.isPresent(), scores);
                long tokens = input.interactive
                        ? new Dialogue(scheduler, words.orElseThrow(), settings, decoder.context(), out, say.err())
                                .run()
                        : generate(scheduler, reader, settings, lines);
                say.say("generated " + tokens + " tokens in " + Verbose.time(System.nanoTime() - begin));
            }
        }
        return ExitStatus.DONE;
    }

    /** A text that is under way, with where its prompt was given. */
    private record Pending(String place, int[] given, Conversation text) {}

    /** Generates all texts, some side by side, and prints them in order. */
    private long generate(Scheduler scheduler, TextReader reader, Settings settings, GeneratedLines lines) {
        Iterator<Request> requests = input.requests();
        Queue<Pending> pending = new ArrayDeque<>();
        boolean alone = input.file == null && input.prompts.size() + input.ids.size() == 1;
        boolean streams =
                alone && !json && !scores && lines.texts() && !(settings.strategy() instanceof Strategy.Beams);
        long tokens = 0;
        while (requests.hasNext() || !pending.isEmpty()) {
            while (requests.hasNext() && pending.size() < SIDE_BY_SIDE) {
                Request request = requests.next();
                int[] given = reader.ids(request);
                pending.add(new Pending(
                        request.place(), given, located(request.place(), () -> scheduler.submit(given, settings))));
            }
            Pending next = pending.remove();
            try (Conversation text = next.text) {
                if (streams) {
                    tokens += Dialogue.print(text, lines.out()).size();
                    continue;
                }
                for (Generated result : located(next.place, text::results)) {
                    lines.print(next.given, result);
                    tokens += result.tokens().size();
                }
            }
        }
        return tokens;
    }

    /** Says where it was given when it is refused. */
    static <T> T located(String place, Supplier<T> work) {
        try {
            return work.get();
        } catch (GenerationException e) {
            throw new Refusal(place + ": " + e.getMessage(), GenerationHint.of(e.reason()));
        }
    }
}
