package dev.attar.importer.term;

import dev.attar.importer.term.Op.Choose;
import dev.attar.importer.term.Op.View;
import dev.attar.importer.term.Part.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reshape, transpose, slice and select on activations, as one kind of term: a {@link View} says for each of its axes which
 * batch, sequence and channel indices of the value behind it the axis runs over. However a graph splits heads, packs queries
 * with keys or flattens a batch, the same elements in the same places give the same term.
 */
public final class Layout {
    private final Terms terms;

    public Layout(Terms terms) {
        this.terms = terms;
    }

    /** A value and how its elements are arranged. */
    public record Arranged(Term base, List<List<Part>> axes, long offset) {}

    /** The arrangement of a term; empty when its axes have unknown sizes or two of a kind. */
    public Optional<Arranged> of(Term term) {
        if (term.op() instanceof View(List<List<Part>> axes, long offset)) {
            return Optional.of(new Arranged(term.argument(0), axes, offset));
        }
        return natural(term.shape()).map(axes -> new Arranged(term, axes, 0));
    }

    /** The term with this arrangement: the value itself where it is arranged like that anyway. */
    public Term term(Arranged arranged) {
        if (arranged.offset() == 0
                && natural(arranged.base().shape()).map(arranged.axes()::equals).orElse(false)
                && arranged.axes().size() == arranged.base().rank()) {
            return arranged.base();
        }
        List<Axis> shape = arranged.axes().stream().map(this::axis).toList();
        return mask(arranged, shape)
                .orElseGet(() -> terms.make(new View(arranged.axes(), arranged.offset()), shape, arranged.base()));
    }

    /** A mask whose batch and sequence have an axis each is a mask again. */
    private Optional<Term> mask(Arranged arranged, List<Axis> shape) {
        int batch = arranged.axes().indexOf(List.of(new Part.Batch()));
        int sequence = arranged.axes().indexOf(List.of(new Part.Sequence()));
        return arranged.base().op() instanceof Choose(var predicate, double yes, double no, int _, int _)
                        && batch >= 0
                        && sequence >= 0
                ? Optional.of(terms.make(new Choose(predicate, yes, no, batch, sequence), shape))
                : Optional.empty();
    }

    private Optional<List<List<Part>>> natural(List<Axis> shape) {
        List<List<Part>> axes = new ArrayList<>();
        long stride = 1;
        int batches = 0;
        int sequences = 0;
        for (Axis axis : shape.reversed()) {
            switch (axis.role()) {
                case BATCH -> {
                    axes.addFirst(List.of(new Part.Batch()));
                    batches++;
                }
                case SEQUENCE -> {
                    axes.addFirst(List.of(new Part.Sequence()));
                    sequences++;
                }
                case PLAIN -> {
                    if (!axis.size().constant() || axis.size().factor() < 1 || stride > Integer.MAX_VALUE) {
                        return Optional.empty();
                    }
                    long size = axis.size().factor();
                    axes.addFirst(size == 1 ? List.of() : List.of(new Channels(size, stride)));
                    stride *= Math.min(size, 1L << 31);
                }
            }
        }
        return batches > 1 || sequences > 1 ? Optional.empty() : Optional.of(axes);
    }

    private Axis axis(List<Part> parts) {
        if (parts.size() == 1) {
            return switch (parts.getFirst()) {
                case Part.Batch() -> terms.batch();
                case Part.Sequence() -> terms.sequence();
                case Channels(long size, long _) -> Axis.plain(size);
            };
        }
        return Axis.plain(size(parts));
    }

    private Dim size(List<Part> parts) {
        Dim size = Dim.ONE;
        for (Part part : parts) {
            size = size.times(size(part)).orElse(terms.unknown());
        }
        return size;
    }

    Dim size(Part part) {
        return switch (part) {
            case Part.Batch() -> terms.batch().size();
            case Part.Sequence() -> terms.sequence().size();
            case Channels(long size, long _) -> Dim.of(size);
        };
    }

    public Arranged transpose(Arranged x, List<Integer> order) {
        return new Arranged(x.base(), order.stream().map(x.axes()::get).toList(), x.offset());
    }

    /** Indices {@code start} to {@code end} of an axis of channels; empty for another axis. */
    public Optional<Arranged> slice(Arranged x, int axis, long start, long end) {
        if (x.axes().get(axis).size() != 1
                || !(x.axes().get(axis).getFirst() instanceof Channels(long _, long stride))) {
            return Optional.empty();
        }
        List<List<Part>> axes = new ArrayList<>(x.axes());
        axes.set(axis, end - start == 1 ? List.of() : List.of(new Channels(end - start, stride)));
        return Optional.of(new Arranged(x.base(), axes, x.offset() + start * stride));
    }

    /** The elements of {@code x} under new sizes; empty where an axis would have to cut through a batch or sequence. */
    public Optional<Arranged> reshape(Arranged x, List<Dim> sizes) {
        List<Part> left = new ArrayList<>();
        x.axes().forEach(left::addAll);
        List<List<Part>> axes = new ArrayList<>();
        for (Dim size : sizes) {
            Optional<List<Part>> taken = take(left, size);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            axes.add(taken.get());
        }
        return left.isEmpty() ? Optional.of(new Arranged(x.base(), axes, x.offset())) : Optional.empty();
    }

    /** Removes parts of together {@code size} elements from the front of {@code left}, splitting the last one if needed. */
    private Optional<List<Part>> take(List<Part> left, Dim size) {
        List<Part> taken = new ArrayList<>();
        Dim missing = size;
        while (!missing.is(1) || !left.isEmpty() && size(left.getFirst()).is(1) && taken.isEmpty()) {
            if (left.isEmpty()) {
                return Optional.empty();
            }
            Part next = left.removeFirst();
            Optional<Dim> rest = missing.dividedBy(size(next));
            if (rest.isPresent()) {
                taken.add(next);
                missing = rest.get();
            } else if (next instanceof Channels(long all, long stride)
                    && missing.constant()
                    && missing.factor() > 0
                    && all % missing.factor() == 0) {
                long inner = all / missing.factor();
                left.addFirst(new Channels(inner, stride));
                taken.add(new Channels(missing.factor(), stride * inner));
                missing = Dim.ONE;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(joined(taken));
    }

    /** Neighbouring channels as one part where they are evenly spaced. */
    private static List<Part> joined(List<Part> parts) {
        List<Part> result = new ArrayList<>();
        for (Part part : parts) {
            if (!result.isEmpty()
                    && result.getLast() instanceof Channels(long outer, long outerStride)
                    && part instanceof Channels(long inner, long stride)
                    && outerStride == inner * stride) {
                result.set(result.size() - 1, new Channels(outer * inner, stride));
            } else {
                result.add(part);
            }
        }
        return result;
    }
}
