package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Reduce;
import dev.attar.compiler.loops.Substitution;
import java.util.ArrayList;
import java.util.List;

/**
 * The project's one order of a row reduction, on vectors of any width: sixteen partial results as 16 / lanes vectors, the
 * vectors combined by halves, then the lanes of the last one by halves, which is the same tree for every width; then the elements
 * after the last full sixteen, one by one.
 */
final class Reductions {
    static final int PARTIALS = 16;

    private Reductions() {}

    static List<Statement> expand(Reduce reduce, int lanes) {
        List<Statement> out = new ArrayList<>();
        Expr first = new Expr.Real(reduce.combine().neutral());
        if (!full(reduce).equals(Index.ZERO)) {
            List<Expr.Local> partials = strips(reduce, lanes, out);
            first = folded(reduce, partials, out);
        }
        tail(reduce, first, out);
        return out;
    }

    /** Elements that go in strides of sixteen. */
    static Index full(Reduce reduce) {
        return Index.roundDown(reduce.extent(), PARTIALS);
    }

    /** The part that goes in strides of sixteen; returns the partial results. */
    static List<Expr.Local> strips(Reduce reduce, int lanes, List<Statement> out) {
        int count = PARTIALS / lanes;
        List<Statement> body = new ArrayList<>();
        List<Expr.Local> partials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Expr.Local partial = new Expr.Local(reduce.name() + i, lanes);
            partials.add(partial);
            Expr neutral = new Expr.Real(reduce.combine().neutral());
            out.add(new Statement.Var(partial.name(), lanes == 1 ? neutral : new Expr.Broadcast(neutral, lanes)));
            Expr element = Vectorise.apply(reduce.element(), reduce.index(), lanes)
                    .orElseThrow(() -> new IllegalStateException("a row reduction over scattered elements: " + reduce));
            Index at = Index.name(reduce.index()).plus((long) i * lanes);
            Expr shifted = Substitution.index(reduce.index(), at).apply(element);
            body.add(next(reduce, partial.name(), shifted));
        }
        out.add(new For(
                reduce.index(), Index.ZERO, full(reduce), PARTIALS, Statement.Order.ORDERED, Statement.block(body)));
        return partials;
    }

    /** Partial results that are variables, put together by halves. */
    private static Expr folded(Reduce reduce, List<Expr.Local> partials, List<Statement> out) {
        Combine combine = reduce.combine();
        for (int half = partials.size() / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                Expr.Local lower = partials.get(i);
                out.add(new Statement.Set(lower.name(), combine.of(lower, partials.get(i + half))));
            }
        }
        Expr.Local all = partials.getFirst();
        return all.lanes() == 1 ? all : new Expr.Fold(combine, all);
    }

    /** Partial results that lie in memory, loaded and put together by halves. */
    static Expr foldedFrom(Reduce reduce, List<Expr> stored, List<Statement> out) {
        List<Expr.Local> partials = new ArrayList<>();
        for (Expr value : stored) {
            Expr.Local partial = new Expr.Local(reduce.name() + partials.size(), value.lanes());
            partials.add(partial);
            out.add(new Statement.Var(partial.name(), value));
        }
        return folded(reduce, partials, out);
    }

    /** The elements after the last full sixteen, one by one. */
    static void tail(Reduce reduce, Expr first, List<Statement> out) {
        if (full(reduce).equals(reduce.extent())) {
            out.add(new Statement.Let(reduce.name(), first));
            return;
        }
        out.add(new Statement.Var(reduce.name(), first));
        Statement next = next(reduce, reduce.name(), reduce.element());
        out.add(For.ordered(reduce.index(), full(reduce), reduce.extent(), next));
    }

    /** One more element for a partial result. */
    static Statement next(Reduce reduce, String result, Expr element) {
        Expr before = new Expr.Local(result, element.lanes());
        return switch (reduce.combine()) {
            case SUM -> new Statement.Set(result, reduce.combine().of(before, element));
            case LARGEST -> {
                String name = "next" + result.substring(reduce.name().length());
                Expr next = new Expr.Local(name, element.lanes());
                yield new Statement.Block(List.of(
                        new Statement.Let(name, element),
                        new Statement.Set(result, reduce.combine().of(before, next))));
            }
        };
    }
}
