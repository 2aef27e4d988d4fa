package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How many tasks there are, for the kernel and for who launches it, and the indices that a task's number stands for. */
record TaskAxes(List<Axis> axes) {
    /** All of them. */
    CodeBlock count(Function<Index, CodeBlock> integer) {
        List<CodeBlock> counts = new ArrayList<>();
        for (Axis axis : axes) if (!isSingle(axis)) counts.add(count(axis, integer));
        return counts.isEmpty() ? CodeBlock.of("1") : CodeBlock.join(counts, " * ");
    }

    /** The index of one axis, of {@code task}: the last axis is the fastest. */
    CodeBlock index(Axis axis, Function<Index, CodeBlock> integer) {
        if (isSingle(axis)) return CodeBlock.of("0");
        CodeBlock number = CodeBlock.of("task");
        List<Axis> counted = axes.stream().filter(a -> !isSingle(a)).toList();
        int place = counted.indexOf(axis);
        for (Axis faster : counted.subList(place + 1, counted.size()))
            number = CodeBlock.of("$L / $L", number, count(faster, integer));
        if (place > 0) number = CodeBlock.of("$L % $L", number, count(axis, integer));
        return axis.stride() > 1 ? CodeBlock.of("$L * $L", number, axis.stride()) : number;
    }

    /** One index, 0, whatever the batch. */
    private static boolean isSingle(Axis axis) {
        return axis.to().isConstant() && axis.to().constant() <= axis.stride();
    }

    private static CodeBlock count(Axis axis, Function<Index, CodeBlock> integer) {
        if (axis.to().isConstant())
            return CodeBlock.of("$L", Math.ceilDiv(axis.to().constant(), (long) axis.stride()));
        if (axis.stride() == 1) return integer.apply(axis.to());
        return CodeBlock.of("(($L + $L) / $L)", integer.apply(axis.to()), axis.stride() - 1, axis.stride());
    }
}
