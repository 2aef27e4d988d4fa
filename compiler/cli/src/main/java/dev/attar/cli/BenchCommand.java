package dev.attar.cli;

import dev.attar.cli.bench.BenchJson;
import dev.attar.cli.bench.BenchTable;
import dev.attar.cli.bench.Measurement;
import dev.attar.cli.bench.StepBench;
import dev.attar.cli.bench.Workload;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar bench}: where the time of a model goes. */
@Command(
        name = "bench",
        description = {
            "Measures a model: the time of a call, and of each of its steps.",
            "",
            "Medians over many calls of a warm JVM, next to what the multiply-add units of this machine can do,"
                    + " measured in the same process. Steps of repeated layers are summed. FLOP are those of products;"
                    + " bytes are weights read, and values read and written, each once.",
            "",
            "Steps are timed in calls that go step by step. Other calls do some steps in one go, or several sequences"
                + " at the same time, where that is faster; so the whole call can take less than the sum. On a device"
                + " the host waits after each step that is timed, and not in other calls; the peak is the device's.",
            ""
        },
        customSynopsis = {
            "attar bench SPEC [--weights F] [--batch B] [--tokens S,…] [--lengths S,S,…]…",
            "                   [--weights-as fp32|bf16|int8] [--threads N] [--target java|scalar|opencl] [--device D]",
            "                   [--output head|hidden] [--rounds N] [--warmup SECONDS] [--json] [-v]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar bench examples/specs/minilm-l6.attar --tokens 8,32,128 --threads 1",
            "  attar bench minilm.attar --weights minilm.safetensors --batch 32 --tokens 128 --json",
            "  attar bench minilm.attar --lengths 5,17,250",
            "",
            "With --json each batch is one line, an object; times are in seconds.",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 100_000;

    @Mixin
    private SpecOption spec;

    @Option(
            names = "--weights",
            paramLabel = "F",
            description = "The weights, a safetensors file. Default: random ones.")
    private Path weights;

    @Mixin
    private WorkloadOptions workloads;

    @Mixin
    private TargetOptions target;

    @Mixin
    private WeightsAsOption weightsAs;

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            defaultValue = "head",
            converter = RunCommand.OutputNamed.class,
            description = "head (what the model is for, the default) or hidden (a row for each token).")
    private String output;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Calls to measure of each batch. Default: as many as take a few seconds.")
    private Integer rounds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "The longest time to run each batch before it is measured; it ends sooner when the JVM has"
                    + " compiled everything. ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(names = "--json", description = "Print one JSON object a line, on standard output, for programs.")
    private boolean json;

    @Option(names = "-v", description = "Say on standard error which vectors are used and why, and timings.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Optional<Target.OpenCl> device = target.openCl();
        workloads.check();
        if (rounds != null && (rounds < 1 || rounds > MOST_ROUNDS)) {
            throw new ParameterException(
                    command.commandLine(), "--rounds must be 1 to " + MOST_ROUNDS + ", got " + rounds);
        }
        if (!(warmUp >= 0)) {
            throw new ParameterException(command.commandLine(), "--warmup must be at least 0 seconds, got " + warmUp);
        }
        PrintWriter out = command.commandLine().getOut();
        Verbose say = new Verbose(verbose, command.commandLine().getErr());
        Source source = spec.source();
        ModelSpec checked = Compiler.check(source);
        Width width = device.isPresent() ? Width.SCALAR : width(say);
        ClassCache cache = ClassCache.ofUser(command.commandLine().getErr());
        GeneratedClasses classes = ModelClasses.of(
                source,
                weightsAs.storage(),
                EnumSet.of(width),
                device.isPresent()
                        ? EnumSet.allOf(dev.attar.compiler.Language.class)
                        : EnumSet.of(dev.attar.compiler.Language.JAVA),
                cache,
                say);
        ProgramPlan plan = classes.program(width).plan();
        List<Workload> batches = workloads.workloads(plan);
        try (Progress progress = Progress.ofSteps("bench");
                StepBench bench = bench(checked, classes, width, device, progress, say)) {
            for (Workload batch : batches) {
                Measurement measured = bench.measure(batch, rounds == null ? 0 : rounds, warmUp, progress::at);
                if (json) {
                    BenchJson.print(measured, out);
                } else {
                    BenchTable.print(measured, out);
                }
            }
        }
        return ExitStatus.DONE;
    }

    private static Weights random(ModelSpec checked, ProgramPlan plan) {
        ModelGraph model = Compiler.model(checked);
        long bytes =
                Compiler.lower(Compiler.fuse(model), Storage.FP32).weights().floats()
                        * Float.BYTES; // made in fp32 in any case
        if (bytes > Runtime.getRuntime().maxMemory() / 10 * 9) {
            throw new Refusal(
                    "random weights for " + plan.model() + " would take " + Quantity.of(bytes, "B")
                            + ", more than this JVM's heap, "
                            + Quantity.of(Runtime.getRuntime().maxMemory(), "B"),
                    "give weights with --weights, or a larger heap with ATTAR_JAVA_OPTS=-Xmx…");
        }
        return Verification.withRandomWeights(model, 1).weights();
    }

    private Width width(Verbose say) {
        WidthChoice width = target.width();
        say.say("width: " + width.width() + " (" + width.reason() + ")");
        return width.width();
    }

    private StepBench bench(
            ModelSpec checked,
            GeneratedClasses classes,
            Width width,
            Optional<Target.OpenCl> device,
            Progress progress,
            Verbose say) {
        long begin = System.nanoTime();
        progress.at(weights == null ? "making random weights" : "reading weights", 0, 0);
        Program program = classes.program(width);
        LoopProgram loops = Compiler.loops(checked, width, weightsAs.storage());
        int index = RunCommand.index(program.plan(), output);
        try (Weights file = weights == null ? null : Weights.open(weights)) {
            Weights used = file == null ? random(checked, program.plan()) : file;
            StepBench bench = device.isPresent()
                    ? StepBench.onDevice(loops, classes.deviceProgram(), classes::program, used, device.get(), index)
                    : StepBench.onProcessor(loops, program, used, target.options(), index);
            say.say("weights: " + (file == null ? "random" : weights.toString()) + ", ready in "
                    + Verbose.time(System.nanoTime() - begin));
            return bench;
        }
    }
}
