package dev.attar.importer.term;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Apply;
import dev.attar.importer.term.Op.AtLeast;
import dev.attar.importer.term.Op.Expand;
import dev.attar.importer.term.Op.Function;
import dev.attar.importer.term.Op.Linear;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Power;
import dev.attar.importer.term.Op.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Sums, products and powers in one canonical form. A difference is a sum with a factor -1, a quotient a product with a power
 * -1, a root a power; products are flat and sorted. Known compositions are replaced at once by the operation they spell.
 */
public final class Arithmetic {
    private final Terms terms;
    private final Pointwise pointwise;
    private final RowWise rowWise;
    private final Activations activations;
    private final Norms norms;
    private final Pools pools;
    private final Indices indices;
    private final QuantisedProducts quantised;

    public Arithmetic(Terms terms, Layout layout, Indices indices, Products products) {
        this.quantised = new QuantisedProducts(products);
        this.terms = terms;
        this.indices = indices;
        this.pointwise = new Pointwise(terms);
        this.rowWise = new RowWise(terms, layout);
        this.activations = new Activations(terms);
        this.norms = new Norms(terms);
        this.pools = new Pools(terms);
    }

    /** Corresponding elements added. */
    public Term add(Term a, Term b) {
        List<Axis> shape = shape(a, b);
        return pointwise
                .combineSizes(a, b, (x, y) -> x.get().plus(y.get()))
                .or(() -> pointwise.combine(a, b, Double::sum))
                .or(() -> indices.add(a, b))
                .or(() -> rowWise.lift(a, b, this::add))
                .orElseGet(() -> sum(a, b, shape));
    }

    private Term sum(Term a, Term b, List<Axis> shape) {
        if (isNumber(a, 0) && b.shape().equals(shape)) {
            return b;
        }
        if (isNumber(b, 0) && a.shape().equals(shape)) {
            return a;
        }
        return bias(a, b)
                .or(() -> bias(b, a))
                .or(() -> bias(a, repeated(b, a)))
                .or(() -> bias(b, repeated(a, b)))
                .or(() -> norms.scaledAndShifted(a, b))
                .or(() -> norms.scaledAndShifted(b, a))
                .orElseGet(() -> terms.make(new Add(), shape, sorted(List.of(plain(a, b, shape), plain(b, a, shape)))));
    }

    /** {@code x W^T + b}, also when something was added in between. */
    private Optional<Term> bias(Term x, Term b) {
        if (!isVector(b, x)) {
            return Optional.empty();
        }
        if (x.op() instanceof Linear && x.arguments().size() == 2) {
            return Optional.of(terms.make(new Linear(), x.shape(), x.argument(0), x.argument(1), flat(b)));
        }
        if (x.op() instanceof Add) {
            for (int i = 0; i < 2; i++) {
                Term product = x.argument(i);
                if (product.op() instanceof Linear && product.arguments().size() == 2) {
                    return Optional.of(add(x.argument(1 - i), add(product, b)));
                }
            }
        }
        return Optional.empty();
    }

    /** A number as the bias of a dense layer, as it is for the single output of a ranking head. */
    private Term repeated(Term number, Term x) {
        boolean dense = x.op() instanceof Linear && x.arguments().size() == 2;
        if (!dense || number.scalar().isEmpty()) {
            return number;
        }
        TensorData data =
                TensorData.of("a constant", List.of(1L), (float) number.scalar().getAsDouble());
        TensorView view = new TensorView(data, 0, List.of(x.width().getAsLong()), List.of(0L));
        return terms.make(new Stored(view), Axis.plain(view.shape()));
    }

    /** Whether {@code b} is a stored vector along the last axis of {@code x}. */
    private static boolean isVector(Term b, Term x) {
        return b.op() instanceof Stored(var view)
                && x.width().isPresent()
                && b.width().equals(x.width())
                && view.elements() == x.width().getAsLong()
                && b.rank() <= x.rank();
    }

    private Term flat(Term b) {
        if (b.rank() == 1 || !(b.op() instanceof Stored(var view))) {
            return b;
        }
        return view.reshape(List.of(view.elements()))
                .map(v -> terms.make(new Stored(v), Axis.plain(v.shape())))
                .orElse(b);
    }

    /** {@code factor * x}. */
    public Term scale(double factor, Term x) {
        return multiply(terms.uniform(factor, List.of()), x);
    }

    /** Corresponding elements multiplied. */
    public Term multiply(Term a, Term b) {
        List<Axis> shape = shape(a, b);
        return pointwise
                .combineSizes(a, b, (x, y) -> x.get().times(y.get()))
                .or(() -> pointwise.combine(a, b, (x, y) -> x * y))
                .or(() -> indices.multiply(a, b))
                .or(() -> scaleInside(a, b, shape))
                .or(() -> scaleInside(b, a, shape))
                .or(() -> rowWise.lift(a, b, this::multiply))
                .orElseGet(() -> product(a, b, shape));
    }

    private Optional<Term> scaleInside(Term number, Term x, List<Axis> shape) {
        return number.scalar().isPresent() && x.shape().equals(shape)
                ? rowWise.liftElementwise(x, base -> scale(number.scalar().getAsDouble(), base))
                : Optional.empty();
    }

    private Term product(Term a, Term b, List<Axis> shape) {
        double factor = 1;
        List<Term> factors = new ArrayList<>();
        for (Term term : List.of(plain(a, b, shape), plain(b, a, shape))) {
            if (term.scalar().isPresent()) {
                factor *= term.scalar().getAsDouble();
            } else if (term.op() instanceof Multiply(double f)) {
                factor *= f;
                factors.addAll(term.arguments());
            } else {
                factors.add(term);
            }
        }
        Product product = new Product(factor, sorted(factors), shape);
        return activations
                .recognise(product)
                .or(() -> quantised.recognise(product))
                .or(() -> pools.recognise(product))
                .orElseGet(() -> make(norms.recognise(product)));
    }

    private Term make(Product product) {
        if (product.factor() == 1
                && product.factors().size() == 1
                && product.factors().getFirst().shape().equals(product.shape())) {
            return product.factors().getFirst();
        }
        return terms.make(new Multiply(product.factor()), product.shape(), product.factors());
    }

    /** {@code x^exponent}; small whole powers are products. */
    public Term power(Term x, double exponent) {
        if (exponent == 1) {
            return x;
        }
        if (exponent == 2) {
            return multiply(x, x);
        }
        if (exponent == 3) {
            return multiply(x, multiply(x, x));
        }
        return pointwise
                .map(x, v -> exponent == 0.5 ? Math.sqrt(v) : Math.pow(v, exponent))
                .or(() -> rowWise.liftElementwise(x, base -> power(base, exponent)))
                .orElseGet(() -> x.op() instanceof Power(double inner) && inner == 0.5
                        ? power(x.argument(0), inner * exponent)
                        : terms.make(new Power(exponent), x.shape(), x));
    }

    public Term apply(Function function, Term x) {
        return rowWise.liftElementwise(x, base -> apply(function, base))
                .orElseGet(() -> terms.make(new Apply(function), x.shape(), x));
    }

    public Term atLeast(double bound, Term x) {
        return pointwise
                .map(x, v -> Math.max(v, bound))
                .or(() -> rowWise.liftElementwise(x, base -> atLeast(bound, base)))
                .orElseGet(() -> bound == 0 && !(x.op() instanceof Op.Reduce)
                        ? apply(Function.RELU, x)
                        : terms.make(new AtLeast(bound), x.shape(), x));
    }

    /** The larger or the smaller of corresponding elements. */
    public Term extreme(boolean largest, Term a, Term b) {
        return pointwise
                .combine(a, b, largest ? Math::max : Math::min)
                .orElseGet(() -> terms.make(new Op.Extreme(largest), shape(a, b), sorted(List.of(a, b))));
    }

    /** One axis reduced, kept with size 1 or not. */
    public Term reduce(Op.Reduction reduction, Term x, int axis, boolean keep) {
        if (axis == x.rank() - 1 && keep && x.op() instanceof Op.View) {
            Optional<Term> lifted = rowWise.lift(x, base -> reduce(reduction, base, base.rank() - 1, true));
            if (lifted.isPresent()) {
                return lifted.get();
            }
        }
        List<Axis> shape = new ArrayList<>(x.shape());
        if (keep) {
            shape.set(axis, Axis.plain(1));
        } else {
            shape.remove(axis);
        }
        return pools.reduced(reduction, x, axis, shape)
                .orElseGet(() -> terms.make(new Op.Reduce(reduction, axis), shape, x));
    }

    /** The operation when no argument is an activation; empty otherwise. */
    public Optional<Term> known(Term a, Term b, DoubleBinaryOperator f) {
        return pointwise.combine(a, b, f);
    }

    /** The operation when the argument is no activation; empty otherwise. */
    public Optional<Term> known(Term a, DoubleUnaryOperator f) {
        boolean rearranged = a.op() instanceof Op.View;
        return rearranged
                ? pointwise.map(a.argument(0), f).flatMap(base -> rowWise.liftElementwise(a, _ -> base))
                : pointwise.map(a, f);
    }

    /** The operation on sizes; empty when an argument is none. */
    public Optional<Term> sizes(Term a, Term b, BinaryOperator<Optional<Dim>> f) {
        return pointwise.combineSizes(a, b, f);
    }

    /** The integers of a term that sizes are computed with; empty when it is none. */
    public static Optional<List<Dim>> sizes(Term term) {
        return Pointwise.sizes(term);
    }

    /** The term without its repetition, when the other one repeats it anyway. */
    private Term plain(Term x, Term other, List<Axis> shape) {
        return x.op() instanceof Expand
                        && terms.broadcast(x.argument(0).shape(), other.shape()).equals(Optional.of(shape))
                ? x.argument(0)
                : x;
    }

    private List<Axis> shape(Term a, Term b) {
        return terms.broadcast(a.shape(), b.shape())
                .orElseThrow(() -> new ImportException(
                        terms.where() + ": shapes " + a.sizes() + " and " + b.sizes() + " do not fit"));
    }

    static boolean isNumber(Term term, double value) {
        return term.scalar().isPresent() && term.scalar().getAsDouble() == value;
    }

    static List<Term> sorted(List<Term> list) {
        return list.stream().sorted(Comparator.comparingInt(Term::id)).toList();
    }
}
