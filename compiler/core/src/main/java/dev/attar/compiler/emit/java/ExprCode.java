package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Expr.BinaryOp;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import java.util.List;

/** Floats and vectors of the loop IR as Java expressions. */
final class ExprCode {
    private ExprCode() {}

    static CodeBlock of(Expr expr) {
        return switch (expr) {
            case Expr.Real(float value) -> real(value);
            case Expr.FromIndex(Index index) -> CodeBlock.of("(float) $L", IndexCode.operand(index));
            case Expr.Local(String name, int _) -> CodeBlock.of("$N", name);
            case Expr.Load(Buffer buffer, List<Index> at, int lanes) -> load(buffer, at, lanes);
            case Expr.LoadPairs(Buffer buffer, List<Index> at, int lanes) ->
                CodeBlock.of("$L($L, $L)", lanes == 1 ? "pair" : "pairs", segment(buffer), place(buffer, at));
            case Expr.Half(Expr.HalfOf half, Expr pairs) -> CodeBlock.of("$L($L)", half(half), of(pairs));
            // Printed in full: a method of ours late in a large routine is one that C2 no longer inlines (ADR 9).
            case Expr.Broadcast(Expr value, int _) -> CodeBlock.of("$T.broadcast(FLOATS, $L)", Names.VECTOR, of(value));
            case Expr.Lane(Expr vector, int lane) -> CodeBlock.of("$L.lane($L)", of(vector), lane);
            case Expr.Unary(Expr.UnaryOp op, Expr value) -> unary(op, value);
            case Expr.Binary(BinaryOp op, Expr left, Expr right) ->
                expr.lanes() == 1 ? scalar(op, left, right) : vector(op, left, right);
            case Expr.Fma(Expr a, Expr b, Expr c) ->
                expr.lanes() == 1
                        ? CodeBlock.of("$T.fma($L,$W$L,$W$L)", Math.class, of(a), of(b), of(c))
                        : CodeBlock.of("$L$Z.fma($L,$W$L)", of(a), of(b), of(c));
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) ->
                expr.lanes() == 1
                        ? CodeBlock.of("($L < $L$W? $L$W: $L)", of(left), of(right), of(then), of(otherwise))
                        : CodeBlock.of(
                                "$L$Z.blend($L,$W$L.compare($T.LT, $L))",
                                of(otherwise),
                                of(then),
                                of(left),
                                Names.OPERATORS,
                                of(right));
            case Expr.Call(Elementary function, Expr argument) ->
                CodeBlock.of("$L($L)", function.symbol(), of(argument));
            case Expr.Fold(Combine combine, Expr vector) -> CodeBlock.of("$L($L)", fold(combine), of(vector));
        };
    }

    /** The name of the method that folds a vector. */
    static String fold(Combine combine) {
        return switch (combine) {
            case SUM -> "sumOf";
            case LARGEST -> "largestOf";
        };
    }

    /** The name of the method that widens one half of pairs. */
    static String half(Expr.HalfOf half) {
        return switch (half) {
            case LOWER -> "lower";
            case UPPER -> "upper";
        };
    }

    static CodeBlock real(float value) {
        if (value == Float.NEGATIVE_INFINITY) return CodeBlock.of("$T.NEGATIVE_INFINITY", Float.class);
        if (value == Float.POSITIVE_INFINITY) return CodeBlock.of("$T.POSITIVE_INFINITY", Float.class);
        return CodeBlock.of("$Lf", Float.toString(value));
    }

    private static CodeBlock load(Buffer buffer, List<Index> at, int lanes) {
        CodeBlock place = place(buffer, at);
        return switch (buffer.space()) {
            case WEIGHT, WINDOW ->
                CodeBlock.of("$L($L, $L)", loadOfWeights(buffer.element(), lanes), segment(buffer), place);
            case ACTIVATION, SCRATCH, STATE, PARAMETER ->
                lanes == 1
                        ? CodeBlock.of("$L[$L]", array(buffer, at), place)
                        : CodeBlock.of("vector($L, $L)", array(buffer, at), place);
            case LOCAL -> throw new IllegalStateException("scheduled for groups: " + buffer);
        };
    }

    /** The array that a place is in which is no weights: each block of what is kept is one. */
    static CodeBlock array(Buffer buffer, List<Index> at) {
        String memory = Memory.of(buffer.space()).symbol();
        return buffer.space() == Space.STATE
                ? CodeBlock.of("$L[$L]", memory, IndexCode.of(at.getFirst()))
                : CodeBlock.of("$L", memory);
    }

    private static String segment(Buffer buffer) {
        return buffer.space() == Space.WINDOW ? buffer.name() : "weights";
    }

    private static String loadOfWeights(Element element, int lanes) {
        return switch (element) {
            case FP32 -> lanes == 1 ? "weight" : "vector";
            case BF16 -> "widened";
            case INTEGER -> lanes == 1 ? "integer" : "integers";
            case SCALE -> lanes == 1 ? "scale" : "scales";
            case GROUPED -> throw new IllegalStateException("not scheduled: a load of grouped weights");
        };
    }

    /** The element a buffer has at the indices, counted from the beginning of the memory it lives in. */
    static CodeBlock place(Buffer buffer, List<Index> at) {
        return switch (buffer.space()) {
            case WEIGHT -> IndexCode.from(buffer.name(), buffer.offset(at), true);
            case WINDOW -> IndexCode.far(buffer.offset(at));
            case STATE -> {
                List<Index> strides = buffer.strides();
                Buffer block = buffer.withStrides(strides.subList(1, strides.size()));
                yield IndexCode.from(buffer.name(), block.offset(at.subList(1, at.size())), false);
            }
            case ACTIVATION, SCRATCH, PARAMETER, LOCAL -> IndexCode.from(buffer.name(), buffer.offset(at), false);
        };
    }

    private static CodeBlock unary(Expr.UnaryOp op, Expr value) {
        boolean scalar = value.lanes() == 1;
        return switch (op) {
            case SQRT ->
                scalar
                        ? CodeBlock.of("(float) $T.sqrt($L)", Math.class, of(value))
                        : CodeBlock.of("$L.sqrt()", of(value));
            case NEGATE -> scalar ? CodeBlock.of("-$L", factor(value)) : CodeBlock.of("$L.neg()", of(value));
        };
    }

    private static CodeBlock scalar(BinaryOp op, Expr left, Expr right) {
        return switch (op) {
            case ADD -> CodeBlock.of("$L$W+ $L", of(left), right(right));
            case SUB -> CodeBlock.of("$L$W- $L", of(left), right(right));
            case MUL -> CodeBlock.of("$L$W* $L", factor(left), factor(right));
            case DIV -> CodeBlock.of("$L$W/ $L", factor(left), factor(right));
            case MAX -> CodeBlock.of("$T.max($L, $L)", Math.class, of(left), of(right));
            case SCALE ->
                CodeBlock.of(
                        "$1T.intBitsToFloat($1T.floatToRawIntBits($2L)$W+ ($1T.floatToRawIntBits($3L) << 23))",
                        Float.class,
                        of(left),
                        of(right));
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

    private static CodeBlock vector(BinaryOp op, Expr left, Expr right) {
        String method = switch (op) {
            case ADD -> "add";
            case SUB -> "sub";
            case MUL -> "mul";
            case DIV -> "div";
            case MAX -> "max";
            case SCALE -> "scale";
        };
        return op == BinaryOp.SCALE
                ? CodeBlock.of(
                        "$L.reinterpretAsInts()$Z.add($L.reinterpretAsInts().lanewise($T.LSHL, 23))"
                                + "$Z.reinterpretAsFloats()",
                        of(left),
                        of(right),
                        Names.OPERATORS)
                : CodeBlock.of("$L$Z.$L($L)", of(left), method, of(right));
    }
}
