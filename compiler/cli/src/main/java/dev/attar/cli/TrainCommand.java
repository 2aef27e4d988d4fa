package dev.attar.cli;

import dev.attar.cli.train.Choice;
import dev.attar.cli.train.ComputeOptions;
import dev.attar.cli.train.DataOptions;
import dev.attar.cli.train.Interruption;
import dev.attar.cli.train.JsonOutput;
import dev.attar.cli.train.LearningOptions;
import dev.attar.cli.train.PeopleOutput;
import dev.attar.cli.train.RunOptions;
import dev.attar.cli.train.TaskChoice;
import dev.attar.cli.train.Tokenizers;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Gradient;
import dev.attar.compiler.gradient.NoGradient;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.run.StartWeights;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.Fit;
import dev.attar.runtime.train.TrainingResult;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.Task;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar train}: a model learns from examples. */
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Trains a model on examples, from weights of a file or from random ones.",
            "",
            "Examples are JSON lines such as {\"text\":\"…\",\"label\":\"…\"}, or CSV, TSV or CoNLL. All rows are"
                + " checked before training begins. A run is a function of spec, weights, data, options and seed; one"
                + " that was stopped and is resumed ends with the same bits.",
            ""
        },
        customSynopsis = {
            "attar train SPEC --data F [--validation F] [--weights F] -o DIR [--steps N | --epochs N]",
            "                   [--batch-sequences N] [--loss LOSS] [--optimizer OPTIMIZER] [--rate X]",
            "                   [--schedule SCHEDULE] [--warm-up N] [--clip X] [--freeze PART,…] [--lora RANK]",
            "                   [--save merged|adapters] [--seed N]",
            "                   [--target java|scalar|reference] [--resume] [--json] [more options, see below]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar train reviews.attar --weights minilm.safetensors --data train.jsonl --validation test.jsonl \\",
            "      -o run --epochs 3 --batch-sequences 16 --rate 2e-5 --schedule linear --warm-up 50",
            "  attar train tagger.attar --data train.conll -o run --freeze embeddings,layers-0-to-3",
            "  attar train reviews.attar --weights minilm.safetensors --data train.jsonl -o run --lora 8 --rate 1e-3",
            "",
            "DIR gets NAME.safetensors, history.jsonl, report.html and checkpoints/. With --json each step is one line,"
                    + " {\"step\":1,\"loss\":…,\"gradient_norm\":…,\"rate\":…,\"tokens\":…}; evaluations, epochs and"
                    + " checkpoints are lines, too.",
            "Ctrl-C ends a run after its step, with a checkpoint; the same command with --resume goes on.",
            "",
            "Exit status: 0 done, 1 an input was refused or training had to end, 2 usage error, 70 internal error."
        })
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Mixin
    private DataOptions input;

    @Option(
            names = "--weights",
            paramLabel = "F",
            description =
                    "A safetensors file to begin with; a head that it lacks is made new. Default: random weights.")
    private Path weights;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for everything that is written.")
    private Path folder;

    @Mixin
    private RunOptions how;

    @Mixin
    private LearningOptions learning;

    @Mixin
    private ComputeOptions compute;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Source source = spec.source();
        ModelSpec model = Compiler.check(source);
        Choice choice = Choice.of(model, learning, weights != null);
        ModelGraph graph = graph(model, choice);
        Task task = TaskChoice.of(model, graph, choice.training().loss(), input.start(model));
        List<Path> beside = new ArrayList<>();
        if (weights != null) {
            beside.add(weights);
        }
        beside.add(spec.file());
        Tokenizers words = input.tokenizers(task, beside);
        PrintWriter err = command.commandLine().getErr();
        try (PeopleOutput people = new PeopleOutput(err, PeopleOutput.isWatched());
                Dataset data = input.data(task, words)) {
            describe(people, "learns from", data);
            Optional<Dataset> validation = input.validation(task, words);
            validation.ifPresent(set -> describe(people, "validated by", set));
            try (TrainableModel trainable = begun(source, model, graph, choice, people)) {
                Fit fit = Fit.of(trainable, task).into(folder, name()).listener(people);
                choice.described().forEach(fit::describe);
                fit.describe("spec", source.hash()).describe("computed by", compute.described());
                how.apply(fit, choice.rate(), model);
                input.masking(task, words).ifPresent(fit::masking);
                validation.ifPresent(fit::validation);
                run(fit, data);
            } finally {
                validation.ifPresent(Dataset::close);
            }
        }
        return ExitStatus.DONE;
    }

    private void run(Fit fit, Dataset data) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            fit.listener(new JsonOutput(out));
        }
        try (Interruption _ = Interruption.of(fit)) {
            TrainingResult result = fit.run(data);
            report(result, out, command.commandLine().getErr());
        }
    }

    /** The model with what it begins with, of which nothing else is kept. */
    private TrainableModel begun(Source source, ModelSpec model, ModelGraph graph, Choice choice, PeopleOutput people) {
        StartWeights start = StartWeights.of(model, graph, Optional.ofNullable(weights), how.seed);
        if (!start.made().isEmpty()) {
            people.note("made new, since the file lacks them or has them in another shape: "
                    + String.join(", ", start.made()));
        }
        if (!start.unused().isEmpty()) {
            people.note("in the file, and not used: " + String.join(", ", start.unused()));
        }
        return compute.model(source, model, graph, choice.training(), start);
    }

    private static ModelGraph graph(ModelSpec model, Choice choice) {
        ModelGraph forward = Compiler.model(model);
        choice.learns().refuseIdle(forward);
        try {
            return Gradient.of(forward, choice.training());
        } catch (NoGradient no) {
            throw new Refusal("this model cannot be trained as asked: " + no.getMessage(), "see attar train --help");
        }
    }

    private String name() {
        String file = spec.file().getFileName().toString();
        return file.endsWith(".attar") ? file.substring(0, file.length() - ".attar".length()) : file;
    }

    private static void describe(PeopleOutput people, String what, Dataset data) {
        people.note(what + " " + Quantity.exact(data.size()) + " examples of " + Quantity.exact(data.tokens())
                + " tokens in " + data.file()
                + (data.cut() == 0 ? "" : "; " + data.cut() + " texts did not fit the context and were cut")
                + (data.unusedFields().isEmpty()
                        ? ""
                        : "; fields without use: " + String.join(", ", data.unusedFields())));
    }

    private void report(TrainingResult result, PrintWriter out, PrintWriter err) {
        switch (result.end()) {
            case STOPPED -> {
                List<String> again = new ArrayList<>(
                        command.commandLine().getParent().getParseResult().originalArgs());
                if (!again.contains("--resume")) {
                    again.add("--resume");
                }
                err.println("attar: stopped after step " + result.steps() + "; a checkpoint is written. Go on with:");
                err.println("  attar " + String.join(" ", again));
            }
            case EARLY, DONE ->
                result.weights()
                        .ifPresent(file -> err.println("attar: " + result.steps() + " steps"
                                + (result.end() == TrainingResult.End.EARLY ? ", ended early" : "") + "; weights in "
                                + file
                                + ", report in " + folder.resolve("report.html")));
        }
        err.flush();
        out.flush();
    }
}
