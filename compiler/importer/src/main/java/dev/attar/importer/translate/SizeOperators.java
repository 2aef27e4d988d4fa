package dev.attar.importer.translate;

import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Indices;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Rearranger;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Constants, and operators that ask for sizes or fill tensors of a size. */
final class SizeOperators implements Operators.Family {
    private final Terms terms;
    private final Rearranger rearranger;
    private final Indices indices;

    SizeOperators(Terms terms, Rearranger rearranger, Indices indices) {
        this.terms = terms;
        this.indices = indices;
        this.rearranger = rearranger;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return switch (call.node().type()) {
            case "Constant" -> Optional.of(List.of(constant(call)));
            case "Shape" -> Optional.of(List.of(shape(call)));
            case "Size" -> Optional.of(List.of(size(call)));
            case "ConstantOfShape" -> Optional.of(List.of(filled(call)));
            case "Range" -> Optional.of(List.of(range(call)));
            case "Expand" -> Optional.of(List.of(call.known(rearranger.expand(call.input(0), call.sizes(1)))));
            default -> Optional.empty();
        };
    }

    private Term constant(Call call) {
        Optional<TensorData> tensor = call.node().tensor("value");
        if (tensor.isPresent()) {
            return new Constants(terms).term(tensor.get());
        }
        if (call.node().attributes().containsKey("value_float")) {
            return terms.uniform(call.node().real("value_float", 0), List.of());
        }
        if (call.node().integer("value_int").isPresent()) {
            return sizes(List.of(Dim.of(call.node().integer("value_int", 0))), List.of());
        }
        List<Long> values = call.node()
                .integers("value_ints")
                .orElseThrow(() -> call.cannot("this kind of constant is not supported"));
        return sizes(values.stream().map(Dim::of).toList(), List.of(Axis.plain(values.size())));
    }

    private Term sizes(List<Dim> values, List<Axis> shape) {
        return terms.make(new Op.Sizes(values), shape);
    }

    private Term shape(Call call) {
        List<Dim> sizes = call.input(0).sizes();
        int rank = sizes.size();
        int start = clamp(call.node().integer("start", 0), rank);
        int end = Math.max(start, clamp(call.node().integer("end", rank), rank));
        return sizes(sizes.subList(start, end), List.of(Axis.plain(end - start)));
    }

    private static int clamp(long index, int rank) {
        return Math.clamp(index < 0 ? index + rank : index, 0, rank);
    }

    private Term size(Call call) {
        Dim size = Dim.ONE;
        for (Dim axis : call.input(0).sizes()) {
            size = size.times(axis).orElseGet(terms::unknown);
        }
        return sizes(List.of(size), List.of());
    }

    private Term filled(Call call) {
        double value = call.node().tensor("value").map(t -> single(call, t)).orElse(0.0);
        return terms.uniform(value, terms.axes(call.sizes(0)));
    }

    private static double single(Call call, TensorData tensor) {
        if (tensor.shape().stream().anyMatch(size -> size != 1)) {
            throw call.cannot("its value is not one number");
        }
        return tensor.value(0);
    }

    private Term range(Call call) {
        List<Dim> bounds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Dim> bound = call.sizes(i);
            if (bound.size() != 1) {
                throw call.cannot("a bound is not one number");
            }
            bounds.add(bound.getFirst());
        }
        Dim start = bounds.get(0);
        Optional<Dim> length = start.constant() ? bounds.get(1).plus(Dim.of(-start.factor())) : Optional.empty();
        if (!bounds.get(2).is(1) || length.isEmpty()) {
            throw call.cannot("it does not count up by one from a constant");
        }
        return indices.count(start.factor(), 0, List.of(terms.axis(length.get())));
    }
}
