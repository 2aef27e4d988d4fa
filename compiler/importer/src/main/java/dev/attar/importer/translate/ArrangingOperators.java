package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Rearranger;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Operators that only move elements: reshape, squeeze, unsqueeze, flatten, transpose, split, concatenate sizes. */
final class ArrangingOperators implements Operators.Family {
    private static final int MOST_AXES = 16;

    private final Terms terms;
    private final Rearranger rearranger;

    ArrangingOperators(Terms terms, Rearranger rearranger) {
        this.terms = terms;
        this.rearranger = rearranger;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "Reshape" -> one(call, reshape(call));
            case "Squeeze" -> one(call, squeeze(call));
            case "Unsqueeze" -> one(call, unsqueeze(call));
            case "Flatten" -> one(call, flatten(call));
            case "Transpose" -> one(call, transpose(call));
            case "Concat" -> one(call, concat(call));
            case "Split" -> Optional.of(split(call));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Term>> one(Call call, Optional<Term> term) {
        return Optional.of(List.of(call.known(term)));
    }

    private Optional<Term> reshape(Call call) {
        Term x = call.input(0);
        List<Dim> wanted = new ArrayList<>(call.sizes(1));
        boolean keepZero = call.node().integer("allowzero", 0) != 0;
        int open = -1;
        Dim known = Dim.ONE;
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).is(0) && !keepZero) {
                if (i >= x.rank()) {
                    throw call.cannot("it copies a size that does not exist");
                }
                wanted.set(i, x.sizes().get(i));
            }
            if (wanted.get(i).is(-1)) {
                if (open >= 0) {
                    throw call.cannot("two sizes are left open");
                }
                open = i;
            } else {
                known = call.known(known.times(wanted.get(i)));
            }
        }
        if (open >= 0) {
            wanted.set(open, call.known(total(x).flatMap(known.is(0) ? _ -> Optional.empty() : dividing(known))));
        }
        return rearranger.reshape(x, wanted);
    }

    private static Function<Dim, Optional<Dim>> dividing(Dim by) {
        return total -> total.dividedBy(by);
    }

    private static Optional<Dim> total(Term x) {
        Optional<Dim> total = Optional.of(Dim.ONE);
        for (Dim size : x.sizes()) {
            total = total.flatMap(t -> t.times(size));
        }
        return total;
    }

    private Optional<Term> squeeze(Call call) {
        Term x = call.input(0);
        Optional<List<Long>> axes = call.integers("axes", 1);
        List<Dim> sizes = new ArrayList<>();
        List<Integer> gone = axes.orElse(List.of()).stream()
                .map(axis -> call.axis(axis, x.rank()))
                .toList();
        for (int axis = 0; axis < x.rank(); axis++) {
            boolean goes =
                    axes.isPresent() ? gone.contains(axis) : x.sizes().get(axis).is(1);
            if (goes && !x.sizes().get(axis).is(1)) {
                throw call.cannot("axis " + axis + " has more than one element");
            }
            if (!goes) {
                sizes.add(x.sizes().get(axis));
            }
        }
        return rearranger.reshape(x, sizes);
    }

    private Optional<Term> unsqueeze(Call call) {
        Term x = call.input(0);
        List<Long> axes = call.integers("axes", 1).orElseThrow(() -> call.cannot("it names no axes"));
        int rank = x.rank() + axes.size();
        if (rank > MOST_AXES) {
            throw call.cannot("more than " + MOST_AXES + " axes are not supported");
        }
        List<Integer> added = axes.stream().map(axis -> call.axis(axis, rank)).toList();
        List<Dim> sizes = new ArrayList<>();
        int from = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (!added.contains(axis) && from == x.rank()) {
                throw call.cannot("it names an axis twice");
            }
            sizes.add(added.contains(axis) ? Dim.ONE : x.sizes().get(from++));
        }
        return rearranger.reshape(x, sizes);
    }

    private Optional<Term> flatten(Call call) {
        Term x = call.input(0);
        long axis = call.node().integer("axis", 1);
        int cut = axis == x.rank() ? x.rank() : call.axis(axis, x.rank());
        Dim rows = Dim.ONE;
        for (Dim size : x.sizes().subList(0, cut)) {
            rows = call.known(rows.times(size));
        }
        Dim columns = Dim.ONE;
        for (Dim size : x.sizes().subList(cut, x.rank())) {
            columns = call.known(columns.times(size));
        }
        return rearranger.reshape(x, List.of(rows, columns));
    }

    private Optional<Term> transpose(Call call) {
        Term x = call.input(0);
        List<Integer> order = call.node()
                .integers("perm")
                .map(perm ->
                        perm.stream().map(axis -> call.axis(axis, x.rank())).toList())
                .orElseGet(() -> IntStream.range(0, x.rank())
                        .map(i -> x.rank() - 1 - i)
                        .boxed()
                        .toList());
        if (order.stream().distinct().count() != x.rank()) {
            throw call.cannot("its order of axes is not one");
        }
        return rearranger.transpose(x, order);
    }

    /** Sizes one after another, or coordinates; activations are never joined in an encoder, which is seen by who meets it. */
    private Optional<Term> concat(Call call) {
        if (call.inputs().size() == 1) {
            return Optional.of(call.input(0));
        }
        boolean lists = IntStream.range(0, call.inputs().size())
                .allMatch(i -> call.input(i).rank() == 1
                        && Arithmetic.sizes(call.input(i)).isPresent());
        return Optional.of(lists ? sizes(call) : joined(call));
    }

    private Term sizes(Call call) {
        List<Dim> values = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            values.addAll(call.sizes(i));
        }
        return terms.make(new Op.Sizes(values), List.of(Axis.plain(values.size())));
    }

    private Term joined(Call call) {
        int axis = call.axis(call.node().integer("axis", 0), call.input(0).rank());
        Dim size = Dim.of(0);
        List<Term> parts = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            Term part = call.input(i);
            if (part.rank() != call.input(0).rank()) {
                throw call.cannot("it joins values with different numbers of axes");
            }
            size = size.plus(part.sizes().get(axis)).orElseGet(terms::unknown);
            parts.add(part);
        }
        List<Axis> shape = new ArrayList<>(parts.getFirst().shape());
        shape.set(axis, terms.axis(size));
        return terms.make(new Op.Join(axis), shape, parts);
    }

    private List<Term> split(Call call) {
        Term x = call.input(0);
        int axis = call.axis(call.node().integer("axis", 0), x.rank());
        int count = call.node().outputs().size();
        List<Long> parts = call.integers("split", 1).orElseGet(() -> equalParts(call, x, axis, count));
        if (parts.size() != count) {
            throw call.cannot("it has " + count + " outputs for " + parts.size() + " parts");
        }
        List<Term> made = new ArrayList<>();
        long start = 0;
        for (long part : parts) {
            Dim size = x.sizes().get(axis);
            if (part < 1 || !size.constant() || part > size.factor() - start) {
                throw call.cannot("its parts are larger than the whole");
            }
            made.add(call.known(rearranger.slice(x, axis, Dim.of(start), Dim.of(start + part))));
            start += part;
        }
        return made;
    }

    private static List<Long> equalParts(Call call, Term x, int axis, int count) {
        Dim size = x.sizes().get(axis);
        if (!size.constant() || size.factor() % count != 0) {
            throw call.cannot("its axis cannot be split into " + count + " equal parts");
        }
        return Collections.nCopies(count, size.factor() / count);
    }
}
