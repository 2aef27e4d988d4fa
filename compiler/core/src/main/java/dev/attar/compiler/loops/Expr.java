package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Substitution.Access;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A float, or a vector of floats: {@link #lanes()} is 1 or the number of floats. Operands have the lanes of the result;
 * {@link Broadcast}, {@link Lane} and {@link Fold} are the only ways between.
 */
public sealed interface Expr {
    int lanes();

    /** A copy of this expression whose direct parts are what the pass returns for them. */
    Expr rewrite(Rewriting with);

    /** A copy of this expression with each expression directly inside it changed. */
    default Expr mapOperands(UnaryOperator<Expr> change) {
        return rewrite(new Rewriting() {
            @Override
            public Expr expr(Expr operand) {
                return change.apply(operand);
            }
        });
    }

    /** A constant. */
    record Real(float value) implements Expr {
        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return this;
        }
    }

    /** An integer as a float. */
    record FromIndex(Index index) implements Expr {
        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new FromIndex(with.index(index));
        }
    }

    /** A float of the kernel, by name. */
    record Local(String name, int lanes) implements Expr {
        @Override
        public Expr rewrite(Rewriting with) {
            return new Local(with.local(name), lanes);
        }
    }

    /** {@code lanes} elements of a buffer that lie side by side, the first at the indices, each widened to a float. */
    record Load(Buffer buffer, List<Index> indices, int lanes) implements Expr {
        public Load {
            indices = List.copyOf(indices);
        }

        @Override
        public Load rewrite(Rewriting with) {
            Access access = with.load(buffer, indices, lanes * buffer.element().step());
            return new Load(access.buffer(), access.indices(), lanes);
        }
    }

    /**
     * {@code 2 * lanes} elements of 2 bytes, as they lie in memory, the first at the indices: each lane has the bits of two of
     * them. They are no numbers to calculate with; {@link Half} makes such.
     */
    record LoadPairs(Buffer buffer, List<Index> indices, int lanes) implements Expr {
        public LoadPairs {
            if (buffer.element() != Element.BF16) throw new IllegalArgumentException("no pairs in " + buffer);
            indices = List.copyOf(indices);
        }

        @Override
        public Expr rewrite(Rewriting with) {
            Access access = with.load(buffer, indices, 2 * lanes);
            return new LoadPairs(access.buffer(), access.indices(), lanes);
        }
    }

    /** One of the two elements in each lane of {@link LoadPairs}, widened to a float. */
    record Half(HalfOf half, Expr pairs) implements Expr {
        @Override
        public int lanes() {
            return pairs.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new Half(half, with.expr(pairs));
        }
    }

    enum HalfOf {
        /** Bits 0 to 15. */
        LOWER,
        /** Bits 16 to 31. */
        UPPER
    }

    /** One lane of a vector. */
    record Lane(Expr vector, int lane) implements Expr {
        public Lane {
            if (lane < 0 || lane >= vector.lanes())
                throw new IllegalArgumentException("lane " + lane + " of " + vector);
        }

        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new Lane(with.expr(vector), lane);
        }
    }

    /** A vector that holds one float in every lane. */
    record Broadcast(Expr value, int lanes) implements Expr {
        @Override
        public Expr rewrite(Rewriting with) {
            return new Broadcast(with.expr(value), lanes);
        }
    }

    /** One operand. */
    record Unary(UnaryOp op, Expr value) implements Expr {
        @Override
        public int lanes() {
            return value.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new Unary(op, with.expr(value));
        }
    }

    enum UnaryOp {
        SQRT,
        NEGATE
    }

    /** Two operands. */
    record Binary(BinaryOp op, Expr left, Expr right) implements Expr {
        public Binary {
            if (left.lanes() != right.lanes())
                throw new IllegalArgumentException("lanes differ: " + left + " " + op + " " + right);
        }

        @Override
        public int lanes() {
            return left.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            Expr one = with.expr(left);
            return new Binary(op, one, with.expr(right));
        }
    }

    enum BinaryOp {
        ADD,
        SUB,
        MUL,
        DIV,
        MAX,
        /** {@code left * 2^n} for {@code right = n + 1.5 * 2^23}, made by adding n to the exponent's bits. */
        SCALE
    }

    /** {@code a * b + c}, rounded once. */
    record Fma(Expr a, Expr b, Expr c) implements Expr {
        public Fma {
            if (a.lanes() != b.lanes() || b.lanes() != c.lanes())
                throw new IllegalArgumentException("lanes differ in fma");
        }

        @Override
        public int lanes() {
            return a.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            Expr first = with.expr(a);
            Expr second = with.expr(b);
            return new Fma(first, second, with.expr(c));
        }
    }

    /** {@code left < right ? then : otherwise}, lane by lane; false where either is not a number. */
    record IfLess(Expr left, Expr right, Expr then, Expr otherwise) implements Expr {
        @Override
        public int lanes() {
            return left.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            Expr small = with.expr(left);
            Expr large = with.expr(right);
            Expr yes = with.expr(then);
            return new IfLess(small, large, yes, with.expr(otherwise));
        }
    }

    /** A function of one float that is written out once in each generated class. */
    record Call(Elementary function, Expr argument) implements Expr {
        @Override
        public int lanes() {
            return argument.lanes();
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new Call(function, with.expr(argument));
        }
    }

    /**
     * All lanes of a vector as one float, by the one fixed tree: lane j with lane j + n/2, then the lower half the same way.
     */
    record Fold(Combine combine, Expr vector) implements Expr {
        @Override
        public int lanes() {
            return 1;
        }

        @Override
        public Expr rewrite(Rewriting with) {
            return new Fold(combine, with.expr(vector));
        }
    }

    static Expr add(Expr a, Expr b) {
        return new Binary(BinaryOp.ADD, a, b);
    }

    static Expr sub(Expr a, Expr b) {
        return new Binary(BinaryOp.SUB, a, b);
    }

    static Expr mul(Expr a, Expr b) {
        return new Binary(BinaryOp.MUL, a, b);
    }

    static Expr div(Expr a, Expr b) {
        return new Binary(BinaryOp.DIV, a, b);
    }

    static Expr max(Expr a, Expr b) {
        return new Binary(BinaryOp.MAX, a, b);
    }
}
