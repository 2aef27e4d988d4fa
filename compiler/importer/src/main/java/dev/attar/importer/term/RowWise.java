package dev.attar.importer.term;

import dev.attar.importer.term.Layout.Arranged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Moves operations on rows inside views that only regroup the rows: some exporters flatten (B, S, C) to (B·S, C) around every
 * product, and what they compute is the same.
 *
 * <p>{@code f(view(x)) = view(f(x))}
 */
final class RowWise {
    private final Terms terms;
    private final Layout layout;

    RowWise(Terms terms, Layout layout) {
        this.terms = terms;
        this.layout = layout;
    }

    private record Rows(List<List<Part>> lead, Term base) {}

    /** The value behind a view that leaves rows as they are; empty for any other term. */
    private Optional<Rows> rows(Term term) {
        if (!(term.op() instanceof Op.View(List<List<Part>> axes, long offset)) || offset != 0 || axes.isEmpty()) {
            return Optional.empty();
        }
        Term base = term.argument(0);
        List<List<Part>> natural = layout.of(base).map(Arranged::axes).orElse(List.of());
        if (natural.isEmpty() || !natural.getLast().equals(axes.getLast())) {
            return Optional.empty();
        }
        List<List<Part>> lead = axes.subList(0, axes.size() - 1);
        return flat(lead).equals(flat(natural.subList(0, natural.size() - 1)))
                ? Optional.of(new Rows(lead, base))
                : Optional.empty();
    }

    private static List<Part> flat(List<List<Part>> axes) {
        return axes.stream().flatMap(List::stream).toList();
    }

    private Optional<Term> under(Rows rows, Term inner) {
        return layout.of(inner).filter(x -> !x.axes().isEmpty()).map(x -> {
            List<List<Part>> axes = new ArrayList<>(rows.lead());
            axes.add(x.axes().getLast());
            return layout.term(new Arranged(x.base(), axes, x.offset()));
        });
    }

    /** {@code f} inside the view, when {@code f} maps rows to rows; empty when the term is no view of rows. */
    Optional<Term> lift(Term x, UnaryOperator<Term> f) {
        return rows(x).flatMap(rows -> under(rows, f.apply(rows.base())));
    }

    /** {@code f} inside any view or repetition, when {@code f} maps each element by itself. */
    Optional<Term> liftElementwise(Term x, UnaryOperator<Term> f) {
        return switch (x.op()) {
            case Op.View(List<List<Part>> axes, long offset) ->
                Optional.of(layout.term(new Arranged(f.apply(x.argument(0)), axes, offset)));
            case Op.Expand() -> Optional.of(terms.make(new Op.Expand(), x.shape(), f.apply(x.argument(0))));
            default -> Optional.empty();
        };
    }

    /** {@code f} inside the views of both, or of one when the other is the same for all rows. */
    Optional<Term> lift(Term a, Term b, BinaryOperator<Term> f) {
        Optional<Rows> x = rows(a);
        Optional<Rows> y = rows(b);
        if (x.isPresent() && y.isPresent()) {
            return x.get().lead().equals(y.get().lead())
                    ? under(x.get(), f.apply(x.get().base(), y.get().base()))
                    : Optional.empty();
        }
        if (x.isPresent() && sameForAllRows(b)) {
            return under(x.get(), f.apply(x.get().base(), b));
        }
        if (y.isPresent() && sameForAllRows(a)) {
            return under(y.get(), f.apply(a, y.get().base()));
        }
        return Optional.empty();
    }

    private static boolean sameForAllRows(Term term) {
        return term.op() instanceof Op.Stored
                && term.rank() <= 2
                && term.shape().stream().limit(Math.max(0, term.rank() - 1)).allMatch(Axis::single);
    }
}
