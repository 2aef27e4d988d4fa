package dev.attar.compiler.emit.opencl;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a kernel is given, in this order: the memories it touches, the batch's arrays it reads, the sizes it uses, and where each
 * of its buffers begins. The one source for the kernel's declaration and for the class that launches it.
 */
record Signature(List<Parameter> parameters) {
    /**
     * @param declaration in OpenCL C
     * @param argument the constant of the runtime's {@code Argument}
     */
    record Parameter(String declaration, String argument) {}

    Signature {
        parameters = List.copyOf(parameters);
    }

    static Signature of(Kernel kernel) {
        Reads reads = Reads.of(kernel.body());
        Set<Buffer.Space> memories = Memories.of(kernel.body());
        boolean scratch = memories.contains(Buffer.Space.SCRATCH);
        List<Parameter> all = new ArrayList<>();
        for (Buffer.Space space : memories) {
            switch (space) {
                case ACTIVATION -> all.add(new Parameter(Memories.declaration(space), "ARENA"));
                case WEIGHT -> all.add(new Parameter(Memories.declaration(space), "WEIGHTS"));
                case SCRATCH -> all.add(new Parameter("__global float *restrict working", "SCRATCH"));
                case LOCAL, WINDOW -> {} // declared within
            }
        }
        for (Index.Array array : Index.Array.values()) {
            if (!reads.arrays().contains(array)) continue;
            all.add(new Parameter("__global const int *restrict " + Memories.array(array), array.name()));
        }
        Set<String> free = reads.freeIndices();
        if (free.contains(Sizes.TOKENS)) all.add(new Parameter("int T", "TOKENS"));
        if (free.contains(Sizes.SEQUENCES)) all.add(new Parameter("int B", "SEQUENCES"));
        if (free.contains(Sizes.LONGEST) || scratch) all.add(new Parameter("int L", "LONGEST"));
        for (Buffer buffer : kernel.buffers()) {
            boolean weight = buffer.space() == Buffer.Space.WEIGHT;
            all.add(new Parameter(
                    (weight ? "long " : "int ") + Words.of(buffer.name()), weight ? "WEIGHTS_PLACE" : "ARENA_PLACE"));
        }
        return new Signature(all);
    }
}
