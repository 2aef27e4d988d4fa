package dev.attar.importer.translate;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Picks;
import dev.attar.importer.term.Rearranger;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Gather, slice and running sums: what embeddings and positions are made with. */
final class TableOperators implements Operators.Family {
    private final Terms terms;
    private final Rearranger rearranger;
    private final Picks picks;

    TableOperators(Terms terms, Rearranger rearranger, Picks picks) {
        this.terms = terms;
        this.rearranger = rearranger;
        this.picks = picks;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "Gather" -> Optional.of(List.of(gather(call)));
            case "GatherElements" -> Optional.of(List.of(elements(call)));
            case "GatherND" -> Optional.of(List.of(coordinates(call)));
            case "NonZero" -> Optional.of(List.of(nonZero(call)));
            case "Slice" -> Optional.of(List.of(slice(call)));
            case "CumSum" -> Optional.of(List.of(runningSum(call)));
            default -> Optional.empty();
        };
    }

    private Term gather(Call call) {
        Term data = call.input(0);
        Term index = call.input(1);
        int axis = call.axis(call.node().integer("axis", 0), data.rank());
        if (data.op() instanceof Op.Sizes(List<Dim> values) && data.rank() == 1) {
            return sizes(call, values, index);
        }
        if (index.scalar().isPresent() && (index.rank() == 0 || index.sizes().equals(List.of(Dim.ONE)))) {
            return one(call, data, axis, index);
        }
        if (data.op() instanceof Stored && data.rank() == 2 && axis == 0) {
            return rows(call, data, index);
        }
        return picks.slices(data, axis, index).orElseThrow(() -> picked(call));
    }

    private static ImportException picked(Call call) {
        return call.cannot("it picks elements of something other than a table or the attention mask");
    }

    private Term elements(Call call) {
        Term data = call.input(0);
        int axis = call.axis(call.node().integer("axis", 0), data.rank());
        return picks.elements(data, axis, call.input(1)).orElseThrow(() -> picked(call));
    }

    private Term coordinates(Call call) {
        if (call.node().integer("batch_dims", 0) != 0 || call.input(1).rank() == 0) {
            throw call.cannot("only coordinates over all axes are supported");
        }
        return picks.coordinates(call.input(0), call.input(1)).orElseThrow(() -> picked(call));
    }

    private Term nonZero(Call call) {
        Term x = call.input(0);
        return terms.make(new Op.NonZero(false), List.of(Axis.plain(x.rank()), Axis.plain(terms.unknown())), x);
    }

    private Term sizes(Call call, List<Dim> values, Term index) {
        List<Dim> picked = new ArrayList<>();
        for (long i : call.integers(1)) {
            picked.add(values.get(call.axis(i, values.size())));
        }
        return terms.make(new Op.Sizes(picked), index.shape());
    }

    private Term one(Call call, Term data, int axis, Term index) {
        Dim size = data.sizes().get(axis);
        long at = (long) index.scalar().getAsDouble();
        long from = at < 0 && size.constant() ? at + size.factor() : at;
        if (from < 0 || size.constant() && from >= size.factor()) {
            throw call.cannot("index " + at + " does not exist in " + size);
        }
        Term selected = call.known(rearranger.select(data, axis, from));
        if (index.rank() == 0) {
            return selected;
        }
        List<Dim> sizes = new ArrayList<>(data.sizes());
        sizes.set(axis, Dim.ONE);
        return call.known(rearranger.reshape(selected, sizes));
    }

    /** Rows of a table. Constant indices that count up make a part of the table, others a look-up. */
    private Term rows(Call call, Term table, Term index) {
        TensorView view = ((Stored) table.op()).view();
        List<Axis> shape = new ArrayList<>(index.shape());
        shape.add(table.shape().get(1));
        if (index.op() instanceof Op.Sizes(List<Dim> values)) {
            long first = values.isEmpty() ? -1 : values.getFirst().factor();
            boolean counts = LongStream.range(0, values.size())
                    .allMatch(i -> values.get((int) i).is(first + i));
            boolean inside = first >= 0 && first + values.size() <= view.shape().getFirst();
            if (!counts || !inside) {
                throw call.cannot("its constant indices do not count up inside the table");
            }
            List<Long> sizes = shape.stream().map(axis -> axis.size().factor()).toList();
            TensorView part =
                    call.known(view.slice(0, first, first + values.size()).reshape(sizes));
            return terms.make(new Stored(part), Axis.plain(sizes));
        }
        if (index.op() instanceof Op.View(var axes, long offset) && offset == 0) {
            Term inner = rows(call, table, index.argument(0));
            List<Dim> sizes = new ArrayList<>(index.sizes());
            sizes.add(table.sizes().get(1));
            return axes.isEmpty() ? inner : call.known(rearranger.reshape(inner, sizes));
        }
        return terms.make(new Op.Rows(), shape, table, index);
    }

    private Term slice(Call call) {
        Term x = call.input(0);
        boolean attributes = call.inputs().size() == 1;
        List<Dim> starts = attributes ? attribute(call, "starts") : call.sizes(1);
        List<Dim> ends = attributes ? attribute(call, "ends") : call.sizes(2);
        Optional<List<Long>> axes =
                attributes ? call.node().integers("axes") : call.optional(3).map(_ -> call.integers(3));
        if (call.optional(4).isPresent() && call.integers(4).stream().anyMatch(step -> step != 1)) {
            throw call.cannot("steps other than 1 are not supported");
        }
        if (starts.size() != ends.size()
                || axes.isPresent() && axes.get().size() != starts.size()
                || starts.size() > x.rank()) {
            throw call.cannot("its starts, ends and axes do not fit");
        }
        Term result = x;
        for (int i = 0; i < starts.size(); i++) {
            int axis = call.axis(axes.isPresent() ? axes.get().get(i) : i, x.rank());
            result = slice(call, result, axis, starts.get(i), ends.get(i));
        }
        return result;
    }

    private Term slice(Call call, Term x, int axis, Dim start, Dim end) {
        Dim size = x.sizes().get(axis);
        Dim from = inside(start, size);
        Dim to = inside(end, size);
        if (from.constant() && to.constant() && (from.factor() < 0 || to.factor() <= from.factor())) {
            throw call.cannot("it takes nothing of axis " + axis);
        }
        return call.known(rearranger.slice(x, axis, from, to));
    }

    /** Counted from the front, and not beyond the end. */
    private static Dim inside(Dim index, Dim size) {
        if (!index.constant()) {
            return index;
        }
        if (size.constant()) {
            long at = index.factor() < 0 ? index.factor() + size.factor() : index.factor();
            return Dim.of(Math.clamp(at, 0, size.factor()));
        }
        return index.factor() >= Integer.MAX_VALUE ? size : index;
    }

    private static List<Dim> attribute(Call call, String name) {
        return call.node().integers(name).orElseThrow(() -> call.cannot("attribute '" + name + "' is missing")).stream()
                .map(Dim::of)
                .toList();
    }

    private Term runningSum(Call call) {
        Term x = call.input(0);
        boolean plain = call.node().integer("exclusive", 0) == 0 && call.node().integer("reverse", 0) == 0;
        if (!plain || x.rank() != 2 || call.axis(call.integers(1).getFirst(), 2) != 1) {
            throw call.cannot("only sums of what came before along a sequence are supported");
        }
        return terms.make(new Op.RunningSum(), x.shape(), x);
    }
}
