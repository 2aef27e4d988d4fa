package dev.attar.importer.term;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A flat product before it becomes a term: {@code factor * factors[0] * factors[1] …}. */
record Product(double factor, List<Term> factors, List<Axis> shape) {
    Product {
        factors = List.copyOf(factors);
    }

    /** The product without one occurrence of a factor. */
    Optional<List<Term>> without(Term factor) {
        List<Term> rest = new ArrayList<>(factors);
        return rest.remove(factor) ? Optional.of(rest) : Optional.empty();
    }
}
