package dev.attar.compiler.emit.java;

import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.emit.InputNames;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Sizes;
import java.util.Set;

/** The sizes and arrays of a call as local variables of a method that has the {@code frame}. */
final class SizeCode {
    private SizeCode() {}

    /** Declares those sizes that are among the names. */
    static void sizes(MethodSpec.Builder method, Inputs inputs, Set<String> names) {
        for (Axis axis : inputs.axes())
            if (names.contains(axis.rows()))
                method.addStatement("int $N = frame.rows($L)", axis.rows(), InputNames.constant(axis));
        if (names.contains(Sizes.SEQUENCES)) method.addStatement("int $N = frame.sequences()", Sizes.SEQUENCES);
        for (Axis axis : inputs.axes())
            if (names.contains(axis.longest()))
                method.addStatement("int $N = frame.longest($L)", axis.longest(), InputNames.constant(axis));
        if (names.contains(Sizes.NARROW_PANELS))
            method.addStatement("int $N = frame.narrowPanels()", Sizes.NARROW_PANELS);
    }

    /** Declares these arrays. */
    static void arrays(MethodSpec.Builder method, Inputs inputs, Set<Index.Array> arrays) {
        for (Input input : inputs.inputs())
            if (arrays.contains(input.array()))
                method.addStatement(
                        "int[] $N = frame.indices($L)", input.array().symbol(), InputNames.constant(input));
        for (Axis axis : inputs.axes())
            if (arrays.contains(axis.starts()))
                method.addStatement("int[] $N = frame.starts($L)", axis.starts().symbol(), InputNames.constant(axis));
    }
}
