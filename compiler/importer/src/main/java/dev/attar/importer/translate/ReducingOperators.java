package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.Reduction;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.List;
import java.util.Optional;

/** Means, sums and maxima along one axis. */
final class ReducingOperators implements Operators.Family {
    private final Terms terms;
    private final Arithmetic arithmetic;

    ReducingOperators(Terms terms, Arithmetic arithmetic) {
        this.terms = terms;
        this.arithmetic = arithmetic;
    }

    @Override
    public Optional<List<Term>> translate(Call call) {
        if (!call.node().standard()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        switch (call.node().type()) {
                            case "ReduceMean" -> reduce(call, Reduction.MEAN, call.input(0));
                            case "ReduceSum" -> reduce(call, Reduction.SUM, call.input(0));
                            case "ReduceMax" -> reduce(call, Reduction.MAX, call.input(0));
                            case "ReduceSumSquare" -> reduce(call, Reduction.SUM, squared(call));
                            case "ReduceL2" -> arithmetic.power(reduce(call, Reduction.SUM, squared(call)), 0.5);
                            case "LpNormalization" -> unit(call);
                            default -> null;
                        })
                .map(List::of);
    }

    private Term squared(Call call) {
        return arithmetic.multiply(call.input(0), call.input(0));
    }

    private Term reduce(Call call, Reduction reduction, Term x) {
        List<Long> axes = call.integers("axes", 1).orElse(List.of());
        if (axes.isEmpty() && x.rank() == 1 && arithmetic.known(x, v -> v).isPresent()) {
            return counted(call);
        }
        if (axes.size() != 1) {
            throw call.cannot("only reductions of one axis are supported");
        }
        return arithmetic.reduce(
                reduction, x, call.axis(axes.getFirst(), x.rank()), call.node().integer("keepdims", 1) != 0);
    }

    /** How many tokens a mask holds for: a size of which nothing is known. */
    private Term counted(Call call) {
        List<Axis> shape = call.node().integer("keepdims", 1) != 0 ? List.of(Axis.plain(1)) : List.of();
        return terms.make(new Op.Sizes(List.of(terms.unknown())), shape);
    }

    private Term unit(Call call) {
        Term x = call.input(0);
        int last = x.rank() - 1;
        if (call.node().integer("p", 2) != 2 || call.axis(call.node().integer("axis", -1), x.rank()) != last) {
            throw call.cannot("only the Euclidean length of the last axis is supported");
        }
        Term length = arithmetic.power(arithmetic.reduce(Reduction.SUM, squared(call), last, true), 0.5);
        return arithmetic.multiply(x, arithmetic.power(length, -1));
    }
}
