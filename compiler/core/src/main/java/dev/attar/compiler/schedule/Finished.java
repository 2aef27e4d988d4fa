package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Product;

/**
 * Two nests as one: {@code y = c} in the first and {@code y = f(y)} in the second become {@code y = f(c)}, so that a result is
 * finished while it is in a register.
 */
final class Finished {
    private final Statement.Store result;
    private final Expr value;

    private Finished(Statement.Store result) {
        this.result = result;
        this.value = result.value();
    }

    /**
     * The product with what follows it on each of its results.
     *
     * @param finish the loop over the columns of a row
     */
    static Product of(Product product, Statement.For finish) {
        if (!(finish.body() instanceof Statement.Store after))
            throw new IllegalStateException("what follows a product stores one value, not " + finish.body());
        Statement finished = product.after() instanceof Statement.Store store
                ? of(store, after)
                : product.after().mapChildren(s -> s instanceof Statement.Store store ? of(store, after) : s);
        return new Product(
                product.rows(),
                product.columns(),
                product.terms(),
                product.initial(),
                product.a(),
                product.b(),
                finished);
    }

    /** The first store with what the second makes of it. */
    static Statement.Store of(Statement.Store result, Statement.Store finish) {
        if (!result.buffer().equals(finish.buffer()) || !result.indices().equals(finish.indices()))
            throw new IllegalStateException("what is finished is not the result: " + finish);
        return new Statement.Store(result.buffer(), result.indices(), new Finished(result).apply(finish.value()));
    }

    private Expr apply(Expr expr) {
        if (!(expr instanceof Expr.Load load)
                || !load.buffer().name().equals(result.buffer().name())) return expr.mapOperands(this::apply);
        if (!load.indices().equals(result.indices()))
            throw new IllegalStateException("another place of the result: " + load.indices());
        return value;
    }
}
