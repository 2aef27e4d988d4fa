package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.PAD;
import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * The softmax of a row of scores, but for the division: {@code p = e^(factor (p - max(p)))} and {@code inverse = 1 / sum(p)}.
 *
 * <p>Scores are there for whole vectors. What a query does not see of them becomes minus infinity first, whose power is exactly 0, and
 * the scores of all other keys become 0 at the end, because a schedule that mixes several rows at once goes for each of them
 * as far as the one that sees most. Neighbouring loops that put a number into a row never put one into the same place.
 *
 * @param scores (rows of queries, keys)
 * @param keys of the sequence
 * @param factor that the scores are multiplied by, over ln 2
 */
record AttentionSoftmax(Buffer scores, Buffer inverse, SeenKeys seen, Index keys, double factor) {
    private static final Index I = var("i");
    private static final Index J = var("j");

    Statement[] row() {
        boolean all = seen.first().equals(Index.ZERO) && seen.end().equals(keys);
        return (all ? ofAll() : ofSeen()).toArray(Statement[]::new);
    }

    private List<Statement> ofAll() {
        return List.of(
                new Statement.Reduce("largest", Combine.LARGEST, "j", keys, load(scores, I, J)),
                shift(),
                each(Index.ZERO, Index.roundUp(keys, PAD), power()),
                new Statement.Reduce("sum", Combine.SUM, "j", keys, load(scores, I, J)),
                new Statement.Store(inverse, List.of(I), Expr.div(real(1), local("sum"))));
    }

    /** The softmax of whole vectors, where only the keys that are seen count. */
    private List<Statement> ofSeen() {
        Index many = seen.to().minus(seen.from());
        Expr score = load(scores, I, seen.from().plus(J));
        Expr hidden = real(Combine.LARGEST.neutral());
        boolean banded = !seen.first().equals(Index.ZERO);
        List<Statement> row = new ArrayList<>();
        if (banded) row.add(each(seen.from(), seen.first(), hidden));
        row.add(each(seen.end(), seen.to(), hidden));
        row.add(new Statement.Reduce("largest", Combine.LARGEST, "j", many, score));
        row.add(shift());
        row.add(each(seen.from(), seen.to(), power()));
        row.add(new Statement.Reduce("sum", Combine.SUM, "j", many, score));
        row.add(new Statement.Store(inverse, List.of(I), Expr.div(real(1), local("sum"))));
        if (banded) row.add(each(Index.ZERO, seen.from(), real(0)));
        row.add(each(seen.to(), Index.roundUp(keys, PAD), real(0)));
        return row;
    }

    private Statement shift() {
        return new Statement.Let(
                "shift", new Expr.Unary(Expr.UnaryOp.NEGATE, Expr.mul(local("largest"), real(factor))));
    }

    private Expr power() {
        return new Expr.Call(Elementary.EXP2, new Expr.Fma(load(scores, I, J), real(factor), local("shift")));
    }

    private Statement each(Index from, Index to, Expr value) {
        return new For("j", from, to, 1, Order.PARALLEL, new Statement.Store(scores, List.of(I, J), value));
    }
}
