package dev.attar.compiler.loops;

import java.util.List;

/**
 * A part of a kernel that stands in a method of its own, so that each hot loop is compiled alone.
 *
 * @param name unique in the program
 * @param comment what it computes
 * @param indices the integers it is given, by the names they have at the place of the call
 * @param buffers the buffers it is given
 * @param held dummy arguments, whose sum it returns: they stop C2 from hoisting loads and spilling. A compiler that counts them as
 *     registers in use lets the body load late, and what is loaded late is not put on the stack (ADR 18)
 */
public record Routine(
        String name, String comment, List<String> indices, List<Buffer> buffers, int held, Statement body) {
    public Routine {
        indices = List.copyOf(indices);
        buffers = List.copyOf(buffers);
    }

    /** The arrays of the call that it is given: those that its body reads. */
    public List<Index.Array> arrays() {
        return List.copyOf(Reads.of(body).arrays());
    }
}
