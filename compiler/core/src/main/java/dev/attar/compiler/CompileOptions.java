package dev.attar.compiler;

import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.Width;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a compilation is asked for besides the spec. Immutable; {@link #defaults()} with changes.
 *
 * @param packageName of the generated classes; empty: none
 * @param widths that the public class offers; at least one
 * @param weightsAs how the matrices of products are stored. The results are those of the same program on weights that were rounded
 *     to it, bit for bit
 * @param languages that are written; with {@link Language#OPENCL}, the public class can load a model onto a device
 * @param training how the model is trained: then the classes are those that train it, of the model's name and {@code Training}; empty: the
 *     classes are those that run it
 */
public record CompileOptions(
        String packageName,
        Set<Width> widths,
        Storage weightsAs,
        Set<Language> languages,
        Optional<Training> training) {
    public CompileOptions {
        widths = Set.copyOf(widths);
        languages = Set.copyOf(languages);
        if (widths.isEmpty()) throw new IllegalArgumentException("a model needs code for at least one width");
        if (!languages.contains(Language.JAVA)) throw new IllegalArgumentException("the public class is in Java");
        if (training.isPresent() && languages.contains(Language.OPENCL))
            throw new IllegalArgumentException("there is no code that trains on devices: leave OpenCL out");
        if (training.isPresent() && !weightsAs.equals(Storage.FP32))
            throw new IllegalArgumentException("models are trained in fp32, not in " + weightsAs.symbol());
    }

    /** Java for all widths in no package, weights in fp32. */
    public static CompileOptions defaults() {
        return new CompileOptions(
                "", EnumSet.allOf(Width.class), Storage.FP32, EnumSet.of(Language.JAVA), Optional.empty());
    }

    public CompileOptions inPackage(String name) {
        return new CompileOptions(name, widths, weightsAs, languages, training);
    }

    public CompileOptions withWidths(Set<Width> some) {
        return new CompileOptions(packageName, some, weightsAs, languages, training);
    }

    public CompileOptions withWeightsAs(Storage element) {
        return new CompileOptions(packageName, widths, element, languages, training);
    }

    public CompileOptions withLanguages(Set<Language> some) {
        return new CompileOptions(packageName, widths, weightsAs, some, training);
    }

    /** The classes that train the model. */
    public CompileOptions withTraining(Training how) {
        return new CompileOptions(packageName, widths, weightsAs, languages, Optional.of(how));
    }

    /** With OpenCL kernels too. */
    public CompileOptions withOpenCl() {
        return withLanguages(EnumSet.allOf(Language.class));
    }
}
