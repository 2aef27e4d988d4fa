package dev.attar.cli;

import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code attar pack}: weights become a file that is read in place. */
@Command(
        name = "pack",
        description = {
            "Arranges weights as the generated code reads them, in a file that needs no loading.",
            "",
            "A packed file is mapped, not read: a model is ready in milliseconds, processes that run it share its"
                + " memory, and parts that no call needs are never touched. That is so for a file that nobody can"
                + " write to, as it is made; of any other one, and for root, each process makes a copy first. It fits"
                + " one spec and the version of attar that made it, bf16 also one width of vectors; elsewhere it is"
                + " refused. Use it wherever a safetensors file can be used. With --weights-as bf16 or int8 the report"
                + " says how far rounding moved the weights, as a share of their size.",
            ""
        },
        customSynopsis = {
            "attar pack SPEC --weights F -o FILE [--weights-as fp32|bf16|int8] [--lanes 16|8|4|scalar]",
            "                  [--threads N] [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar pack minilm.attar --weights minilm.safetensors -o minilm.packed",
            "  attar run minilm.attar --weights minilm.packed --text \"a red car\"",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class PackCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Option(names = "--weights", required = true, paramLabel = "F", description = "The weights, a safetensors file.")
    private Path weights;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The packed file to write; the name usually ends in .packed.")
    private Path file;

    @Mixin
    private WeightsAsOption weightsAs;

    @Option(
            names = "--lanes",
            paramLabel = "W",
            converter = WidthNamed.class,
            description =
                    "The vectors of the machine that will run it: 16, 8 or 4 floats, or scalar. Default: this one's."
                            + " Weights in fp32 can be used everywhere, but only with vectors of 8 floats, or only with"
                            + " all others, without being copied.")
    private Width lanes;

    private int threads = Options.defaults().threads();

    @Spec
    private CommandSpec command;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The most threads to work on. Default: all processors.")
    private void threads(int wanted) {
        if (wanted < 1 || wanted > Options.MOST_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads must be 1 to " + Options.MOST_THREADS + ", got " + wanted);
        }
        threads = wanted;
    }

    @Option(names = "-v", description = "Say on standard error which vectors it is for and why, and timings.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file) && Files.exists(weights) && Files.isSameFile(file, weights)) {
            throw new ParameterException(command.commandLine(), "--output names the weights themselves: " + file);
        }
        Source source = spec.source();
        Options options = new Options(threads, Optional.ofNullable(lanes));
        Optional<PackingError> error = PackedModel.write(
                source,
                weightsAs.storage(),
                weights,
                file,
                options,
                new Verbose(verbose, command.commandLine().getErr()));
        PrintWriter out = command.commandLine().getOut();
        out.println("packed     " + file);
        out.println("size       " + Quantity.of(Files.size(file), "B"));
        error.ifPresent(e -> e.print(weightsAs.storage(), out));
        return ExitStatus.DONE;
    }

    static final class WidthNamed implements ITypeConverter<Width> {
        @Override
        public Width convert(String name) {
            return Width.named(name)
                    .orElseThrow(() -> new TypeConversionException("--lanes must be 16, 8, 4 or scalar, got " + name));
        }
    }
}
