package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import java.util.List;

/** The padding rule, and short forms for what every family writes all the time. */
final class Rows {
    /** Rows are padded to a multiple of this many floats: the widest vector, and a cache line. */
    static final int PAD = 16;

    private Rows() {}

    static int padded(int columns) {
        return Math.ceilDiv(columns, PAD) * PAD;
    }

    static Index var(String name) {
        return Index.name(name);
    }

    static Expr.Load load(Buffer buffer, Index... at) {
        return new Expr.Load(buffer, List.of(at), 1);
    }

    static Expr local(String name) {
        return new Expr.Local(name, 1);
    }

    static Expr real(double value) {
        return new Expr.Real((float) value);
    }
}
