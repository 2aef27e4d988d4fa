package dev.attar.cli;

import dev.attar.cli.draw.Drawing;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.runtime.files.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar draw}: a model as a picture. */
@Command(
        name = "draw",
        description = {
            "Draws a model as an SVG: its stacks and their parts with settings, shapes, parameters and FLOP.",
            "",
            "The picture follows the light or dark theme of the page that shows it. No weights are needed.",
            ""
        },
        customSynopsis = "attar draw SPEC -o F.svg [--tokens N]",
        footerHeading = "%nExample:%n",
        footer = {
            "  attar draw examples/specs/minilm-l6.attar -o minilm.svg",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class DrawCommand implements Callable<Integer> {
    private static final int USUAL_TOKENS = 512;

    @Mixin
    private SpecOption spec;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "F.svg",
            description = "The file to write.")
    private Path file;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Count the FLOP of a sequence of so many tokens. Default: the context, at most "
                    + USUAL_TOKENS + ".")
    private Integer tokens;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(command.commandLine(), "--output is a folder, expected a file: " + file);
        }
        ModelSpec model = Compiler.check(spec.source());
        int context = model.stacks().stream().mapToInt(model::contextOf).min().orElseThrow();
        if (tokens != null && (tokens < 1 || tokens > context)) {
            throw new ParameterException(command.commandLine(), "--tokens is " + tokens + ": give 1 to " + context);
        }
        String picture =
                Drawing.of(model, Compiler.model(model), tokens != null ? tokens : Math.min(context, USUAL_TOKENS));
        try (PartFile part = PartFile.of(file)) {
            part.append(ByteBuffer.wrap(picture.getBytes(StandardCharsets.UTF_8)));
            part.complete();
        }
        command.commandLine().getOut().println("drawn       " + file);
        return ExitStatus.DONE;
    }
}
