package dev.attar.importer.term;

import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Normalised;
import dev.attar.importer.term.Op.Power;
import dev.attar.importer.term.Op.Reduce;
import dev.attar.importer.term.Op.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products that spell a layer norm: {@code d / sqrt(mean(d d) + eps)} with {@code d = x - mean(x)}.
 *
 * <p>Source: Ba, Kiros and Hinton 2016, section 3, equation 3.
 */
final class Norms {
    private final Terms terms;

    Norms(Terms terms) {
        this.terms = terms;
    }

    /** A deviation's inverse {@code (mean(d d) + epsilon)^-1/2}, of the rows of {@code x}. */
    private record Inverse(Term x, Term difference, double epsilon) {}

    /** The product with a layer norm in place of its parts, when they are in it. */
    Product recognise(Product product) {
        for (Term factor : product.factors()) {
            Optional<Inverse> inverse = inverse(factor);
            if (inverse.isPresent()) {
                List<Term> rest = new ArrayList<>(product.without(factor).orElseThrow());
                if (rest.remove(inverse.get().difference())) {
                    rest.add(normalised(inverse.get()));
                    return new Product(product.factor(), Arithmetic.sorted(rest), product.shape());
                }
            }
        }
        return product;
    }

    private Term normalised(Inverse inverse) {
        return terms.make(new Normalised(inverse.epsilon()), inverse.x().shape(), inverse.x());
    }

    private static Optional<Inverse> inverse(Term term) {
        if (!(term.op() instanceof Power(double exponent))
                || exponent != -0.5
                || !(term.argument(0).op() instanceof Add)) {
            return Optional.empty();
        }
        Term sum = term.argument(0);
        for (int i = 0; i < 2; i++) {
            Term variance = sum.argument(i);
            Term epsilon = sum.argument(1 - i);
            if (epsilon.scalar().isPresent() && isRowMean(variance)) {
                double value = epsilon.scalar().getAsDouble();
                return squared(variance.argument(0)).flatMap(d -> centred(d).map(x -> new Inverse(x, d, value)));
            }
        }
        return Optional.empty();
    }

    private static boolean isRowMean(Term term) {
        return term.op() instanceof Reduce(Reduction reduction, int axis)
                && reduction == Reduction.MEAN
                && axis == term.argument(0).rank() - 1
                && term.rank() == term.argument(0).rank();
    }

    private static Optional<Term> squared(Term term) {
        return term.op() instanceof Multiply(double factor)
                        && factor == 1
                        && term.arguments().size() == 2
                        && term.argument(0) == term.argument(1)
                ? Optional.of(term.argument(0))
                : Optional.empty();
    }

    /** {@code x} of {@code x - mean(x)}. */
    private static Optional<Term> centred(Term term) {
        if (!(term.op() instanceof Add)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Term x = term.argument(i);
            Term minus = term.argument(1 - i);
            if (minus.op() instanceof Multiply(double factor)
                    && factor == -1
                    && minus.arguments().size() == 1
                    && isRowMean(minus.argument(0))
                    && minus.argument(0).argument(0) == x) {
                return Optional.of(x);
            }
        }
        return Optional.empty();
    }

    /**
     * TensorFlow's way: {@code x s + (beta - mean(x) s)} with {@code s = gamma / sqrt(variance + eps)} is
     * {@code gamma norm(x) + beta}.
     */
    Optional<Term> scaledAndShifted(Term scaled, Term shift) {
        if (!(scaled.op() instanceof Multiply(double one)) || one != 1 || !(shift.op() instanceof Add)) {
            return Optional.empty();
        }
        for (Term factor : scaled.arguments()) {
            Optional<Inverse> inverse = inverse(factor);
            if (inverse.isEmpty()) {
                continue;
            }
            List<Term> gamma = new ArrayList<>(scaled.arguments());
            gamma.remove(factor);
            if (gamma.remove(inverse.get().x()) && gamma.size() == 1) {
                return beta(shift, inverse.get().x(), factor, gamma.getFirst()).map(beta -> {
                    Term product = terms.make(
                            new Multiply(1),
                            scaled.shape(),
                            Arithmetic.sorted(List.of(gamma.getFirst(), normalised(inverse.get()))));
                    return terms.make(new Add(), scaled.shape(), Arithmetic.sorted(List.of(beta, product)));
                });
            }
        }
        return Optional.empty();
    }

    private static Optional<Term> beta(Term shift, Term x, Term inverse, Term gamma) {
        for (int i = 0; i < 2; i++) {
            Term product = shift.argument(1 - i);
            if (product.op() instanceof Multiply(double minus)
                    && minus == -1
                    && product.arguments().size() == 3) {
                List<Term> rest = new ArrayList<>(product.arguments());
                if (rest.remove(inverse)
                        && rest.remove(gamma)
                        && isRowMean(rest.getFirst())
                        && rest.getFirst().argument(0) == x) {
                    return Optional.of(shift.argument(i));
                }
            }
        }
        return Optional.empty();
    }
}
