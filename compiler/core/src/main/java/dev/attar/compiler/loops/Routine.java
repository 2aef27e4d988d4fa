package dev.attar.compiler.loops;

import java.util.List;

/**
 * A part of a kernel that stands in a method of its own, so that each hot loop is compiled alone.
 *
 * @param name unique in the program
 * @param comment what it computes
 * @param indices the integers it is given, by the names they have at the place of the call
 * @param buffers the buffers it is given
 */
public record Routine(String name, String comment, List<String> indices, List<Buffer> buffers, Statement body) {
    public Routine {
        indices = List.copyOf(indices);
        buffers = List.copyOf(buffers);
    }
}
