package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.local;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import java.util.ArrayList;
import java.util.List;

/** The heart of every product: for each column a chain {@code c = fma(a, b, c)} through all terms in order. */
final class Chains {
    private Chains() {}

    /** What an index goes through. */
    record Range(String index, Index from, Index to) {
        /** From 0 on. */
        Range(String index, Index count) {
            this(index, Index.ZERO, count);
        }
    }

    /**
     * @param column the index that goes through the columns
     * @param initial what the chain begins with
     * @param term the index that goes through the terms
     * @param after what is done with {@code c}
     */
    static For over(
            String column, Index columns, Expr initial, String term, Index terms, Expr a, Expr b, Statement... after) {
        return over(new Range(column, columns), initial, new Range(term, terms), a, b, after);
    }

    /**
     * @param initial what the chain begins with
     * @param after what is done with {@code c}
     */
    static For over(Range columns, Expr initial, Range terms, Expr a, Expr b, Statement... after) {
        List<Statement> body = new ArrayList<>();
        body.add(new Statement.Let("initial", initial));
        body.add(new Statement.Var("c", local("initial")));
        body.add(For.ordered(
                terms.index(),
                terms.from(),
                terms.to(),
                new Statement.Let("b", b),
                new Statement.Let("a", a),
                new Statement.Set("c", new Expr.Fma(local("a"), local("b"), local("c")))));
        body.addAll(List.of(after));
        return new For(columns.index(), columns.from(), columns.to(), 1, Order.PARALLEL, Statement.block(body));
    }
}
