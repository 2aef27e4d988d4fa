package dev.attar.cli;

import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Language;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A spec compiled in memory, with its weights, on what the options say: what every command that runs a model begins with. */
final class CompiledModel {
    @Option(
            names = "--weights",
            required = true,
            paramLabel = "F",
            description = "The weights: a safetensors file, or one that attar pack made.")
    private Path weights;

    @Mixin
    private TargetOptions target;

    @Mixin
    private WeightsAsOption weightsAs;

    Path weights() {
        return weights;
    }

    /** Compiles and loads; the caller closes it. */
    Session session(Source source, Verbose say) {
        return session(source, weights, say);
    }

    /** Compiles and loads another model, on the same target; the caller closes it. */
    Session session(Source source, Path weights, Verbose say) {
        return open(source, weights, target, weightsAs.storage(), say);
    }

    /** Compiles and loads a model; the caller closes it. */
    static Session open(Source source, Path weights, TargetOptions target, Storage weightsAs, Verbose say) {
        ClassCache cache = ClassCache.ofUser(say.err());
        Optional<Target.OpenCl> device = target.openCl();
        Set<Width> widths =
                EnumSet.of(Width.SCALAR); // plain code answers until vectors are compiled, and tries devices
        Set<Language> targets = EnumSet.of(Language.JAVA);
        if (device.isPresent()) {
            targets.add(Language.OPENCL);
        } else {
            WidthChoice width = target.width();
            say.say("width: " + width.width() + " (" + width.reason() + "), "
                    + target.options().threads() + " threads");
            widths.add(width.width());
        }
        GeneratedClasses classes = ModelClasses.of(source, weightsAs, widths, targets, cache, say);
        long begin = System.nanoTime();
        try (Weights opened = Weights.open(weights)) {
            Session session = device.isPresent()
                    ? Session.open(classes.deviceProgram(), classes::program, opened, device.get())
                    : Session.open(classes::program, opened, target.options());
            say.say("computed by " + session.computedBy());
            say.say("weights: " + Quantity.of(session.plan().weightFloats() * Float.BYTES, "B")
                    + (opened.isUsedInPlace() ? " mapped in " : opened.isPacked() ? " copied in " : " loaded in ")
                    + Verbose.time(System.nanoTime() - begin));
            return session;
        }
    }
}
