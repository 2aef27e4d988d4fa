package dev.attar.cli;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Language;
import dev.attar.compiler.Stage;
import dev.attar.compiler.StageText;
import dev.attar.compiler.run.CompileRun;
import dev.attar.compiler.run.Outcome;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code attar compile}: a spec becomes source files. */
@Command(
        name = "compile",
        description = {
            "Writes Java source specialised for exactly the model of a spec.",
            "",
            "What is written depends on the spec, the options and the version of attar alone. Files that would not"
                    + " change are left as they are.",
            ""
        },
        customSynopsis = {
            "attar compile SPEC -o DIR [--package P] [--target java,opencl] [--widths 16,8,4,scalar]",
            "                     [--weights-as fp32|bf16|int8] [--training] [-v]",
            "       attar compile SPEC --emit STAGE [--after PASS] [--package P] [--target java,opencl]",
            "                     [--widths 16,8,4,scalar] [--weights-as fp32|bf16|int8]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar compile examples/specs/minilm-l6.attar -o src/generated --package com.example",
            "  attar compile examples/specs/minilm-l6.attar --emit fused",
            "  attar compile examples/specs/minilm-l6.attar --emit loops --after products --widths 8",
            "",
            "Exit status: 0 done, 1 the spec was refused, 2 usage error, 70 internal error."
        })
final class CompileCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @ArgGroup(multiplicity = "1")
    private Wanted wanted;

    private static final class Wanted {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "DIR",
                description = "The source folder to write below; made when it is not there.")
        private Path folder;

        @Option(
                names = "--emit",
                paramLabel = "STAGE",
                converter = StageNamed.class,
                description = "Print a stage of the pipeline instead: syntax, model, fused, loops, java or opencl.")
        private Stage stage;
    }

    @Option(
            names = "--after",
            paramLabel = "PASS",
            description = "With --emit loops: the loops as one pass of each schedule leaves them; '" + StageText.LOWERED
                    + "' is before all of them. A wrong name is answered with those there are.")
    private String pass;

    @Option(
            names = "--package",
            paramLabel = "P",
            defaultValue = "",
            converter = PackageName.class,
            description = "The package of the generated classes. Default: none.")
    private String packageName;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            split = ",",
            defaultValue = "java",
            converter = TargetNamed.class,
            description =
                    "What to write code for: java (the default), or java,opencl: kernels too, beside the Java, which"
                            + " belong to the resources of your build.")
    private List<Language> targets;

    @Option(
            names = "--widths",
            paramLabel = "WIDTH",
            split = ",",
            defaultValue = "16,8,4,scalar",
            description = "The vectors to write code for, in floats: some of 16 (AVX-512), 8 (AVX2) and 4 (NEON, SSE)."
                    + " Scalar code is always written. A machine whose vectors are left out takes the next narrower"
                    + " ones. Default: all.")
    private List<String> widths;

    @Option(
            names = "--training",
            description = "Write the class that trains the model, too, NAMETraining, as the spec's block train says.")
    private boolean training;

    @Mixin
    private WeightsAsOption weightsAs;

    @Option(names = "-v", description = "Name each file, and say what was written.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (!targets.contains(Language.JAVA)) {
            throw new ParameterException(
                    command.commandLine(), "--target opencl needs java too, whose class launches it: give java,opencl");
        }
        if (pass != null && wanted.stage != Stage.LOOPS) {
            throw new ParameterException(command.commandLine(), "--after needs --emit loops");
        }
        if (wanted.stage != null) {
            command.commandLine().getOut().print(text());
            return ExitStatus.DONE;
        }
        Verbose say = new Verbose(verbose, command.commandLine().getErr());
        CompileRun.Result result = new CompileRun(
                        List.of(new CompileRun.Input(spec.file(), packageName, training)),
                        wanted.folder,
                        weightsAs.storage(),
                        EnumSet.copyOf(targets),
                        widths())
                .run();
        for (CompileRun.Written file : result.written()) {
            say.say((file.changed() ? "wrote " : "unchanged ") + file.file());
        }
        for (Outcome outcome : result.outcomes()) {
            switch (outcome) {
                case Outcome.Done done -> {
                    say.say(done.emitted().className() + ": "
                            + result.written().stream()
                                    .filter(CompileRun.Written::changed)
                                    .count()
                            + " of " + result.written().size() + " files written");
                }
                case Outcome.Wrong wrong -> throw wrong.refused();
                case Outcome.Failed failed -> throw failed.fault();
                case Outcome.Clashing clashing -> throw new IllegalStateException("one spec and two: " + clashing);
            }
        }
        return ExitStatus.DONE;
    }

    private String text() {
        CompileOptions options = CompileOptions.defaults()
                .inPackage(packageName)
                .withWeightsAs(weightsAs.storage())
                .withWidths(widths())
                .withLanguages(EnumSet.copyOf(targets));
        if (pass == null) {
            return StageText.of(spec.source(), wanted.stage, options);
        }
        try {
            return StageText.after(spec.source(), pass, options);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(command.commandLine(), "--after: " + unknown.getMessage());
        }
    }

    private Set<Width> widths() {
        try {
            return CompileRun.widths(widths);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(command.commandLine(), "--widths: " + unknown.getMessage());
        }
    }

    static final class StageNamed implements ITypeConverter<Stage> {
        @Override
        public Stage convert(String name) {
            return Stage.named(name)
                    .orElseThrow(() -> new TypeConversionException("unknown stage '" + name + "'; expected one of "
                            + Arrays.stream(Stage.values()).map(Stage::symbol).collect(Collectors.joining(", "))));
        }
    }

    static final class PackageName implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!name.isEmpty() && !SourceVersion.isName(name)) {
                throw new TypeConversionException("'" + name + "' is not the name of a Java package");
            }
            return name;
        }
    }

    static final class TargetNamed implements ITypeConverter<Language> {
        @Override
        public Language convert(String name) {
            return Language.named(name)
                    .orElseThrow(() ->
                            new TypeConversionException("unknown target '" + name + "'; expected java or java,opencl"));
        }
    }
}
