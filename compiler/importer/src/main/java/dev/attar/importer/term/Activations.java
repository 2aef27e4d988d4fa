package dev.attar.importer.term;

import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Apply;
import dev.attar.importer.term.Op.Function;
import dev.attar.importer.term.Op.Multiply;
import java.util.List;
import java.util.Optional;

/**
 * Products that spell an activation.
 *
 * <p>gelu: {@code x (1 + erf(x / sqrt 2)) / 2}; gelu_tanh: {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}; silu:
 * {@code x sigmoid(x)}. The argument of erf and tanh is compared as a polynomial in x, so its spelling does not matter.
 *
 * <p>Source: Hendrycks and Gimpel 2016, section 2.
 */
final class Activations {
    private static final double ERF_SLOPE = Math.sqrt(0.5);
    private static final double TANH_SLOPE = Math.sqrt(2 / Math.PI);
    private static final double TANH_CUBIC = 0.044715;

    private final Terms terms;

    Activations(Terms terms) {
        this.terms = terms;
    }

    Optional<Term> recognise(Product product) {
        if (product.factors().size() != 2) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Term x = product.factors().get(i);
            Term gate = product.factors().get(1 - i);
            Optional<Function> function = function(product.factor(), x, gate);
            if (function.isPresent() && x.shape().equals(product.shape())) {
                return Optional.of(terms.make(new Apply(function.get()), x.shape(), x));
            }
        }
        return Optional.empty();
    }

    private static Optional<Function> function(double factor, Term x, Term gate) {
        if (factor == 1 && gate.op() instanceof Apply(Function f) && f == Function.SIGMOID && gate.argument(0) == x) {
            return Optional.of(Function.SILU);
        }
        if (!(gate.op() instanceof Add) || factor != 0.5) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Term inner = gate.argument(i);
            if (Arithmetic.isNumber(gate.argument(1 - i), 1) && inner.op() instanceof Apply(Function f)) {
                double[] p = polynomial(inner.argument(0), x, 0);
                if (f == Function.ERF && p != null && matches(p, ERF_SLOPE, 0)) {
                    return Optional.of(Function.GELU);
                }
                if (f == Function.TANH && p != null && matches(p, TANH_SLOPE, TANH_CUBIC)) {
                    return Optional.of(Function.GELU_TANH);
                }
            }
        }
        return Optional.empty();
    }

    /** {@code slope (x + cubic x^3)}. */
    private static boolean matches(double[] p, double slope, double cubic) {
        return p[0] == 0
                && Rounded.is(p[1], slope)
                && p[2] == 0
                && (cubic == 0 ? p[3] == 0 : Rounded.is(p[3] / p[1], cubic));
    }

    /** Coefficients of 1, x, x^2, x^3; null when the term is no such polynomial. */
    private static double[] polynomial(Term term, Term x, int depth) {
        if (term == x) {
            return new double[] {0, 1, 0, 0};
        }
        if (term.scalar().isPresent()) {
            return new double[] {term.scalar().getAsDouble(), 0, 0, 0};
        }
        if (depth > 8) {
            return null;
        }
        return switch (term.op()) {
            case Add() -> {
                double[] a = polynomial(term.argument(0), x, depth + 1);
                double[] b = polynomial(term.argument(1), x, depth + 1);
                if (a == null || b == null) {
                    yield null;
                }
                yield new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]};
            }
            case Multiply(double factor) -> product(factor, term.arguments(), x, depth);
            default -> null;
        };
    }

    private static double[] product(double factor, List<Term> factors, Term x, int depth) {
        double[] result = {factor, 0, 0, 0};
        for (Term term : factors) {
            double[] p = polynomial(term, x, depth + 1);
            if (p == null) {
                return null;
            }
            double[] next = new double[4];
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    double value = result[i] * p[j];
                    if (value != 0 && i + j > 3) {
                        return null;
                    }
                    next[Math.min(i + j, 3)] += value;
                }
            }
            result = next;
        }
        return result;
    }
}
