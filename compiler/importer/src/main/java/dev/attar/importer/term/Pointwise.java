package dev.attar.importer.term;

import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Ramp;
import dev.attar.importer.term.Op.Sizes;
import dev.attar.importer.term.Op.Uniform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/**
 * Computes at import what depends on no activation: sizes, numbers, and what follows from the attention mask. A mask that a
 * graph builds in ten steps is, at every token, one of two numbers; following both through the steps leaves one
 * {@link Choose}, whatever the steps were.
 */
final class Pointwise {
    private static final int MOST_SIZES = 64;

    private final Terms terms;

    Pointwise(Terms terms) {
        this.terms = terms;
    }

    /** What a term is at a token where the predicate holds, and where it does not. */
    private record Branches(Optional<Choose> choose, double yes, double no) {}

    /** The operation on corresponding elements; empty when an argument is not known at import. */
    Optional<Term> combine(Term a, Term b, DoubleBinaryOperator f) {
        Optional<Branches> x = branches(a);
        Optional<Branches> y = branches(b);
        Optional<List<Axis>> shape = terms.broadcast(a.shape(), b.shape());
        if (x.isEmpty() || y.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        int rank = shape.get().size();
        double yes = f.applyAsDouble(x.get().yes(), y.get().yes());
        double no = f.applyAsDouble(x.get().no(), y.get().no());
        Optional<Choose> first = x.get().choose().map(c -> shifted(c, rank - a.rank()));
        Optional<Choose> second = y.get().choose().map(c -> shifted(c, rank - b.rank()));
        if (first.isPresent() && second.isPresent() && !sameQuestion(first.get(), second.get())) {
            return Optional.empty();
        }
        return Optional.of(first.or(() -> second)
                .map(c -> choose(c, yes, no, shape.get()))
                .orElseGet(() -> terms.uniform(yes, shape.get())));
    }

    Optional<Term> map(Term a, DoubleUnaryOperator f) {
        return branches(a).map(x -> {
            double yes = f.applyAsDouble(x.yes());
            double no = f.applyAsDouble(x.no());
            return x.choose().map(c -> choose(c, yes, no, a.shape())).orElseGet(() -> terms.uniform(yes, a.shape()));
        });
    }

    private Term choose(Choose like, double yes, double no, List<Axis> shape) {
        return Double.compare(yes, no) == 0
                ? terms.uniform(yes, shape)
                : terms.make(new Choose(like.predicate(), yes, no, like.batchAxis(), like.sequenceAxis()), shape);
    }

    private static Choose shifted(Choose c, int by) {
        return new Choose(c.predicate(), c.yes(), c.no(), c.batchAxis() + by, c.sequenceAxis() + by);
    }

    private static boolean sameQuestion(Choose a, Choose b) {
        return a.predicate().equals(b.predicate())
                && a.batchAxis() == b.batchAxis()
                && a.sequenceAxis() == b.sequenceAxis();
    }

    private static Optional<Branches> branches(Term term) {
        if (term.op() instanceof Choose choose) {
            return Optional.of(new Branches(Optional.of(choose), choose.yes(), choose.no()));
        }
        return term.scalar().isPresent()
                ? Optional.of(new Branches(
                        Optional.empty(),
                        term.scalar().getAsDouble(),
                        term.scalar().getAsDouble()))
                : Optional.empty();
    }

    /** The integers of a term that sizes are computed with; empty when it is none. */
    static Optional<List<Dim>> sizes(Term term) {
        return switch (term.op()) {
            case Sizes(List<Dim> values) -> Optional.of(values);
            case Uniform(double value)
            when value == Math.rint(value)
                    && Math.abs(value) < 1L << 53
                    && term.rank() <= 1
                    && (term.rank() == 0 || term.width().orElse(MOST_SIZES + 1) <= MOST_SIZES) -> {
                int count = term.rank() == 0 ? 1 : (int) term.width().getAsLong();
                yield Optional.of(Collections.nCopies(count, Dim.of((long) value)));
            }
            case Ramp(long start, List<Dim> steps)
            when term.rank() == 1 && steps.getFirst().constant() && term.width().orElse(MOST_SIZES + 1) <= MOST_SIZES ->
                Optional.of(LongStream.range(0, term.width().getAsLong())
                        .mapToObj(i -> Dim.of(start + i * steps.getFirst().factor()))
                        .toList());
            default -> Optional.empty();
        };
    }

    /** The operation on corresponding sizes; empty when an argument is none, or both are numbers anyway. */
    Optional<Term> combineSizes(Term a, Term b, BinaryOperator<Optional<Dim>> f) {
        Optional<List<Dim>> x = sizes(a);
        Optional<List<Dim>> y = sizes(b);
        if (x.isEmpty() || y.isEmpty() || !(a.op() instanceof Sizes) && !(b.op() instanceof Sizes)) {
            return Optional.empty();
        }
        int count = Math.max(x.get().size(), y.get().size());
        if (x.get().size() != count && x.get().size() != 1
                || y.get().size() != count && y.get().size() != 1) {
            return Optional.empty();
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dim left = x.get().get(x.get().size() == 1 ? 0 : i);
            Dim right = y.get().get(y.get().size() == 1 ? 0 : i);
            result.add(f.apply(Optional.of(left), Optional.of(right)).orElseGet(terms::unknown));
        }
        return Optional.of(terms.make(new Sizes(result), (a.rank() >= b.rank() ? a : b).shape()));
    }
}
