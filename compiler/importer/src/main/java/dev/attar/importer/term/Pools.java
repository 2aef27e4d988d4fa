package dev.attar.importer.term;

import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.AtLeast;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Pooled;
import dev.attar.importer.term.Op.Power;
import dev.attar.importer.term.Op.Reduce;
import dev.attar.importer.term.Op.Reduction;
import java.util.List;
import java.util.Optional;

/** Compositions that make one vector of a sequence: masked mean, masked maximum, division by the length of the vector. */
final class Pools {
    private final Terms terms;

    Pools(Terms terms) {
        this.terms = terms;
    }

    Optional<Term> recognise(Product product) {
        if (product.factor() != 1 || product.factors().size() != 2) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Term x = product.factors().get(i);
            Term inverse = product.factors().get(1 - i);
            Optional<Term> found = mean(x, inverse).or(() -> unit(x, inverse));
            if (found.isPresent() && found.get().shape().equals(product.shape())) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@code sum(h m) / max(sum(m), tiny)} with the mask m. */
    private Optional<Term> mean(Term sum, Term inverse) {
        if (!isSumOverTokens(sum) || !(inverse.op() instanceof Power(double exponent)) || exponent != -1) {
            return Optional.empty();
        }
        Term count = withoutBound(inverse.argument(0));
        if (!isSumOverTokens(count) || !isMask(count.argument(0))) {
            return Optional.empty();
        }
        Term masked = sum.argument(0);
        if (masked.op() instanceof Multiply(double factor)
                && factor == 1
                && masked.arguments().size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (isMask(masked.argument(1 - i))) {
                    return Optional.of(pooled(Reduction.MEAN, masked.argument(i)));
                }
            }
        }
        return Optional.empty();
    }

    private Term pooled(Reduction reduction, Term h) {
        return terms.make(
                new Pooled(reduction), List.of(h.shape().get(0), h.shape().get(2)), h);
    }

    private static boolean isSumOverTokens(Term term) {
        return term.op() instanceof Reduce(Reduction reduction, int axis)
                && reduction == Reduction.SUM
                && isTokenAxis(term.argument(0), axis);
    }

    private static boolean isTokenAxis(Term x, int axis) {
        return axis == 1 && (x.rank() == 2 || x.rank() == 3) && x.shape().get(1).role() == Axis.Role.SEQUENCE;
    }

    private static boolean isMask(Term term) {
        return term.op() instanceof Choose(Predicate predicate, double yes, double no, int batch, int sequence)
                && predicate.equals(new Predicate.Present())
                && yes == 1
                && no == 0
                && batch == 0
                && sequence == 1;
    }

    /** In fp16 the usual bound of 1e-9 is 0. */
    private static Term withoutBound(Term term) {
        return term.op() instanceof AtLeast(double bound) && bound >= 0 && bound <= 1e-3 ? term.argument(0) : term;
    }

    /** {@code x / max(|x|, tiny)}, also {@code x / sqrt(max(x x, tiny))}. */
    private Optional<Term> unit(Term x, Term inverse) {
        if (!(inverse.op() instanceof Power(double exponent))) {
            return Optional.empty();
        }
        Term inner = withoutBound(inverse.argument(0));
        if (exponent == -1 && inner.op() instanceof Power(double root) && root == 0.5) {
            inner = withoutBound(inner.argument(0));
        } else if (exponent != -0.5) {
            return Optional.empty();
        }
        boolean sumOfSquares = inner.op() instanceof Reduce(Reduction reduction, int axis)
                && reduction == Reduction.SUM
                && axis == x.rank() - 1
                && inner.argument(0).op() instanceof Multiply(double factor)
                && factor == 1
                && inner.argument(0).arguments().equals(List.of(x, x));
        return sumOfSquares ? Optional.of(terms.make(new Op.Unit(), x.shape(), x)) : Optional.empty();
    }

    /** A maximum over tokens, absent ones perhaps pushed down, or a mean over all of them. */
    Optional<Term> reduced(Reduction reduction, Term x, int axis, List<Axis> shape) {
        if (!isTokenAxis(x, axis) || x.rank() != 3 || shape.size() != 2) {
            return Optional.empty();
        }
        if (reduction == Reduction.SUM) {
            return Optional.empty();
        }
        return Optional.of(pooled(reduction, reduction == Reduction.MAX ? unmasked(x) : x));
    }

    /** States without the large negative number that keeps absent tokens out of a maximum. */
    private static Term unmasked(Term x) {
        for (int i = 0; i < 2 && x.op() instanceof Add; i++) {
            if (x.argument(1 - i).op() instanceof Choose(Predicate _, double yes, double no, int batch, int sequence)
                    && yes == 0
                    && no <= -1e4
                    && batch == 0
                    && sequence == 1) {
                return x.argument(i);
            }
        }
        return x;
    }
}
