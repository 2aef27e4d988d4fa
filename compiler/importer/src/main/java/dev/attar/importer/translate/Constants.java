package dev.attar.importer.translate;

import dev.attar.importer.tensor.ElementKind;
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
        boolean quantised = data.kind() == ElementKind.INT8 || data.kind() == ElementKind.UINT8;
        if (quantised && shape.size() > 1) {
            return terms.make(new Op.Stored(view), shape);
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

    /** Position ids (0, 1, 2, …), segment ids (all 0) and grids of indices are stored in full by many exporters. */
    private Term integers(TensorView view, List<Axis> shape, long count) {
        Term stored = terms.make(new Op.Stored(view), shape);
        if (count > MOST_POSITIONS) {
            return stored;
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
                return stored;
            }
        }
        return new Indices(terms).ramp(start, steps.stream().map(Dim::of).toList(), shape);
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
}
