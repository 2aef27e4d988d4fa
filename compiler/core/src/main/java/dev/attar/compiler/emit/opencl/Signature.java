package dev.attar.compiler.emit.opencl;

import dev.attar.compiler.emit.InputNames;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a kernel is given, in this order: the memories it touches, the batch's arrays it reads, the sizes it uses, and where each
 * of its buffers begins. The one source for the kernel's declaration and for the class that launches it.
 */
record Signature(List<Parameter> parameters) {
    /**
     * @param declaration in OpenCL C
     * @param argument the member of the runtime's {@code Argument}
     */
    record Parameter(String declaration, String argument) {}

    Signature {
        parameters = List.copyOf(parameters);
    }

    static Signature of(Kernel kernel, Inputs inputs) {
        Reads reads = Reads.of(kernel.body());
        Set<Space> memories = Memories.of(kernel.body());
        boolean scratch = memories.contains(Space.SCRATCH);
        List<Parameter> all = new ArrayList<>();
        for (Space space : memories) {
            switch (space) {
                case ACTIVATION -> all.add(new Parameter(Memories.declaration(space), "ARENA"));
                case WEIGHT -> all.add(new Parameter(Memories.declaration(space), "WEIGHTS"));
                case SCRATCH -> all.add(new Parameter("__global float *restrict working", "SCRATCH"));
                case PARAMETER -> throw new IllegalArgumentException("devices do not train");
                case LOCAL, WINDOW -> {} // declared within
                case STATE -> all.add(new Parameter(Memories.declaration(space), "STATE"));
            }
        }
        for (Input input : inputs.inputs())
            if (reads.arrays().contains(input.array()))
                all.add(array(input.array(), "indices(" + InputNames.constant(input) + ")"));
        for (Axis axis : inputs.axes())
            if (reads.arrays().contains(axis.starts()))
                all.add(array(axis.starts(), "starts(" + InputNames.constant(axis) + ")"));
        Set<String> names = new HashSet<>(reads.freeIndices());
        kernel.scratch().forEach(s -> names.addAll(s.floats().names()));
        for (Axis axis : inputs.axes())
            if (names.contains(axis.rows()))
                all.add(new Parameter("int " + axis.rows(), "rows(" + InputNames.constant(axis) + ")"));
        if (names.contains(Sizes.SEQUENCES)) all.add(new Parameter("int " + Sizes.SEQUENCES, "SEQUENCES"));
        for (Axis axis : inputs.axes())
            if (names.contains(axis.longest()))
                all.add(new Parameter("int " + axis.longest(), "longest(" + InputNames.constant(axis) + ")"));
        if (scratch) all.add(new Parameter("int scratchFloats", "SCRATCH_FLOATS"));
        for (Buffer buffer : kernel.buffers())
            all.add(new Parameter(
                    (Memories.isFar(buffer.space()) ? "long " : "int ") + Words.of(buffer.name()), place(buffer)));
        return new Signature(all);
    }

    private static String place(Buffer buffer) {
        return switch (buffer.space()) {
            case WEIGHT -> "WEIGHTS_PLACE";
            case STATE -> "STATE_PLACE";
            default -> "ARENA_PLACE";
        };
    }

    private static Parameter array(Index.Array array, String argument) {
        return new Parameter("__global const int *restrict " + array.symbol(), argument);
    }
}
