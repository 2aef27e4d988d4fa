package dev.attar.compiler.loops;

import java.util.ArrayList;
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
 * @param finer the same with the same bits in more and smaller tasks, for batches too small to occupy all workers; it may have a finer
 *     one itself; empty where tasks have one size
 */
public record Kernel(
        String name,
        String comment,
        List<Buffer> buffers,
        List<Scratch> scratch,
        Statement body,
        Optional<Routine> rows,
        Optional<Kernel> finer) {
    public Kernel {
        buffers = List.copyOf(buffers);
        scratch = List.copyOf(scratch);
    }

    /** A scratch buffer and how many floats it needs: a polynomial in {@link Sizes#LONGEST}. */
    public record Scratch(Buffer buffer, Index floats) {}

    /** A kernel that lowering made and that is not scheduled yet. */
    public Kernel(String name, String comment, List<Buffer> buffers, List<Scratch> scratch, Statement body) {
        this(name, comment, buffers, scratch, body, Optional.empty(), Optional.empty());
    }

    /** With tasks of one size. */
    public Kernel(
            String name,
            String comment,
            List<Buffer> buffers,
            List<Scratch> scratch,
            Statement body,
            Optional<Routine> rows) {
        this(name, comment, buffers, scratch, body, rows, Optional.empty());
    }

    /** The kernel, its finer one where it has such, and that one's. */
    public List<Kernel> sizes() {
        List<Kernel> sizes = new ArrayList<>(List.of(this));
        finer.ifPresent(f -> sizes.addAll(f.sizes()));
        return List.copyOf(sizes);
    }

    /** With tasks of finer sizes too. */
    public Kernel withFiner(Kernel other) {
        return new Kernel(name, comment, buffers, scratch, body, rows, Optional.of(other));
    }

    public Kernel scheduled(Statement changed, Optional<Routine> rowsOnly) {
        return new Kernel(name, comment, buffers, scratch, changed, rowsOnly, finer);
    }
}
