package dev.attar.cli;

import dev.attar.runtime.Options;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** What the generated code runs on. */
final class TargetOptions {
    /** Kinds of code that can be run. */
    enum Kind {
        /** Vectors of the width that suits the machine. */
        JAVA,
        /** Plain Java. */
        SCALAR,
        /** Kernels for a device. */
        OPENCL
    }

    static final class KindNamed implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String name) {
            return switch (name) {
                case "java" -> Kind.JAVA;
                case "scalar" -> Kind.SCALAR;
                case "opencl" -> Kind.OPENCL;
                default ->
                    throw new TypeConversionException("unknown target '" + name + "'; expected java, scalar or opencl");
            };
        }
    }

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "java",
            converter = KindNamed.class,
            description =
                    "java (vectors of this machine's width, the default), scalar (plain Java), which give the same"
                            + " bits, or opencl (kernels on a device).")
    private Kind kind;

    @Option(
            names = "--device",
            paramLabel = "D",
            description = "With --target opencl: a part of the device's name, or its number in attar devices. Default:"
                    + " what ATTAR_OPENCL_DEVICE says, else the best.")
    private String device;

    // For tests of one width on a machine of another; the machine's own is right for everybody else.
    @Option(names = "--lanes", hidden = true)
    private Integer lanes;

    private int threads = Options.defaults().threads();

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "The most threads to work on, the calling one among them. Default: the processors of this process.")
    private void threads(int wanted) {
        if (wanted < 1 || wanted > Options.MOST_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads must be 1 to " + Options.MOST_THREADS + ", got " + wanted);
        }
        threads = wanted;
    }

    /** The device to run on; empty when it is the processor. */
    Optional<dev.attar.runtime.Target.OpenCl> openCl() {
        if (kind != Kind.OPENCL) {
            if (device != null) {
                throw new ParameterException(command.commandLine(), "--device is for --target opencl");
            }
            return Optional.empty();
        }
        return Optional.of(new dev.attar.runtime.Target.OpenCl(Optional.ofNullable(device), false, options()));
    }

    /** Where to run, as the runtime wants it. */
    dev.attar.runtime.Target target() {
        Optional<dev.attar.runtime.Target.OpenCl> device = openCl();
        if (device.isPresent()) return device.get();
        // Vectors that are asked for and not there are refused before anything is done.
        width();
        return new dev.attar.runtime.Target.Processor(options());
    }

    /** Threads and width as the runtime wants them. */
    Options options() {
        Options options = Options.defaults().withThreads(threads);
        if (kind == Kind.SCALAR) {
            return options.withWidth(Width.SCALAR);
        }
        return lanes == null ? options : options.withWidth(width(lanes));
    }

    /** The width to run with; refused when this JVM has no vectors and they are asked for. */
    WidthChoice width() {
        try {
            return WidthChoice.of(options());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Refusal(e.getMessage(), "--target scalar needs no vectors");
        }
    }

    private Width width(int floats) {
        return Width.named(Integer.toString(floats))
                .orElseThrow(() ->
                        new ParameterException(command.commandLine(), "--lanes must be 16, 8 or 4, got " + floats));
    }
}
