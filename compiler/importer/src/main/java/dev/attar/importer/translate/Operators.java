package dev.attar.importer.translate;

import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Indices;
import dev.attar.importer.term.Layout;
import dev.attar.importer.term.Picks;
import dev.attar.importer.term.Products;
import dev.attar.importer.term.Rearranger;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.List;
import java.util.Optional;

/** All operators that can be described, by family. */
public final class Operators {
    private final Products products;
    private final List<Family> families;

    /** One family of operators. */
    interface Family {
        /** What the node makes; empty when its operator is of another family. Throws when this use of it is not supported. */
        Optional<List<Term>> translate(Call call);
    }

    Operators(Terms terms) {
        Layout layout = new Layout(terms);
        Indices indices = new Indices(terms);
        this.products = new Products(terms, layout);
        Arithmetic arithmetic = new Arithmetic(terms, layout, indices, products);
        Rearranger rearranger = new Rearranger(terms, layout, indices);
        Picks picks = new Picks(terms, layout, rearranger, indices);
        Compositions compositions = new Compositions(terms, arithmetic, products, rearranger);
        this.families = List.of(
                new SizeOperators(terms, rearranger, indices),
                new ElementOperators(terms, arithmetic),
                new LogicOperators(terms, arithmetic, indices),
                new ArrangingOperators(terms, rearranger),
                new TableOperators(terms, rearranger, picks),
                new ReducingOperators(terms, arithmetic),
                new MatrixOperators(arithmetic, products, compositions),
                new FusedOperators(terms, arithmetic, products, compositions),
                new QuantisedOperators(terms, arithmetic, products, compositions));
    }

    List<Term> translate(Call call) {
        for (Family family : families) {
            Optional<List<Term>> made = family.translate(call);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw call.cannot("the operator is not supported");
    }

    /** Why a product of scores and values is no attention that Attar has; empty when nothing can be said. */
    public Optional<String> whyNotAttention(Term product) {
        return products.whyNotAttention(product);
    }
}
