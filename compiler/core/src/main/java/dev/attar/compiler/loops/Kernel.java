package dev.attar.compiler.loops;

import java.util.List;

/**
 * One operation as loops.
 *
 * @param name says operation and shape: {@code linear384x1152}
 * @param comment the formula with its shapes
 * @param buffers formal parameters: activations and weights
 * @param scratch memory for one worker
 */
public record Kernel(String name, String comment, List<Buffer> buffers, List<Scratch> scratch, Statement body) {
    public Kernel {
        buffers = List.copyOf(buffers);
        scratch = List.copyOf(scratch);
    }

    /** A scratch buffer and how many floats it needs: a polynomial in {@link Sizes#LONGEST}. */
    public record Scratch(Buffer buffer, Index floats) {}

    public Kernel withBody(Statement changed) {
        return new Kernel(name, comment, buffers, scratch, changed);
    }
}
