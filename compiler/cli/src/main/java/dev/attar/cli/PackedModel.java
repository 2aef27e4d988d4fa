package dev.attar.cli;

import dev.attar.compiler.loops.Element;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.EnumSet;

/** Packing ahead: the spec decides how weights lie, so it is compiled first. */
final class PackedModel {
    private PackedModel() {}

    /** Packs the weights of a spec, stored so, into {@code file}, for the options' width. */
    static void write(Source source, Element weightsAs, Path weights, Path file, Options options, Verbose say) {
        WidthChoice width = WidthChoice.of(options);
        say.say("width: " + width.width() + " (" + width.reason() + "), " + options.threads() + " threads");
        ClassCache cache = ClassCache.ofUser(say.err());
        Program program = ModelClasses.of(source, weightsAs, EnumSet.of(width.width()), cache, say)
                .program(width.width());
        long begin = System.nanoTime();
        try (Weights opened = Weights.open(weights)) {
            opened.pack(program, options.threads(), file);
        }
        say.say("weights: " + Quantity.of(program.plan().weightFloats() * Float.BYTES, "B") + " packed in "
                + Verbose.time(System.nanoTime() - begin));
    }
}
