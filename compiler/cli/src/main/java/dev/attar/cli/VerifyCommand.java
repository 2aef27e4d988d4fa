package dev.attar.cli;

import dev.attar.compiler.run.VerifyRun;
import dev.attar.compiler.source.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar verify}: generated code against the reference. */
@Command(
        name = "verify",
        description = {
            "Compares the generated code of a model with the reference, on random inputs.",
            "",
            "The reference computes each operation as it is defined, in double precision. The difference allowed is"
                    + " what rounding to fp32 can make of this model, these weights and these inputs. With --weights-as"
                    + " bf16 or int8 the reference multiplies by the same rounded weights.",
            ""
        },
        customSynopsis = {
            "attar verify SPEC [--weights F] [--weights-as fp32|bf16|int8] [--target java|scalar|opencl]",
            "                    [--device D] [--threads N] [--sequences N] [--seed N] [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar verify examples/specs/article.attar",
            "  attar verify minilm.attar --weights minilm.safetensors --target scalar",
            "  attar verify minilm.attar --weights minilm.safetensors --target opencl --device 0",
            "",
            "Exit status: 0 they agree, 1 they differ or an input was refused, 2 usage error,",
            "70 internal error."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private SpecOption spec;

    @Option(
            names = "--weights",
            paramLabel = "F",
            description =
                    "The weights: a safetensors file, or one that attar pack made, which is first compared with its"
                            + " checksum. Default: random ones.")
    private Path weights;

    @Mixin
    private WeightsAsOption weightsAs;

    @Mixin
    private TargetOptions target;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "6",
            description = "Sequences in the batch; ${DEFAULT-VALUE}.")
    private int sequences;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed makes other inputs and random weights; ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "-v", description = "Say on standard error which vectors are used and why, and timings.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (sequences < 1) {
            throw new picocli.CommandLine.ParameterException(
                    command.commandLine(), "--sequences must be at least 1, got " + sequences);
        }
        PrintWriter out = command.commandLine().getOut();
        Verbose say = new Verbose(verbose, command.commandLine().getErr());
        Source source = spec.source();
        VerifyRun run = new VerifyRun(
                source, Optional.ofNullable(weights), weightsAs.storage(), target.target(), seed, sequences);
        return run.run(out, say::say) ? ExitStatus.DONE : ExitStatus.REFUSED;
    }
}
