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
        Index full = Index.roundDown(reduce.extent(), PARTIALS);
        boolean tail = !full.equals(reduce.extent());
        List<Statement> out = new ArrayList<>();
        Expr first = new Expr.Real(reduce.combine().neutral());
        if (!full.isConstant() || full.constant() > 0) first = strips(reduce, lanes, full, out);
        if (!tail) {
            out.add(new Statement.Let(reduce.name(), first));
            return out;
        }
        out.add(new Statement.Var(reduce.name(), first));
        Expr next = reduce.combine().of(new Expr.Local(reduce.name(), 1), reduce.element());
        out.add(For.ordered(reduce.index(), full, reduce.extent(), new Statement.Set(reduce.name(), next)));
        return out;
    }

    /** The part that goes in strides of sixteen; returns the expression for its result. */
    private static Expr strips(Reduce reduce, int lanes, Index full, List<Statement> out) {
        Combine combine = reduce.combine();
        int count = PARTIALS / lanes;
        List<Statement> body = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Expr neutral = new Expr.Real(combine.neutral());
            out.add(new Statement.Var(partial(reduce, i), lanes == 1 ? neutral : new Expr.Broadcast(neutral, lanes)));
            Expr element = Vectorise.apply(reduce.element(), reduce.index(), lanes)
                    .orElseThrow(() -> new IllegalStateException("a row reduction over scattered elements: " + reduce));
            Index at = Index.name(reduce.index()).plus((long) i * lanes);
            Expr shifted = Substitution.index(reduce.index(), at).apply(element);
            body.add(new Statement.Set(
                    partial(reduce, i), combine.of(new Expr.Local(partial(reduce, i), lanes), shifted)));
        }
        out.add(new For(reduce.index(), Index.ZERO, full, PARTIALS, Statement.Order.ORDERED, Statement.block(body)));
        for (int half = count / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                Expr lower = new Expr.Local(partial(reduce, i), lanes);
                Expr upper = new Expr.Local(partial(reduce, i + half), lanes);
                out.add(new Statement.Set(partial(reduce, i), combine.of(lower, upper)));
            }
        }
        Expr all = new Expr.Local(partial(reduce, 0), lanes);
        return lanes == 1 ? all : new Expr.Fold(combine, all);
    }

    private static String partial(Reduce reduce, int i) {
        return reduce.name() + i;
    }
}
