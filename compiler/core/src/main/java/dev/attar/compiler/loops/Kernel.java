package dev.attar.compiler.loops;

import java.util.List;
import java.util.Optional;

/**
 * One operation as loops.
 *
 * @param name says operation and shape: {@code linear384x1152}
 * @param comment the formula with its shapes
 * @param buffers formal parameters: activations and weights
 * @param scratch memory for one worker
 * @param body all of it
 * @param rows only the rows from {@code begin} to {@code end}, integers that the routine is given; empty before scheduling, and
 *     for what does not go row by row
 */
public record Kernel(
        String name,
        String comment,
        List<Buffer> buffers,
        List<Scratch> scratch,
        Statement body,
        Optional<Routine> rows) {
    public Kernel {
        buffers = List.copyOf(buffers);
        scratch = List.copyOf(scratch);
    }

    /** A scratch buffer and how many floats it needs: a polynomial in {@link Sizes#LONGEST}. */
    public record Scratch(Buffer buffer, Index floats) {}

    /** As lowering makes it: not scheduled yet. */
    public Kernel(String name, String comment, List<Buffer> buffers, List<Scratch> scratch, Statement body) {
        this(name, comment, buffers, scratch, body, Optional.empty());
    }

    public Kernel scheduled(Statement changed, Optional<Routine> rowsOnly) {
        return new Kernel(name, comment, buffers, scratch, changed, rowsOnly);
    }
}
