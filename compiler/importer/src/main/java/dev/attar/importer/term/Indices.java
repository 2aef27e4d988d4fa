package dev.attar.importer.term;

import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Ramp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Integers that are linear in their indices: ranges, position ids, and what sums, products and comparisons make of them. */
public final class Indices {
    private static final Dim ZERO = Dim.of(0);
    private static final int MOST_STORED = 1 << 22;

    private final Terms terms;

    public Indices(Terms terms) {
        this.terms = terms;
    }

    /** {@code start}, {@code start + 1}, … along one axis. */
    public Term count(long start, int axis, List<Axis> shape) {
        List<Dim> steps = new ArrayList<>(Collections.nCopies(shape.size(), ZERO));
        steps.set(axis, Dim.ONE);
        return ramp(start, steps, shape);
    }

    /** The term in its one form: an axis of size 1 has no step, and without steps it is one number. */
    public Term ramp(long start, List<Dim> steps, List<Axis> shape) {
        List<Dim> own = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            own.add(shape.get(axis).single() ? ZERO : steps.get(axis));
        }
        return own.stream().allMatch(ZERO::equals)
                ? terms.uniform(start, shape)
                : terms.make(new Ramp(start, own), shape);
    }

    /** Integers that are stored in full, as position ids (0, 1, 2, …), segment ids (all 0) and grids often are; empty for others. */
    public Optional<Term> stored(TensorView view) {
        long count = view.elements();
        if (count < 1 || count > MOST_STORED || view.data().kind().floating()) {
            return Optional.empty();
        }
        long start = (long) view.value(0);
        List<Long> steps = new ArrayList<>();
        long stride = count;
        for (long size : view.shape()) {
            stride /= size;
            steps.add(size == 1 ? 0 : (long) view.value(stride) - start);
        }
        for (long i = 0; i < count; i++) {
            if ((long) view.value(i) != start + along(view.shape(), steps, i)) {
                return Optional.empty();
            }
        }
        return Optional.of(ramp(start, steps.stream().map(Dim::of).toList(), Axis.plain(view.shape())));
    }

    private static long along(List<Long> shape, List<Long> steps, long index) {
        long sum = 0;
        long rest = index;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            sum += rest % shape.get(axis) * steps.get(axis);
            rest /= shape.get(axis);
        }
        return sum;
    }

    /** Steps of a term with more axes in front. */
    static List<Dim> padded(List<Dim> steps, int rank) {
        List<Dim> padded = new ArrayList<>(Collections.nCopies(rank - steps.size(), ZERO));
        padded.addAll(steps);
        return padded;
    }

    /** A ramp of indices that begins at index {@code by} of an axis. */
    Optional<Term> moved(long start, List<Dim> steps, int axis, long by, List<Axis> shape) {
        return steps.get(axis)
                .times(Dim.of(by))
                .filter(Dim::constant)
                .map(more -> ramp(start + more.factor(), steps, shape));
    }

    /** A start and a step for each axis. */
    record Line(long start, List<Dim> steps) {
        /** The axis of this size that it goes along by this step. */
        OptionalInt axis(Dim step, Dim size, List<Axis> shape) {
            return IntStream.range(0, steps.size())
                    .filter(i ->
                            steps.get(i).equals(step) && shape.get(i).size().equals(size))
                    .findFirst();
        }
    }

    /** The term as a line over {@code rank} axes; empty when it is none. */
    static Optional<Line> line(Term term, int rank) {
        if (term.op() instanceof Ramp(long start, List<Dim> steps)) {
            return Optional.of(new Line(start, padded(steps, rank)));
        }
        return term.scalar().isPresent()
                        && term.scalar().getAsDouble()
                                == Math.rint(term.scalar().getAsDouble())
                ? Optional.of(new Line((long) term.scalar().getAsDouble(), Collections.nCopies(rank, ZERO)))
                : Optional.empty();
    }

    private static boolean anyRamp(Term a, Term b) {
        return a.op() instanceof Ramp || b.op() instanceof Ramp;
    }

    /** The sum of two lines; empty when an argument is none, or both are numbers. */
    Optional<Term> add(Term a, Term b) {
        return anyRamp(a, b)
                ? terms.broadcast(a.shape(), b.shape())
                        .flatMap(shape -> line(a, shape.size())
                                .flatMap(x -> line(b, shape.size())
                                        .flatMap(y ->
                                                sum(x, y, 1).map(line -> ramp(line.start(), line.steps(), shape)))))
                : Optional.empty();
    }

    /** A line times a number or a size. */
    Optional<Term> multiply(Term a, Term b) {
        if (b.op() instanceof Ramp && !(a.op() instanceof Ramp)) {
            return multiply(b, a);
        }
        Optional<List<Axis>> shape = terms.broadcast(a.shape(), b.shape());
        if (zeroTimesSizes(a, b) || zeroTimesSizes(b, a)) {
            return shape.map(axes -> terms.uniform(0, axes));
        }
        if (!(a.op() instanceof Ramp(long start, List<Dim> steps))) {
            return Optional.empty();
        }
        Optional<Dim> factor =
                Pointwise.sizes(b).filter(list -> list.size() == 1).map(List::getFirst);
        if (factor.isEmpty() || shape.isEmpty() || start != 0 && !factor.get().constant()) {
            return Optional.empty();
        }
        List<Dim> scaled = new ArrayList<>();
        for (Dim step : padded(steps, shape.get().size())) {
            Optional<Dim> product = step.times(factor.get());
            if (product.isEmpty()) {
                return Optional.empty();
            }
            scaled.add(product.get());
        }
        return Optional.of(ramp(start == 0 ? 0 : start * factor.get().factor(), scaled, shape.get()));
    }

    /** The only index of a batch of one is 0, whatever it is multiplied with. */
    private static boolean zeroTimesSizes(Term zero, Term sizes) {
        return Arithmetic.isNumber(zero, 0) && sizes.op() instanceof Op.Sizes;
    }

    private static Optional<Line> sum(Line x, Line y, long sign) {
        List<Dim> steps = new ArrayList<>();
        for (int axis = 0; axis < x.steps().size(); axis++) {
            Dim left = x.steps().get(axis);
            Optional<Dim> step = y.steps().get(axis).times(Dim.of(sign)).flatMap(left::plus);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(new Line(x.start() + sign * y.start(), steps));
    }

    /** What is certain of a difference: it is never below {@code low}, never above {@code high}. */
    public record Bounds(OptionalLong low, OptionalLong high) {
        /** Whether all differences are at least {@code bound}, none is, or that is not known. */
        public Optional<Boolean> atLeast(long bound) {
            if (low.isPresent() && low.getAsLong() >= bound) {
                return Optional.of(true);
            }
            return high.isPresent() && high.getAsLong() < bound ? Optional.of(false) : Optional.empty();
        }
    }

    /** Bounds of {@code a - b}; empty when neither counts, or nothing is known. */
    public Optional<Bounds> difference(Term a, Term b) {
        Optional<List<Axis>> shape = terms.broadcast(a.shape(), b.shape());
        if (!anyRamp(a, b) || shape.isEmpty()) {
            return Optional.empty();
        }
        int rank = shape.get().size();
        Optional<Line> difference = line(a, rank).flatMap(x -> line(b, rank).flatMap(y -> sum(x, y, -1)));
        if (difference.isPresent()) {
            return Optional.of(bounds(difference.get()));
        }
        // A count up to a size stays below it.
        if (isBelow(a, b)) {
            return Optional.of(new Bounds(OptionalLong.empty(), OptionalLong.of(-1)));
        }
        return isBelow(b, a) ? Optional.of(new Bounds(OptionalLong.of(1), OptionalLong.empty())) : Optional.empty();
    }

    private static Bounds bounds(Line line) {
        boolean rising = line.steps().stream().allMatch(step -> step.factor() >= 0);
        boolean falling = line.steps().stream().allMatch(step -> step.factor() <= 0);
        OptionalLong start = OptionalLong.of(line.start());
        return new Bounds(rising ? start : OptionalLong.empty(), falling ? start : OptionalLong.empty());
    }

    private static boolean isBelow(Term count, Term size) {
        Optional<Dim> bound =
                Pointwise.sizes(size).filter(list -> list.size() == 1).map(List::getFirst);
        if (bound.isEmpty() || !(count.op() instanceof Ramp(long start, List<Dim> steps)) || start > 0) {
            return false;
        }
        long moving = steps.stream().filter(step -> !step.equals(ZERO)).count();
        return moving == 1
                && new Line(start, steps)
                        .axis(Dim.ONE, bound.get(), count.shape())
                        .isPresent();
    }
}
