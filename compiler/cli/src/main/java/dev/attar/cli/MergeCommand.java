package dev.attar.cli;

import dev.attar.runtime.training.AdapterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar merge}: low-rank adapters become part of the weights that they were trained for. */
@Command(
        name = "merge",
        description = {
            "Merges low-rank adapters, which attar train --lora N --save adapters writes, into the weights that they"
                    + " were trained for.",
            "",
            "Every matrix with an adapter becomes W + (alpha / rank) B A; a head that was trained with the adapters"
                    + " takes the place of the one in the weights; all else is copied bit for bit.",
            ""
        },
        customSynopsis = "attar merge --weights F --adapters F -o F",
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar merge --weights minilm.safetensors --adapters run/reviews.adapters.safetensors -o"
                    + " reviews.safetensors",
            "",
            "A checkpoint of a run with adapters has both: give its step-N.weights.safetensors as --weights and as"
                    + " --adapters.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class MergeCommand implements Callable<Integer> {
    @Option(
            names = "--weights",
            required = true,
            paramLabel = "F",
            description = "The safetensors file that training began with.")
    private Path weights;

    @Option(names = "--adapters", required = true, paramLabel = "F", description = "The file of adapters.")
    private Path adapters;

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
        int changed = AdapterFile.merge(weights, adapters, file);
        command.commandLine().getOut().println("weights    " + file + ": " + changed + " matrices with their adapters");
        return ExitStatus.DONE;
    }
}
