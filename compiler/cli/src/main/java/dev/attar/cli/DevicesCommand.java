package dev.attar.cli;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceRuntime;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar devices}: what there is to run on besides the processor. */
@Command(
        name = "devices",
        description = {
            "Lists the OpenCL devices of this machine, the best first, and what is known about them.",
            "",
            "A device is tested when it meets a program for the first time: it must compute what plain Java computes."
                    + " One that does not, or whose driver ends the process, is in quarantine and not used.",
            ""
        },
        customSynopsis = "attar devices [--test]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar devices",
            "  attar devices --test",
            "",
            "Exit status: 0 done, 1 with --test: a device has failed, or there is none, 2 usage error,"
                    + " 70 internal error."
        })
final class DevicesCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 10;
    private static final String SPEC = """
        model SelfTest {
            vocabulary 50   context 40   width 48
            embedding { positions learned   segments 2   norm layer }
            encoder depth 2 {
                attention   { heads 3 }
                feedforward { width 100   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean   normalize l2 }
        }
        """;

    @Option(
            names = "--test",
            description = "Test every device now, with a small model; those in quarantine, too, may come out of it.")
    private boolean test;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        DeviceRuntime runtime = ServiceLoader.load(DeviceRuntime.class)
                .findFirst()
                .orElseThrow(() -> new Refusal("nothing here reaches OpenCL", "add dev.attar:attar-opencl"));
        boolean good = !test || test(runtime);
        List<DeviceInfo> devices = runtime.devices();
        for (int i = 0; i < devices.size(); i++) {
            DeviceInfo device = devices.get(i);
            out.println(i + "  " + device.name());
            out.println("   platform    " + device.platform() + ", driver " + device.driver());
            out.println("   hardware    " + kind(device.kind()) + ", " + device.units() + " compute units, "
                    + Quantity.of(device.memory(), "B"));
            out.println("   tested      "
                    + (device.tested().isEmpty() ? "not yet" : "passed with " + some(device.tested())));
            device.quarantine().ifPresent(why -> out.println("   QUARANTINE  " + why));
        }
        if (devices.isEmpty()) {
            out.println("no OpenCL device; every model runs on the processor");
        }
        return good && !(test && devices.isEmpty()) ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private static String some(List<String> models) {
        String first = models.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return models.size() <= MOST_NAMED ? first : first + " and " + (models.size() - MOST_NAMED) + " more";
    }

    private static String kind(DeviceInfo.Kind kind) {
        return switch (kind) {
            case GPU -> "GPU";
            case ACCELERATOR -> "accelerator";
            case PROCESSOR -> "processor";
        };
    }

    /** Whether all devices pass. */
    private boolean test(DeviceRuntime runtime) {
        runtime.forget();
        Source source = Source.of("self-test.attar", SPEC);
        ModelGraph model = Compiler.model(Compiler.check(source));
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR)).withOpenCl()));
        Verification random = Verification.withRandomWeights(model, 1);
        boolean good = true;
        for (int i = 0; i < runtime.devices().size(); i++) {
            Target.OpenCl target = Target.openCl().on(Integer.toString(i));
            try (Session session = Session.open(classes.deviceProgram(), classes::program, random.weights(), target)) {
                command.commandLine().getErr().println("passed: " + session.computedBy());
            } catch (DeviceException failed) {
                command.commandLine().getErr().println("attar: " + failed.getMessage());
                good = false;
            }
        }
        return good;
    }
}
