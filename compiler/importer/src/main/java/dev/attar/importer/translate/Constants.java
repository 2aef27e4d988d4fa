package dev.attar.importer.translate;

import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Indices;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;

/** Stored tensors as terms: single numbers and short lists of integers by value, all else as a view of the file. */
final class Constants {
    private static final int MOST_SIZES = 64;
    private static final int MOST_POSITIONS = 1 << 22;

    private final Terms terms;

    Constants(Terms terms) {
        this.terms = terms;
    }

    Term term(TensorData data) {
        TensorView view = TensorView.of(data);
        List<Axis> shape = Axis.plain(data.shape());
        long count = view.elements();
        if (data.kind().floating()) {
            return count == 1 ? terms.uniform(data.value(0), shape) : terms.make(new Op.Stored(view), shape);
        }
        if (count > MOST_SIZES || shape.size() > 1 && count > 0) {
            Term integers = integers(view, shape, count);
            if (count > MOST_SIZES || !(integers.op() instanceof Op.Stored)) {
                return integers;
            }
        }
        List<Dim> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(Dim.of((long) data.value(i)));
        }
        return terms.make(new Op.Sizes(values), shape);
    }

    /** Position ids (0, 1, 2, …) and segment ids (all 0) are stored in full by many exporters. */
    private Term integers(TensorView view, List<Axis> shape, long count) {
        long first = (long) view.value(0);
        boolean oneRow = shape.stream().limit(shape.size() - 1).allMatch(Axis::single);
        boolean counts = oneRow && count <= MOST_POSITIONS;
        boolean same = count <= MOST_POSITIONS;
        for (long i = 0; i < count && (counts || same); i++) {
            long value = (long) view.value(i);
            counts &= value == first + i;
            same &= value == first;
        }
        if (same) {
            return terms.uniform(first, shape);
        }
        return counts
                ? new Indices(terms).count(first, shape.size() - 1, shape)
                : terms.make(new Op.Stored(view), shape);
    }
}
