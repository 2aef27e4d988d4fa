package dev.attar.cli;

import dev.attar.compiler.run.InitRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar init}: random weights for a spec that has none. */
@Command(
        name = "init",
        description = {
            "Writes random weights for a spec, to try it without trained ones or to begin training with.",
            "",
            "Matrices and tables are normal with deviation 0.02, cut at two deviations; in models with sinusoidal"
                    + " positions and order post they are uniform after Glorot, as in the models that made these known."
                    + " Norms begin at 1 and 0, biases at 0. A spec and a seed give the same bytes on every machine.",
            ""
        },
        customSynopsis = "attar init SPEC [--seed N] -o F",
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar init examples/specs/minilm-l6.attar --seed 7 -o random.safetensors",
            "  attar run examples/specs/minilm-l6.attar --weights random.safetensors --ids 101,7592,102",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class InitCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which random weights: a whole number. Default: 1.")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "F",
            description = "The safetensors file to write.")
    private Path file;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (Files.isDirectory(file)) {
            throw new ParameterException(command.commandLine(), "--output is a folder, expected a file: " + file);
        }
        InitRun.Result written = new InitRun(spec.source(), seed).writeTo(file);
        String rule = switch (written.rule()) {
            case TRUNCATED_NORMAL -> "truncated normal, deviation 0.02";
            case GLOROT_UNIFORM -> "Glorot uniform";
        };
        command.commandLine()
                .getOut()
                .println("weights    " + file + ": " + Quantity.exact(written.parameters()) + " parameters in "
                        + written.tensors() + " tensors, " + rule + ", seed " + seed);
        return ExitStatus.DONE;
    }
}
