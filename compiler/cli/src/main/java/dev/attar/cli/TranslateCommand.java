package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.Translations;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar translate}: compiles a translator in memory and translates, or summarises, texts with it. */
@Command(
        name = "translate",
        description = {
            "Translates texts with an encoder and a decoder, or summarises them, if that is what they were trained"
                    + " for.",
            "",
            "A text in, a text out, in the same order. Inside they are sorted by length and run side by side, which"
                    + " changes none of them. What the options leave out is as the spec says.",
            ""
        },
        customSynopsis = {"attar translate SPEC --weights F (--text T… | --ids ID,ID,… | --input FILE) [options]"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar translate marian.attar --weights marian.safetensors --text \"A man in a hat.\"",
            "  attar translate marian.attar --weights marian.safetensors --input en.txt --beams 4 > de.txt",
            "",
            "With --json each text is one line, {\"ids\":[the source],\"new\":[new tokens],\"text\":\"…\",\"score\":…,"
                    + "\"log_probabilities\":[…],\"finish\":\"…\"}; --n-best gives several for each source.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
class TranslateCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Mixin
    private CompiledModel compiled;

    @Option(
            names = "--tokenizer",
            paramLabel = "F",
            description = "The tokenizer of sources. Default: the one beside the weights, such as tokenizer.json or"
                    + " source.spm.")
    private Path tokenizer;

    @Option(
            names = "--target-tokenizer",
            paramLabel = "F",
            description =
                    "The tokenizer of translations. Default: target.spm beside the weights, else that of sources.")
    private Path targetTokenizer;

    @ArgGroup(multiplicity = "1")
    private InputOptions input;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Option(names = "--scores", description = "Print each text's score and a tab before it.")
    private boolean scores;

    @Option(names = "--truncate", description = "Cut texts of more tokens than the context. Default: refuse them.")
    private boolean truncate;

    @Mixin
    private GenerationOptions options;

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
        if (!model.isTranslator()) {
            throw new Refusal(model.name() + " has no encoder that reads a source", "use attar generate");
        }
        Settings settings = options.settings(model);
        try (Session session = compiled.session(source, say)) {
            Translator translator = Decoders.translator(session);
            Optional<Tokenizer> words = TextReader.tokenizer(tokenizer, compiled.weights(), translator.sourceContext());
            Optional<Tokenizer> targetWords =
                    TextReader.target(targetTokenizer, tokenizer, compiled.weights(), translator.context());
            if (targetWords.isEmpty() && options.hasStops()) {
                throw new Refusal("--stop needs a tokenizer", "name the model's tokenizer.json with --tokenizer");
            }
            TextReader reader = new TextReader(words, truncate ? LongInput.TRUNCATE : LongInput.REFUSE);
            GeneratedLines lines = new GeneratedLines(out, json, targetWords.isPresent(), scores);
            translate(translator, words, targetWords, settings, reader, lines, say);
        }
        return ExitStatus.DONE;
    }

    private void translate(
            Translator translator,
            Optional<Tokenizer> words,
            Optional<Tokenizer> targetWords,
            Settings settings,
            TextReader reader,
            GeneratedLines lines,
            Verbose say) {
        long begin = System.nanoTime();
        long[] done = new long[1];
        try (Translations translations = Translations.of(translator, words, targetWords, settings);
                Progress progress = Progress.ofSteps("translating")) {
            PlacedSources sources = new PlacedSources(input.requests(), reader, translator);
            translations.translate(sources, result -> {
                result.best().forEach(text -> lines.print(result.source(), text));
                progress.at("", ++done[0], sources.taken());
            });
        }
        say.say("translated " + done[0] + " texts in " + Verbose.time(System.nanoTime() - begin));
    }

    /** The tokens of the sources, checked where their place is known. */
    private static final class PlacedSources implements Iterator<int[]> {
        private final Iterator<Request> requests;
        private final TextReader reader;
        private final Translator translator;
        private long taken;

        PlacedSources(Iterator<Request> requests, TextReader reader, Translator translator) {
            this.requests = requests;
            this.reader = reader;
            this.translator = translator;
        }

        long taken() {
            return taken;
        }

        @Override
        public boolean hasNext() {
            return requests.hasNext();
        }

        @Override
        public int[] next() {
            Request request = requests.next();
            int[] ids = reader.ids(request);
            ScoreCommand.check(request.place(), ids, translator.sourceContext(), translator.sourceVocabulary());
            taken++;
            return ids;
        }
    }
}
