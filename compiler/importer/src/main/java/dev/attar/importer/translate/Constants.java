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
            return new Indices(terms).stored(view).orElseGet(() -> terms.make(new Op.Stored(view), shape));
        }
        List<Dim> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(Dim.of((long) data.value(i)));
        }
        return terms.make(new Op.Sizes(values), shape);
    }
}
