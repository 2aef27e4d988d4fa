package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Statement;
import java.util.List;

/** Puts a part of a kernel into a method of its own: HotSpot compiles each hot loop alone, and a reader reads it alone. */
final class Outline {
    private Outline() {}

    static Statement apply(String name, String comment, Statement body) {
        return holding(0, name, comment, body);
    }

    /** A routine that is given some floats to hold. */
    static Statement holding(int floats, String name, String comment, Statement body) {
        return new Statement.Run(routine(floats, name, comment, body));
    }

    static Routine routine(String name, String comment, Statement body) {
        return routine(0, name, comment, body);
    }

    private static Routine routine(int held, String name, String comment, Statement body) {
        Reads reads = Reads.of(body);
        return new Routine(name, comment, List.copyOf(reads.freeIndices()), reads.buffers(), held, body);
    }

    /** For comments: {@code 1 row}, {@code 6 rows}. */
    static String rows(int count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
