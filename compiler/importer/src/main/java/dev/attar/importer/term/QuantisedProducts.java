package dev.attar.importer.term;

import dev.attar.importer.tensor.Dequantised;
import dev.attar.importer.tensor.Dequantised.Steps;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.IntegerProduct;
import dev.attar.importer.term.Op.QuantisedScale;
import dev.attar.importer.term.Op.Sizes;
import dev.attar.importer.term.Op.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products of a dynamically quantised activation, as the dense layers that they approximate.
 *
 * <p>{@code integers(x, Q, Z) scale(x) c = x (c (Q - Z))}, up to the rounding of x
 */
public final class QuantisedProducts {
    private final Products products;

    public QuantisedProducts(Products products) {
        this.products = products;
    }

    Optional<Term> recognise(Product product) {
        Optional<Term> integers = product.factors().stream()
                .filter(f -> f.op() instanceof IntegerProduct)
                .findFirst();
        if (integers.isEmpty()) {
            return Optional.empty();
        }
        Term x = integers.get().argument(0);
        List<Term> rest = new ArrayList<>(product.without(integers.get()).orElseThrow());
        boolean scaled = rest.removeIf(f -> f.op() instanceof QuantisedScale && f.argument(0) == x);
        if (!scaled || rest.size() > 1) {
            return Optional.empty();
        }
        Optional<Steps> columns = rest.isEmpty() ? Optional.of(steps(1)) : steps(rest.getFirst());
        Optional<Steps> zeros = steps(integers.get().argument(2));
        TensorView matrix = ((Stored) integers.get().argument(1).op()).view();
        return columns.flatMap(c -> zeros.flatMap(z -> Dequantised.of(matrix, times(c, product.factor()), z)))
                .map(weight -> products.linear(x, weight.transpose(List.of(1, 0))));
    }

    private static Steps steps(double value) {
        return new Steps(new double[] {value}, List.of());
    }

    private static Steps times(Steps steps, double factor) {
        double[] values = steps.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Steps(values, steps.source());
    }

    /** Scales or zero points; empty when the term is not stored. */
    public static Optional<Steps> steps(Term term) {
        if (term.scalar().isPresent()) {
            return Optional.of(steps(term.scalar().getAsDouble()));
        }
        return switch (term.op()) {
            case Sizes(List<Dim> values)
            when values.stream().allMatch(Dim::constant) ->
                Optional.of(new Steps(values.stream().mapToDouble(Dim::factor).toArray(), List.of()));
            case Stored(TensorView view)
            when view.elements() <= Integer.MAX_VALUE && view.rank() == 1 -> {
                double[] values = new double[(int) view.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = view.value(i);
                }
                yield Optional.of(new Steps(values, List.of(view.data())));
            }
            default -> Optional.empty();
        };
    }
}
