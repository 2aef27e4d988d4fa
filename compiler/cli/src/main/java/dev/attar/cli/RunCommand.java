package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Aggregation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code attar run}: compiles a model in memory and runs it. */
@Command(
        name = "run",
        description = {
            "Runs a model on texts or token ids.",
            "",
            "The spec is compiled in memory; the classes are kept in ~/.cache/attar (ATTAR_CACHE), so the next run of"
                    + " it starts at once.",
            ""
        },
        customSynopsis = {
            "attar run SPEC --weights F [--tokenizer F] (--text T… | --ids ID,ID,… | --input FILE)",
            "                 [--pair T…] [--output head|hidden] [--json] [--keep-going] [--truncate]",
            "                 [--aggregation HOW] [--best N] [--prompt-name NAME | --no-prompt]",
            "                 [--target java|scalar|opencl] [--device D] [--weights-as fp32|bf16|int8] [--threads N]"
                    + " [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar run minilm.attar --weights minilm.safetensors --text \"a red car\" --text \"an apple\"",
            "  attar run reader.attar --weights reader.safetensors --text \"Who wrote it?\" --pair \"Ada wrote it.\"",
            "  attar run minilm.attar --weights minilm.safetensors --ids 101,7592,2088,102 --json",
            "  attar run minilm.attar --weights minilm.safetensors --input lines.txt --json > vectors.jsonl",
            "",
            "With --json each result is one line, {\"ids\":[…],\"shape\":[…],\"values\":[…]}; floats read back to the"
                + " same bits. Where the spec names classes, \"labels\" has their names; for scores of classes of a"
                + " text, \"probabilities\" has what they mean. Texts of a head that tags have \"entities\", a pair of"
                + " question and passage \"answers\" and \"no_answer\", a text with masks \"masks\": each with its"
                + " score, entities and answers with their place in UTF-16 units.",
            "A batch and the number of threads change no bit of any result; nor do the targets java and scalar.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class RunCommand implements Callable<Integer> {
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
    private InputOptions input;

    @Mixin
    private PairOptions pair;

    @Option(
            names = "--keep-going",
            description = "Say which inputs are refused and go on with the others. With --json a line"
                    + " {\"error\":\"…\"} stands in their place. Exit status 1 all the same.")
    private boolean keepGoing;

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            defaultValue = "head",
            converter = OutputNamed.class,
            description = "head (what the model is for, the default) or hidden (a row for each token).")
    private String output;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Option(
            names = "--truncate",
            description = "Cut texts of more tokens than the context. Default: refuse them, unless the spec"
                    + " says truncate.")
    private boolean truncate;

    @Option(
            names = "--aggregation",
            paramLabel = "HOW",
            defaultValue = "simple",
            converter = AggregationNamed.class,
            description =
                    "How tokens become entities: simple (each token for itself, the default), or words labelled by"
                            + " their first token, by the average of them, or by the max, the surest.")
    private Aggregation aggregation;

    @Option(
            names = "--best",
            paramLabel = "N",
            defaultValue = "3",
            converter = Count.class,
            description = "How many answers to a question, or tokens for a mask. Default: 3.")
    private int best;

    @Mixin
    private PromptOptions prompt;

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
        Optional<Classes> classes = output.equals("head") ? Classes.of(model) : Optional.empty();
        try (Session session = compiled.session(source, say);
                Tokenizer words = tokenizer(session.plan())) {
            LongInput longInput = truncate || model.texts().truncate() ? LongInput.TRUNCATE : LongInput.REFUSE;
            Inference inference =
                    new Inference(session, index(session.plan(), output), Optional.ofNullable(words), longInput);
            Optional<ResultReader> reader = words == null || !output.equals("head")
                    ? Optional.empty()
                    : Optional.of(new ResultReader(model, words, longInput, aggregation, best));
            RefusedInputs refused =
                    keepGoing ? RefusedInputs.said(command.commandLine().getErr()) : RefusedInputs.STOP;
            Inference.Done done = inference.run(
                    prompt.prompted(pair.requests(input), model.texts()),
                    json ? new JsonLines(out, classes, reader) : new Overview(out, classes, reader),
                    refused);
            say.say("ran " + done.sequences() + " sequences of " + done.tokens() + " tokens in all in "
                    + Verbose.time(done.nanos()));
            return refused.count() == 0 ? ExitStatus.DONE : ExitStatus.REFUSED;
        }
    }

    /** The tokenizer; null when only ids are given, or there is none (texts are then refused with their place). */
    private Tokenizer tokenizer(ProgramPlan plan) {
        boolean texts = !input.texts.isEmpty() || input.file != null;
        if (tokenizer != null) {
            return Tokenizer.load(tokenizer, plan.most("tokens"));
        }
        Path beside = compiled.weights().toAbsolutePath().resolveSibling("tokenizer.json");
        return texts && Files.exists(beside) ? Tokenizer.load(beside, plan.most("tokens")) : null;
    }

    static int index(ProgramPlan plan, String output) {
        List<String> names = plan.entries().getFirst().outputs().stream()
                .map(EntryPlan.Output::name)
                .toList();
        int index = names.indexOf(output);
        if (index < 0) {
            throw new Refusal(plan.model() + " has no output " + output, "it has " + String.join(", ", names));
        }
        return index;
    }

    static final class AggregationNamed implements ITypeConverter<Aggregation> {
        @Override
        public Aggregation convert(String name) {
            for (Aggregation known : Aggregation.values()) {
                if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return known;
                }
            }
            throw new TypeConversionException(
                    "unknown aggregation '" + name + "'; expected simple, first, average or max");
        }
    }

    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String written) {
            try {
                int count = Integer.parseInt(written);
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("'" + written + "' is not a whole number from 1 on");
        }
    }

    static final class OutputNamed implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!List.of("head", "hidden").contains(name)) {
                throw new TypeConversionException("unknown output '" + name + "'; expected head or hidden");
            }
            return name;
        }
    }
}
