package dev.attar.compiler.loops;

import java.util.List;

/** Floats and vectors of the loop IR as functions of a scope, lane by lane. */
interface ExprMeaning {
    float lane(LoopScope scope, int lane);

    static ExprMeaning of(Expr expr, LoopScope names) {
        return switch (expr) {
            case Expr.Real(float value) -> (_, _) -> value;
            case Expr.FromIndex(Index index) -> {
                IndexMeaning value = IndexMeaning.of(index, names);
                yield (scope, _) -> (float) (int) value.in(scope);
            }
            case Expr.Local(String name, int lanes) -> {
                int slot = names.known(name, lanes);
                yield (scope, lane) -> scope.floats[slot][lane];
            }
            case Expr.Load(Buffer buffer, List<Index> at, int lanes) -> {
                IndexMeaning place = inside(buffer, at, lanes * buffer.element().step(), names);
                yield switch (buffer.element()) {
                    case FP32 -> (scope, lane) -> scope.memory.load(buffer.space(), place.in(scope) + lane);
                    case BF16 -> (scope, lane) -> scope.memory.loadBfloat16(place.in(scope) + lane);
                    case INTEGER -> (scope, lane) -> scope.memory.loadInteger(place.in(scope) + lane);
                    case SCALE -> (scope, lane) -> scope.memory.loadBfloat16(place.in(scope) / 2 + lane);
                    case GROUPED -> grouped(buffer, at, names);
                };
            }
            case Expr.LoadPairs(Buffer buffer, List<Index> at, int lanes) -> {
                IndexMeaning place = inside(buffer, at, 2 * lanes, names);
                yield (scope, lane) -> scope.memory.loadPair(place.in(scope) + 2 * lane);
            }
            case Expr.Half(Expr.HalfOf half, Expr pairs) -> {
                ExprMeaning words = of(pairs, names);
                yield (scope, lane) -> LoopMemory.half(half, words.lane(scope, lane));
            }
            case Expr.Broadcast(Expr value, int _) -> {
                ExprMeaning one = of(value, names);
                yield (scope, _) -> one.lane(scope, 0);
            }
            case Expr.Lane(Expr vector, int one) -> {
                ExprMeaning all = of(vector, names);
                yield (scope, _) -> all.lane(scope, one);
            }
            case Expr.Unary(Expr.UnaryOp op, Expr value) -> unary(op, of(value, names));
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) -> binary(op, of(left, names), of(right, names));
            case Expr.Fma(Expr a, Expr b, Expr c) -> {
                ExprMeaning first = of(a, names);
                ExprMeaning second = of(b, names);
                ExprMeaning sum = of(c, names);
                yield (scope, lane) ->
                        Math.fma(first.lane(scope, lane), second.lane(scope, lane), sum.lane(scope, lane));
            }
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) -> {
                ExprMeaning small = of(left, names);
                ExprMeaning large = of(right, names);
                ExprMeaning yes = of(then, names);
                ExprMeaning no = of(otherwise, names);
                yield (scope, lane) -> small.lane(scope, lane) < large.lane(scope, lane)
                        ? yes.lane(scope, lane)
                        : no.lane(scope, lane);
            }
            case Expr.Call(Elementary function, Expr argument) -> call(function, of(argument, names), names);
            case Expr.Fold(Combine combine, Expr vector) -> fold(combine, of(vector, names), vector.lanes());
        };
    }

    /** A number of a matrix that no schedule has taken apart: it lies in panels of 16 rows from the beginning. */
    private static ExprMeaning grouped(Buffer matrix, List<Index> at, LoopScope names) {
        int begin = names.buffer(matrix.name());
        IndexMeaning row = IndexMeaning.of(at.getFirst(), names);
        IndexMeaning column = IndexMeaning.of(at.getLast(), names);
        long columns = matrix.strides().getFirst().constant();
        return (scope, _) -> {
            int n = (int) row.in(scope);
            int k = (int) column.in(scope);
            int panel = n - n % 16;
            long bytes = scope.integers[begin] + panel * (columns + 2 * Math.ceilDiv(columns, 32));
            return scope.memory.loadGrouped(bytes, n - panel, k);
        };
    }

    /** The place of the first element; what is read through a window must lie inside. */
    private static IndexMeaning inside(Buffer buffer, List<Index> at, int elements, LoopScope names) {
        IndexMeaning place = IndexMeaning.place(buffer, at, names);
        if (buffer.space() != Space.WINDOW) return place;
        int begin = names.buffer(buffer.name());
        int end = names.endOfWindow(buffer.name());
        return scope -> {
            long first = place.in(scope);
            if (first < scope.integers[begin] || first + elements > scope.integers[end])
                throw new IllegalStateException("elements " + first + " on are not in " + buffer);
            return first;
        };
    }

    private static ExprMeaning unary(Expr.UnaryOp op, ExprMeaning value) {
        return switch (op) {
            case SQRT -> (scope, lane) -> (float) Math.sqrt(value.lane(scope, lane));
            case NEGATE -> (scope, lane) -> -value.lane(scope, lane);
        };
    }

    private static ExprMeaning binary(Expr.BinaryOp op, ExprMeaning left, ExprMeaning right) {
        return (scope, lane) -> apply(op, left.lane(scope, lane), right.lane(scope, lane));
    }

    static float apply(Expr.BinaryOp op, float left, float right) {
        return switch (op) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV -> left / right;
            case MAX -> Math.max(left, right);
            case SCALE -> Float.intBitsToFloat(Float.floatToRawIntBits(left) + (Float.floatToRawIntBits(right) << 23));
        };
    }

    static float apply(Combine combine, float left, float right) {
        return switch (combine) {
            case SUM -> left + right;
            case LARGEST -> left < right ? right : left;
        };
    }

    /** The steps of the function, in a scope of their own. */
    private static ExprMeaning call(Elementary function, ExprMeaning argument, LoopScope names) {
        ElementaryFunctions.Definition definition = ElementaryFunctions.of(function);
        LoopScope inside = new LoopScope(names.memory, names.batch, names.backwards);
        int x = inside.declare("x", 1);
        StatementMeaning steps = StatementMeaning.of(new Statement.Block(definition.steps()), inside);
        ExprMeaning result = of(definition.result(), inside);
        return (scope, lane) -> {
            inside.floats[x][0] = argument.lane(scope, lane);
            steps.run(inside);
            return result.lane(inside, 0);
        };
    }

    private static ExprMeaning fold(Combine combine, ExprMeaning vector, int lanes) {
        return (scope, _) -> {
            float[] values = new float[lanes];
            for (int i = 0; i < lanes; i++) values[i] = vector.lane(scope, i);
            return tree(combine, values);
        };
    }

    /** All as one: j with j + n/2, then the lower half the same way. */
    static float tree(Combine combine, float[] values) {
        for (int half = values.length / 2; half >= 1; half /= 2)
            for (int j = 0; j < half; j++) values[j] = apply(combine, values[j], values[j + half]);
        return values[0];
    }
}
