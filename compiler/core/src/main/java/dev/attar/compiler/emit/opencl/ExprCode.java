package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Expr.BinaryOp;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import java.util.List;

/** Floats and vectors of the loop IR as expressions of OpenCL C, which has operators for both. */
final class ExprCode {
    private ExprCode() {}

    static CodeBlock of(Expr expr) {
        int lanes = expr.lanes();
        return switch (expr) {
            case Expr.Real(float value) -> real(value);
            case Expr.FromIndex(Index index) -> CodeBlock.of("(float) $L", IndexCode.operand(index));
            case Expr.Local(String name, int _) -> CodeBlock.of("$L", Words.of(name));
            case Expr.Load(Buffer buffer, List<Index> at, int _) -> load(buffer, at, lanes);
            case Expr.LoadPairs _, Expr.Half _ ->
                throw new IllegalStateException("not scheduled for a device: " + expr);
            case Expr.Broadcast(Expr value, int _) -> CodeBlock.of("($L) ($L)", type(lanes), of(value));
            case Expr.Lane(Expr vector, int lane) -> CodeBlock.of("$L.s$L", of(vector), Integer.toHexString(lane));
            case Expr.Unary(Expr.UnaryOp op, Expr value) ->
                switch (op) {
                    case SQRT -> CodeBlock.of("sqrt($L)", of(value));
                    case NEGATE -> CodeBlock.of("-$L", factor(value));
                };
            case Expr.Binary(BinaryOp op, Expr left, Expr right) -> binary(op, left, right, lanes);
            case Expr.Fma(Expr a, Expr b, Expr c) -> CodeBlock.of("fma($L,$W$L,$W$L)", of(a), of(b), of(c));
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                CodeBlock.of("($L < $L$W? $L$W: $L)", of(left), of(right), of(then), of(otherwise));
            case Expr.Call(Elementary function, Expr argument) ->
                CodeBlock.of("$L($L)", function(function, lanes), of(argument));
            case Expr.Fold(Combine combine, Expr vector) -> CodeBlock.of("$L($L)", fold(combine), of(vector));
        };
    }

    /** {@code float}, {@code float8}. */
    static String type(int lanes) {
        return lanes == 1 ? "float" : "float" + lanes;
    }

    /**
     * The function of our own for so many lanes. The number is also what tells it from one of the language, which has exp2 and
     * exp10 but nothing with a line before the number.
     */
    static String wide(String name, int lanes) {
        return name + "_" + lanes;
    }

    static String function(Elementary function, int lanes) {
        return wide(function.symbol(), lanes);
    }

    static String fold(Combine combine) {
        return switch (combine) {
            case SUM -> "sumOf";
            case LARGEST -> "largestOf";
        };
    }

    private static CodeBlock real(float value) {
        if (value == Float.NEGATIVE_INFINITY) return CodeBlock.of("-INFINITY");
        if (value == Float.POSITIVE_INFINITY) return CodeBlock.of("INFINITY");
        return CodeBlock.of("$Lf", Float.toString(value));
    }

    private static CodeBlock load(Buffer buffer, List<Index> at, int lanes) {
        CodeBlock place = place(buffer, at);
        String memory = memory(buffer);
        return switch (buffer.element()) {
            case FP32 ->
                lanes == 1
                        ? CodeBlock.of("$L[$L]", memory, place)
                        : buffer.space() == Space.LOCAL
                                // Vectors lie there at multiples of their size, which the driver is told so.
                                ? CodeBlock.of("*(__local const $L *) &$L[$L]", type(lanes), memory, place)
                                : CodeBlock.of("vload$L(0, $L + $L)", lanes, memory, place);
            case BF16 -> CodeBlock.of("$L(weights, $L)", wide("widened", lanes), place);
            case INTEGER -> CodeBlock.of("$L(weights, $L)", wide("integers", lanes), place);
            case SCALE -> CodeBlock.of("$L(weights, $L)", wide("scales", lanes), place);
            case GROUPED -> throw new IllegalStateException("not scheduled: a load of grouped weights");
        };
    }

    /** The pointer to the memory that a buffer lies in. */
    static String memory(Buffer buffer) {
        return buffer.space() == Space.LOCAL ? Words.of(buffer.name()) : Memories.name(buffer.space());
    }

    /** The element a buffer has at the indices, counted from the beginning of the memory it lies in. */
    static CodeBlock place(Buffer buffer, List<Index> at) {
        return buffer.space() == Space.LOCAL
                ? IndexCode.of(buffer.offset(at))
                : IndexCode.from(Words.of(buffer.name()), buffer.offset(at), Memories.isFar(buffer.space()));
    }

    private static CodeBlock binary(BinaryOp op, Expr left, Expr right, int lanes) {
        return switch (op) {
            case ADD -> CodeBlock.of("$L$W+ $L", of(left), right(right));
            case SUB -> CodeBlock.of("$L$W- $L", of(left), right(right));
            case MUL -> CodeBlock.of("$L$W* $L", factor(left), factor(right));
            case DIV -> CodeBlock.of("$L$W/ $L", factor(left), factor(right));
            case MAX -> CodeBlock.of("$L($L,$W$L)", wide("larger", lanes), of(left), of(right));
            case SCALE -> CodeBlock.of("$L($L,$W$L)", wide("scaled", lanes), of(left), of(right));
        };
    }

    /** Sums are not associative in floats: on the right, one gets parentheses. */
    private static CodeBlock right(Expr expr) {
        return isSum(expr) ? CodeBlock.of("($L)", of(expr)) : of(expr);
    }

    /** Nor are products, which get them on both sides. */
    private static CodeBlock factor(Expr expr) {
        boolean product =
                expr instanceof Expr.Binary(BinaryOp op, Expr _, Expr _) && (op == BinaryOp.MUL || op == BinaryOp.DIV);
        return product || isSum(expr) ? CodeBlock.of("($L)", of(expr)) : of(expr);
    }

    private static boolean isSum(Expr expr) {
        return expr instanceof Expr.Binary(BinaryOp op, Expr _, Expr _) && (op == BinaryOp.ADD || op == BinaryOp.SUB);
    }
}
