package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.generate.Scores;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar score}: what a decoder or a translator thinks of texts that are there already. */
@Command(
        name = "score",
        description = {
            "Log-probabilities of the tokens of texts, each given those before it, and perplexity.",
            "",
            "Of translators: of the tokens of a translation, given its source.",
            ""
        },
        customSynopsis = {
            "attar score SPEC --weights F [--tokenizer F] (--text T… | --ids ID,ID,… | --input FILE)",
            "                 [--target-text T… | --target-ids ID,ID,…] [--logits] [--json] [--truncate]",
            "                 [--target java|scalar|opencl] [--device D] [--weights-as fp32|bf16|int8] [--threads N]"
                    + " [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar score gpt2.attar --weights gpt2.safetensors --text \"A man in an orange hat.\"",
            "  attar score gpt2.attar --weights gpt2.safetensors --input lines.txt --json > scores.jsonl",
            "  attar score marian.attar --weights marian.safetensors --text \"A man.\" --target-text \"Ein Mann.\"",
            "",
            "With --json each text is one line, {\"ids\":[…],\"log_probabilities\":[…]}: one for each token after the"
                    + " first; of translators with \"target\", one for each of its tokens. With --logits"
                    + " {\"ids\":[…],\"shape\":[T,V],\"values\":[…]}: the logits after each token, of translators after"
                    + " the start token and each of the target.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Mixin
    private CompiledModel compiled;

    @Option(
            names = "--tokenizer",
            paramLabel = "F",
            description = "The tokenizer.json, for texts. Default: the one beside the weights.")
    private Path tokenizer;

    @Option(
            names = "--target-tokenizer",
            paramLabel = "F",
            description =
                    "The tokenizer of translations. Default: target.spm beside the weights, else that of sources.")
    private Path targetTokenizer;

    @ArgGroup(multiplicity = "1")
    private InputOptions input;

    @Option(
            names = "--target-text",
            paramLabel = "TEXT",
            description = "The translation of the source. One for each, in their order.")
    private List<String> targetTexts = List.of();

    @Option(
            names = "--target-ids",
            paramLabel = "ID,ID,…",
            converter = TokenIds.Converter.class,
            description = "Token ids of the translation, without its start token. One for each source, in their order.")
    private List<TokenIds> targetIds = List.of();

    @Option(names = "--logits", description = "Print the logits after each token in place of log-probabilities.")
    private boolean logits;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Option(names = "--truncate", description = "Cut texts of more tokens than the context. Default: refuse them.")
    private boolean truncate;

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
        Settings settings = GenerationDefaults.of(model);
        checkTargets(model);
        ScoredLines lines = new ScoredLines(out, json, logits);
        try (Session session = compiled.session(source, say)) {
            long begin = System.nanoTime();
            if (model.isTranslator()) {
                scoreTargets(Decoders.translator(session), settings, lines);
            } else {
                scoreTexts(Decoders.languageModel(session), lines);
            }
            lines.end();
            say.say("scored in " + Verbose.time(System.nanoTime() - begin));
        }
        return ExitStatus.DONE;
    }

    private void checkTargets(ModelSpec model) {
        int targets = targetTexts.size() + targetIds.size();
        if (!targetTexts.isEmpty() && !targetIds.isEmpty()) {
            throw usage("--target-text and --target-ids exclude each other");
        }
        if (!model.isTranslator() && targets > 0) {
            throw usage("--target-text and --target-ids are for translators, and " + model.name() + " is a decoder");
        }
        if (model.isTranslator() && (input.file != null || targets != input.texts.size() + input.ids.size())) {
            throw usage("give one --target-text or --target-ids for each --text or --ids: " + model.name()
                    + " is a translator, which scores translations of sources");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private TextReader reader(Optional<Tokenizer> words) {
        return new TextReader(words, truncate ? LongInput.TRUNCATE : LongInput.REFUSE);
    }

    private void scoreTexts(LanguageModel decoder, ScoredLines lines) {
        TextReader reader = reader(TextReader.tokenizer(tokenizer, compiled.weights(), decoder.context()));
        for (Iterator<Request> requests = input.requests(); requests.hasNext(); ) {
            Request request = requests.next();
            int[] ids = reader.ids(request);
            check(request.place(), ids, decoder.context(), decoder.vocabulary());
            lines.print(ids, ids, Scores.logits(decoder, ids), decoder.vocabulary(), false);
        }
    }

    private void scoreTargets(Translator translator, Settings settings, ScoredLines lines) {
        TextReader sources = reader(TextReader.tokenizer(tokenizer, compiled.weights(), translator.sourceContext()));
        TextReader targets =
                reader(TextReader.target(targetTokenizer, tokenizer, compiled.weights(), translator.context()));
        int start = settings.startToken()
                .orElseThrow(() -> new Refusal(
                        "the spec does not say which token translations begin with",
                        "write `start ID` in `head generate { … }`"));
        List<Request> wanted = targetRequests();
        Iterator<Request> requests = input.requests();
        for (Request target : wanted) {
            Request request = requests.next();
            int[] source = sources.ids(request);
            check(request.place(), source, translator.sourceContext(), translator.sourceVocabulary());
            int[] ids = targets.ids(target);
            int[] tokens = new int[ids.length + 1];
            tokens[0] = start;
            System.arraycopy(ids, 0, tokens, 1, ids.length);
            check(target.place(), tokens, translator.context(), translator.vocabulary());
            lines.print(source, tokens, Scores.logits(translator, source, tokens), translator.vocabulary(), true);
        }
    }

    private List<Request> targetRequests() {
        List<Request> requests = new ArrayList<>();
        for (String text : targetTexts) {
            requests.add(new Request.OfText("--target-text " + (requests.size() + 1), text));
        }
        for (TokenIds ids : targetIds) {
            requests.add(new Request.OfIds("--target-ids " + (requests.size() + 1), ids.values(), List.of()));
        }
        return requests;
    }

    static void check(String place, int[] ids, int context, int vocabulary) {
        if (ids.length == 0 || ids.length > context) {
            throw new Refusal(
                    place + ": " + ids.length + " tokens, and the model takes 1 to " + context,
                    "shorten it, or give --truncate");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= vocabulary) {
                throw new Refusal(
                        place + ", token " + (i + 1) + ": token id " + ids[i] + ", and the vocabulary has 0 to "
                                + (vocabulary - 1),
                        "token ids are those of the model's own tokenizer");
            }
        }
    }
}
