package dev.attar.compiler.emit.opencl;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import java.util.EnumSet;
import java.util.Set;

/** Which memories a piece of a kernel touches (its first arguments, in this order), and what they are called. */
final class Memories {
    private Memories() {}

    static Set<Space> of(Statement statement) {
        Set<Space> spaces = EnumSet.noneOf(Space.class);
        for (Buffer buffer : Reads.of(statement).buffers()) spaces.add(buffer.space());
        return spaces;
    }

    /** The name of the pointer to it. */
    static String name(Space space) {
        return switch (space) {
            case ACTIVATION -> "arena";
            case WEIGHT -> "weights";
            case SCRATCH -> "scratch";
            case STATE -> "state";
            case LOCAL, WINDOW, PARAMETER ->
                throw new IllegalArgumentException("no memory of all such buffers: " + space);
        };
    }

    /** Whether places in it are counted in {@code long}s: it can be longer than an {@code int} reaches. */
    static boolean isFar(Space space) {
        return space == Space.WEIGHT || space == Space.STATE;
    }

    /** The declaration of the pointer to it. Nobody else writes what a kernel reads through it. */
    static String declaration(Space space) {
        return switch (space) {
            case ACTIVATION -> "__global float *restrict arena";
            case WEIGHT -> "__global const float *restrict weights";
            case SCRATCH -> "__global float *restrict scratch";
            case PARAMETER -> throw new IllegalArgumentException("devices do not train");
            case STATE -> "__global float *restrict state";
            case LOCAL, WINDOW -> throw new IllegalArgumentException("declared in the kernel: " + space);
        };
    }
}
