package dev.attar.cli;

import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;

/** Packing ahead: the spec decides how weights lie, so it is compiled first. */
final class PackedModel {
    private PackedModel() {}

    /**
     * Packs the weights of a spec, stored so, into {@code file}, for the options' width.
     *
     * @return what rounding changed; empty where nothing is rounded
     */
    static Optional<PackingError> write(
            Source source, Storage weightsAs, Path weights, Path file, Options options, Verbose say) {
        WidthChoice width = WidthChoice.of(options);
        say.say("width: " + width.width() + " (" + width.reason() + "), " + options.threads() + " threads");
        ClassCache cache = ClassCache.ofUser(say.err());
        Program program = ModelClasses.of(source, weightsAs, EnumSet.of(width.width()), cache, say)
                .program(width.width());
        long begin = System.nanoTime();
        try (Weights opened = Weights.open(weights)) {
            opened.pack(program, options.threads(), file);
            say.say("weights: " + Quantity.of(program.plan().weightFloats() * Float.BYTES, "B") + " packed in "
                    + Verbose.time(System.nanoTime() - begin));
            return weightsAs.equals(Storage.FP32)
                    ? Optional.empty()
                    : Optional.of(PackingError.of(program, opened, file));
        }
    }
}
