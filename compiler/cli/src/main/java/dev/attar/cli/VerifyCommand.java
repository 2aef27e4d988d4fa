package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.Target;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
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
                    + " bf16 the reference multiplies by the same rounded weights.",
            ""
        },
        customSynopsis = {
            "attar verify SPEC [--weights F] [--weights-as fp32|bf16] [--target java|scalar|opencl]",
            "                    [--device D] [--threads N] [--sequences N] [--seed N] [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar verify examples/specs/article.attar",
            "  attar verify minilm.attar --weights minilm.safetensors --target scalar",
            "",
            "Exit status: 0 they agree, 1 they differ or an input was refused, 2 the command line was wrong,",
            "70 a fault of attar's own."
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

    @Option(names = "-v", description = "Say on standard error which vectors are used and why, and what took how long.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (sequences < 1) {
            throw new picocli.CommandLine.ParameterException(
                    command.commandLine(), "--sequences is " + sequences + "; give 1 or more");
        }
        PrintWriter out = command.commandLine().getOut();
        Verbose say = new Verbose(verbose, command.commandLine().getErr());
        Source source = spec.source();
        ModelGraph model = Compiler.model(Compiler.check(source));
        Optional<dev.attar.runtime.Target.OpenCl> device = target.openCl();
        Width width = device.isPresent() ? Width.SCALAR : width(say);
        // Not from the cache: what is verified is what the compiler makes now.
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                "",
                EnumSet.of(width),
                weightsAs.element(),
                device.isPresent() ? EnumSet.allOf(Target.class) : EnumSet.of(Target.JAVA)));
        Program program = classes.program(width);
        try (Weights file = weights == null ? null : Weights.open(weights)) {
            Verification verification = file == null
                    ? Verification.withRandomWeights(model, seed)
                    : Verification.withWeights(model, file, program);
            Verification stored = verification.storedAs(weightsAs.element());
            try (Session session = device.isPresent()
                    ? Session.open(classes.deviceProgram(), classes::program, stored.weights(), device.get())
                    : Session.open(program, stored.weights(), target.options())) {
                say.say("computed by " + session.computedBy());
                return stored.compare(session, seed, sequences, out) ? ExitStatus.DONE : ExitStatus.REFUSED;
            }
        }
    }

    private Width width(Verbose say) {
        WidthChoice width = target.width();
        say.say("width: " + width.width() + " (" + width.reason() + ")");
        return width.width();
    }
}
