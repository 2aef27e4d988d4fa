package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.importer.Exporter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar export}: a Hugging Face folder of a spec and its weights. */
@Command(
        name = "export",
        description = {
            "Writes a model as the Hugging Face folder that it could have been imported from.",
            "",
            "The family is the first whose settings are read as the spec: config.json, model.safetensors under the"
                    + " family's names, settings of texts (generation_config.json) or of sentence-transformers, and the"
                    + " tokenizer beside the weights. A spec that no family composes is refused.",
            ""
        },
        customSynopsis = "attar export SPEC --weights F -o DIR",
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar export models/Gpt2.attar --weights models/Gpt2.safetensors -o gpt2-folder",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "F",
            description = "The model's weights, a safetensors file.")
    private Path weights;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder to write to; made when it is not there.")
    private Path folder;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Exporter.export(Compiler.check(spec.source()), weights, folder)
                .forEach(file -> command.commandLine().getOut().println(file));
        return ExitStatus.DONE;
    }
}
