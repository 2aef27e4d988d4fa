package dev.attar.compiler.emit.java;

import com.palantir.javapoet.TypeName;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import java.util.EnumSet;
import java.util.Set;

/** The memories of a call as generated methods are handed them, in this order, and what they are called there. */
enum Memory {
    ARENA("arena", TypeName.get(float[].class)),
    WEIGHTS("weights", Names.SEGMENT),
    PARAMETERS("parameters", TypeName.get(float[].class));

    private final String symbol;
    private final TypeName type;

    Memory(String symbol, TypeName type) {
        this.symbol = symbol;
        this.type = type;
    }

    /** The name of the variable, and of the frame's method that gives it. */
    String symbol() {
        return symbol;
    }

    TypeName type() {
        return type;
    }

    static Memory of(Space space) {
        return switch (space) {
            case ACTIVATION, SCRATCH, LOCAL -> ARENA;
            case WEIGHT, WINDOW -> WEIGHTS;
            case PARAMETER -> PARAMETERS;
        };
    }

    /** Those that a piece of a kernel touches. */
    static Set<Memory> of(Statement statement) {
        Set<Memory> all = EnumSet.noneOf(Memory.class);
        Reads.of(statement).buffers().forEach(b -> all.add(of(b.space())));
        return all;
    }
}
