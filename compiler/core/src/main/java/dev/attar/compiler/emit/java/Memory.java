package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import java.util.Arrays;
import java.util.List;

/** The memories of a call as generated methods know them, in the order in which they are handed on. */
enum Memory {
    ARENA("arena", TypeName.get(float[].class)),
    STATE("state", TypeName.get(float[][].class)),
    WEIGHTS("weights", Names.SEGMENT),
    PARAMETERS("parameters", TypeName.get(float[].class));

    private final String symbol;
    private final TypeName type;

    Memory(String symbol, TypeName type) {
        this.symbol = symbol;
        this.type = type;
    }

    static Memory of(Space space) {
        return switch (space) {
            case ACTIVATION, SCRATCH -> ARENA;
            case STATE -> STATE;
            case WEIGHT -> WEIGHTS;
            case PARAMETER -> PARAMETERS;
            case WINDOW, LOCAL -> throw new IllegalArgumentException("no memory of all such buffers: " + space);
        };
    }

    /** Those that a statement reads or writes. */
    static List<Memory> of(Statement statement) {
        List<Memory> touched = Reads.of(statement).buffers().stream()
                .map(b -> of(b.space()))
                .distinct()
                .toList();
        return Arrays.stream(values()).filter(touched::contains).toList();
    }

    /** The name of the variable. */
    String symbol() {
        return symbol;
    }

    /** Declares it in a method that has the frame. */
    void declare(MethodSpec.Builder method) {
        method.addStatement("$T $N = frame.$N()", type, symbol, symbol);
    }

    /** Makes it a parameter. */
    void parameter(MethodSpec.Builder method) {
        method.addParameter(type, symbol);
    }

    CodeBlock code() {
        return CodeBlock.of("$N", symbol);
    }
}
