package dev.attar.importer.term;

import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Indices.Line;
import dev.attar.importer.term.Layout.Arranged;
import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.Join;
import dev.attar.importer.term.Op.Ramp;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Op.Uniform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Elements of a mask or a count that computed indices pick. Exporters build masks out of index grids: {@code mask[b, s]} with
 * {@code b} and {@code s} ranges, or {@code flat[b S + s]}; both are the mask with its axes in other places.
 */
public final class Picks {
    private static final int MOST_AXES = 8;

    private final Terms terms;
    private final Layout layout;
    private final Rearranger rearranger;
    private final Indices indices;

    public Picks(Terms terms, Layout layout, Rearranger rearranger, Indices indices) {
        this.terms = terms;
        this.layout = layout;
        this.rearranger = rearranger;
        this.indices = indices;
    }

    /** Slices of one axis; the axes of the index take its place. Empty when it is not known what they are. */
    public Optional<Term> slices(Term data, int axis, Term index) {
        List<Axis> shape = new ArrayList<>(data.shape().subList(0, axis));
        shape.addAll(index.shape());
        shape.addAll(data.shape().subList(axis + 1, data.rank()));
        if (data.op() instanceof Uniform(double value)) {
            return Optional.of(terms.uniform(value, shape));
        }
        return mask(data)
                .flatMap(x -> placed(x.axes().get(axis), index).map(made -> {
                    List<List<Part>> axes = new ArrayList<>(x.axes().subList(0, axis));
                    axes.addAll(made);
                    axes.addAll(x.axes().subList(axis + 1, data.rank()));
                    return layout.term(new Arranged(x.base(), axes, 0));
                }));
    }

    /** One element for each element of the index, which replaces the element's own index along the axis. */
    public Optional<Term> elements(Term data, int axis, Term index) {
        if (data.op() instanceof Uniform(double value)) {
            return Optional.of(terms.uniform(value, index.shape()));
        }
        boolean countsAlong = data.op() instanceof Ramp(long _, List<Dim> steps)
                && steps.get(axis).is(1)
                && steps.stream().filter(step -> step.is(0)).count() == steps.size() - 1;
        if (!countsAlong) {
            return Optional.empty();
        }
        long start = ((Ramp) data.op()).start();
        return start == 0 ? Optional.of(index) : indices.add(index, terms.uniform(start, List.of()));
    }

    /** Elements by coordinates, which lie along the last axis of {@code index}, one for each axis of the data. */
    public Optional<Term> coordinates(Term data, Term index) {
        List<Term> each = split(index);
        List<Axis> shape = index.shape().subList(0, index.rank() - 1);
        if (each.size() != data.rank()
                || !each.stream().allMatch(c -> c.shape().getLast().single())) {
            return Optional.empty();
        }
        if (data.op() instanceof Uniform(double value)) {
            return Optional.of(terms.uniform(value, shape));
        }
        return mask(data).flatMap(x -> {
            List<List<Part>> made = new ArrayList<>(Collections.nCopies(shape.size(), List.of()));
            for (int axis = 0; axis < each.size(); axis++) {
                List<Part> parts = x.axes().get(axis);
                Optional<List<List<Part>>> own = rearranger
                        .select(each.get(axis), index.rank() - 1, 0)
                        .flatMap(coordinate -> placed(parts, coordinate));
                if (own.isEmpty() || !merged(made, own.get())) {
                    return Optional.empty();
                }
            }
            return Optional.of(layout.term(new Arranged(x.base(), made, 0)));
        });
    }

    /** The coordinate of each axis, with an axis of size 1 at its end. */
    private List<Term> split(Term index) {
        int last = index.rank() - 1;
        if (index.op() instanceof Join(int axis) && axis == last) {
            return index.arguments();
        }
        if (!(index.op() instanceof Stored(TensorView view)) || view.shape().getLast() > MOST_AXES) {
            return List.of(index);
        }
        return LongStream.range(0, view.shape().getLast())
                .mapToObj(i -> indices.stored(view.slice(last, i, i + 1)).orElse(index))
                .toList();
    }

    /** The mask of {@code data[mask] = number}, written as coordinates of all places where it is not 0; empty for other updates. */
    public static Optional<Term> scattered(Term data, Term index, Term updates) {
        boolean whole = index.op() instanceof Op.NonZero(boolean byElement)
                && byElement
                && index.argument(0).shape().equals(data.shape());
        return whole && updates.scalar().isPresent() ? Optional.of(index.argument(0)) : Optional.empty();
    }

    private static boolean merged(List<List<Part>> made, List<List<Part>> own) {
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).isEmpty() && !made.get(i).isEmpty()) {
                return false;
            }
            made.set(i, own.get(i).isEmpty() ? made.get(i) : own.get(i));
        }
        return true;
    }

    /** What each axis of the index runs over, where together they run over all of an axis made of {@code parts}. */
    private Optional<List<List<Part>>> placed(List<Part> parts, Term index) {
        Optional<Line> line = Indices.line(index, index.rank()).filter(x -> x.start() == 0);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<List<Part>> axes = new ArrayList<>(Collections.nCopies(index.rank(), List.of()));
        Dim stride = Dim.ONE;
        int moving = 0;
        for (Part part : parts.reversed()) {
            Dim size = layout.size(part);
            OptionalInt axis = size.is(1) ? single(axes, index) : line.get().axis(stride, size, index.shape());
            if (axis.isEmpty()) {
                return Optional.empty();
            }
            axes.set(axis.getAsInt(), List.of(part));
            moving += size.is(1) ? 0 : 1;
            stride = stride.times(size).orElseGet(terms::unknown);
        }
        long steps = line.get().steps().stream().filter(step -> !step.is(0)).count();
        return steps == moving ? Optional.of(axes) : Optional.empty();
    }

    /** A place for a batch of one: any axis of size 1 that has nothing yet. */
    private static OptionalInt single(List<List<Part>> axes, Term index) {
        return IntStream.range(0, axes.size())
                .filter(axis ->
                        axes.get(axis).isEmpty() && index.shape().get(axis).single())
                .findFirst();
    }

    private Optional<Arranged> mask(Term data) {
        return layout.of(data).filter(x -> x.base().op() instanceof Choose && x.offset() == 0);
    }
}
