package dev.attar.importer.term;

import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Expand;
import dev.attar.importer.term.Op.Ramp;
import dev.attar.importer.term.Op.Sizes;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Op.Uniform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reshape, transpose, expand and cut, on every kind of term. Empty means that the result cannot be described. */
public final class Rearranger {
    private final Terms terms;
    private final Layout layout;
    private final Indices indices;

    public Rearranger(Terms terms, Layout layout, Indices indices) {
        this.terms = terms;
        this.layout = layout;
        this.indices = indices;
    }

    /** The elements of a term under new sizes, which are already inferred. */
    public Optional<Term> reshape(Term x, List<Dim> sizes) {
        return switch (x.op()) {
            case Uniform(double value) -> Optional.of(terms.uniform(value, terms.axes(sizes)));
            case Sizes list -> {
                Optional<Term> grid = sizes.size() > 1 ? counted(x) : Optional.empty();
                yield grid.isPresent() ? reshape(grid.get(), sizes) : Optional.of(terms.make(list, terms.axes(sizes)));
            }
            case Stored(TensorView view)
            when sizes.stream().allMatch(Dim::constant) ->
                view.reshape(sizes.stream().map(Dim::factor).toList()).map(this::stored);
            case Choose _, Ramp _ -> regrouped(x, sizes).or(() -> arranged(x, sizes));
            default -> arranged(x, sizes);
        };
    }

    private Optional<Term> arranged(Term x, List<Dim> sizes) {
        return layout.of(x).flatMap(a -> layout.reshape(a, sizes)).map(layout::term);
    }

    /** For terms whose axes are few: axes of size 1 come and go, the others stay. */
    private Optional<Term> regrouped(Term x, List<Dim> sizes) {
        List<Axis> shape = new ArrayList<>();
        int[] moved = new int[x.rank()];
        int from = 0;
        for (Dim size : sizes) {
            while (from < x.rank() && x.shape().get(from).single() && !size.is(1)) {
                moved[from++] = -1;
            }
            if (from < x.rank() && x.sizes().get(from).equals(size)) {
                moved[from] = shape.size();
                shape.add(x.shape().get(from++));
            } else if (size.is(1)) {
                shape.add(Axis.plain(1));
            } else {
                return Optional.empty();
            }
        }
        while (from < x.rank() && x.shape().get(from).single()) {
            moved[from++] = -1;
        }
        return from < x.rank() ? Optional.empty() : moved(x, shape, moved);
    }

    private Optional<Term> moved(Term x, List<Axis> shape, int[] moved) {
        return switch (x.op()) {
            case Choose(Predicate p, double yes, double no, int batch, int sequence)
            when moved[batch] >= 0 && moved[sequence] >= 0 ->
                Optional.of(terms.make(new Choose(p, yes, no, moved[batch], moved[sequence]), shape));
            case Ramp(long start, List<Dim> steps) -> {
                List<Dim> placed = new ArrayList<>(Collections.nCopies(shape.size(), Dim.of(0)));
                for (int axis = 0; axis < moved.length; axis++) {
                    if (moved[axis] >= 0) {
                        placed.set(moved[axis], steps.get(axis));
                    }
                }
                yield Optional.of(indices.ramp(start, placed, shape));
            }
            default -> Optional.empty();
        };
    }

    public Optional<Term> transpose(Term x, List<Integer> order) {
        List<Axis> shape = order.stream().map(x.shape()::get).toList();
        return switch (x.op()) {
            case Uniform(double value) -> Optional.of(terms.uniform(value, shape));
            case Op.NonZero(boolean byElement)
            when order.equals(List.of(1, 0)) ->
                Optional.of(terms.make(new Op.NonZero(!byElement), shape, x.arguments()));
            case Sizes _ -> x.rank() < 2 ? Optional.of(x) : Optional.empty();
            case Stored(TensorView view) -> Optional.of(stored(view.transpose(order)));
            case Choose _, Ramp _ -> {
                int[] moved = new int[x.rank()];
                for (int axis = 0; axis < moved.length; axis++) {
                    moved[order.get(axis)] = axis;
                }
                yield moved(x, shape, moved);
            }
            default -> layout.of(x).map(a -> layout.term(layout.transpose(a, order)));
        };
    }

    /** Repeated to the given sizes, as far as the own ones are 1. */
    public Optional<Term> expand(Term x, List<Dim> sizes) {
        return terms.broadcast(x.shape(), terms.axes(sizes)).map(shape -> expanded(x, shape, shape.size() - x.rank()));
    }

    private Term expanded(Term x, List<Axis> shape, int by) {
        if (shape.equals(x.shape())) {
            return x;
        }
        return switch (x.op()) {
            case Uniform(double value) -> terms.uniform(value, shape);
            case Choose(Predicate p, double yes, double no, int batch, int sequence) ->
                terms.make(new Choose(p, yes, no, batch + by, sequence + by), shape);
            case Ramp(long start, List<Dim> steps) -> indices.ramp(start, Indices.padded(steps, shape.size()), shape);
            default -> terms.make(new Expand(), shape, x);
        };
    }

    /** Indices {@code start} to {@code end} of an axis. */
    public Optional<Term> slice(Term x, int axis, Dim start, Dim end) {
        Dim size = x.shape().get(axis).size();
        if (start.is(0) && end.equals(size)) {
            return Optional.of(x);
        }
        if (!start.constant()) {
            return Optional.empty();
        }
        if (x.shape().get(axis).role() == Axis.Role.SEQUENCE) {
            return start.is(0) && end.is(1) ? first(x, axis, true) : Optional.empty();
        }
        if (end.constant() && size.constant()) {
            return cut(x, axis, start.factor(), end.factor());
        }
        return prefix(x, axis, start.factor(), end);
    }

    private Optional<Term> cut(Term x, int axis, long start, long end) {
        List<Axis> shape = new ArrayList<>(x.shape());
        shape.set(axis, Axis.plain(end - start));
        return switch (x.op()) {
            case Uniform(double value) -> Optional.of(terms.uniform(value, shape));
            case Sizes(List<Dim> values)
            when x.rank() == 1 -> Optional.of(terms.make(new Sizes(values.subList((int) start, (int) end)), shape));
            case Sizes _ -> counted(x).flatMap(count -> cut(count, axis, start, end));
            case Stored(TensorView view) -> Optional.of(stored(view.slice(axis, start, end)));
            case Ramp(long from, List<Dim> steps) -> indices.moved(from, steps, axis, start, shape);
            case Choose _ -> Optional.empty();
            default ->
                layout.of(x).flatMap(a -> layout.slice(a, axis, start, end)).map(layout::term);
        };
    }

    /** The part of a stored table that a sequence needs: from a start to its length. */
    private Optional<Term> prefix(Term x, int axis, long start, Dim end) {
        Optional<Dim> length = end.plus(Dim.of(-start));
        if (start != 0 || length.isEmpty()) {
            return Optional.empty();
        }
        List<Axis> shape = new ArrayList<>(x.shape());
        shape.set(axis, terms.axis(length.get()));
        return switch (x.op()) {
            case Uniform(double value) -> Optional.of(terms.uniform(value, shape));
            case Ramp(long from, List<Dim> steps) -> Optional.of(indices.ramp(from, steps, shape));
            case Sizes _ -> counted(x).flatMap(count -> prefix(count, axis, start, end));
            case Stored(TensorView view)
            when axis == view.rank() - 2 && view.shape().stream().limit(axis).allMatch(s -> s == 1) ->
                view.reshape(view.shape().subList(axis, axis + 2))
                        .map(table -> terms.make(
                                new Op.Rows(),
                                shape,
                                stored(table),
                                indices.count(0, axis, shape.subList(0, axis + 1))));
            default -> Optional.empty();
        };
    }

    /** Stored integers that count by one along their last axis, or are all the same, as what they are. */
    private Optional<Term> counted(Term x) {
        if (!(x.op() instanceof Sizes(List<Dim> values))
                || values.isEmpty()
                || !values.getFirst().constant()) {
            return Optional.empty();
        }
        long first = values.getFirst().factor();
        boolean counts = true;
        boolean same = true;
        for (int i = 0; i < values.size(); i++) {
            counts &= values.get(i).is(first + i);
            same &= values.get(i).is(first);
        }
        if (same) {
            return Optional.of(terms.uniform(first, x.shape()));
        }
        boolean oneRow = x.shape().stream().limit(x.rank() - 1).allMatch(Axis::single);
        return counts && oneRow ? Optional.of(indices.count(first, x.rank() - 1, x.shape())) : Optional.empty();
    }

    /** One index of an axis, which goes. */
    public Optional<Term> select(Term x, int axis, long index) {
        if (x.shape().get(axis).role() == Axis.Role.SEQUENCE) {
            return index == 0 ? first(x, axis, false) : Optional.empty();
        }
        List<Dim> sizes = new ArrayList<>(x.sizes());
        sizes.remove(axis);
        return cut(x, axis, index, index + 1).flatMap(cut -> reshape(cut, sizes));
    }

    /** The first token of (B, S, C). */
    private Optional<Term> first(Term x, int axis, boolean keep) {
        if (x.op() instanceof Op.View
                || x.rank() != 3
                || axis != 1
                || x.shape().get(0).role() != Axis.Role.BATCH
                || x.width().isEmpty()) {
            return Optional.empty();
        }
        Term first =
                terms.make(new Op.First(), List.of(x.shape().get(0), x.shape().get(2)), x);
        return keep
                ? reshape(first, List.of(x.sizes().get(0), Dim.ONE, x.sizes().get(2)))
                : Optional.of(first);
    }

    private Term stored(TensorView view) {
        return terms.make(new Stored(view), Axis.plain(view.shape()));
    }
}
