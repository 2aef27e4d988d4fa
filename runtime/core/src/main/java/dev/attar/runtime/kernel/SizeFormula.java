package dev.attar.runtime.kernel;

import java.util.List;

/** A number of floats that depends on the sizes of a call: {@code fixed + factor * size + …}. */
public record SizeFormula(long fixed, List<Term> terms) {
    /** A size that is the same for every call. */
    public SizeFormula(long fixed) {
        this(fixed, List.of());
    }

    public SizeFormula {
        terms = List.copyOf(terms);
    }

    /** {@code factor} floats for each row of an axis, or for each row of its longest sequence. */
    public record Term(long factor, Size size, int axis) {}

    /** What a term counts. */
    public enum Size {
        /** {@link CallSizes#rows}. */
        ROWS,
        /** {@link CallSizes#longest}. */
        LONGEST
    }

    /** Floats for each row of an axis. */
    public static SizeFormula perRow(long factor, int axis) {
        return new SizeFormula(0, List.of(new Term(factor, Size.ROWS, axis)));
    }

    /**
     * The number for a call.
     *
     * @throws ArithmeticException when it passes 2^63
     */
    public long floats(CallSizes call) {
        long sum = fixed;
        for (int i = 0; i < terms.size(); i++) { // no iterator: a call allocates nothing
            Term term = terms.get(i);
            int size = term.size == Size.ROWS ? call.rows(term.axis) : call.longest(term.axis);
            sum = Math.addExact(sum, Math.multiplyExact(term.factor, size));
        }
        return sum;
    }

    /** The factor of one size; 0 where it does not count. */
    public long factor(Size size, int axis) {
        long sum = 0;
        for (Term term : terms) {
            if (term.size == size && term.axis == axis) {
                sum += term.factor;
            }
        }
        return sum;
    }
}
