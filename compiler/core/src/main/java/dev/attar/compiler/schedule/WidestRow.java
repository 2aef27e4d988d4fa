package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;

/**
 * A product whose columns or terms are other ones for each row, such as the keys that a query sees, for several rows at once: from
 * where the first row's begin to where the last one's end. Bounds do not fall as rows go on. So a row may get columns that it does not
 * ask for, in working memory that nobody reads before it is overwritten, and terms that are not its own, which its left operand
 * has as 0.
 */
final class WidestRow {
    private WidestRow() {}

    /**
     * @param columns a loop over columns around a chain
     * @param row the index of the rows
     */
    static For of(For columns, String row, Index first, Index last) {
        return widened(columns, row, first, last, columns.body().mapChildren(s -> terms(s, row, first, last)));
    }

    private static Statement terms(Statement statement, String row, Index first, Index last) {
        return statement instanceof For terms && terms.order() == Order.ORDERED
                ? widened(terms, row, first, last, terms.body().mapChildren(s -> terms(s, row, first, last)))
                : statement;
    }

    private static For widened(For loop, String row, Index first, Index last, Statement body) {
        return new For(
                loop.index(), loop.from().with(row, first), loop.to().with(row, last), loop.step(), loop.order(), body);
    }

    /** The same of a product that is not loops yet. */
    static Product of(Product product, Index first, Index last) {
        String row = product.rows().index();
        return new Product(
                product.rows(),
                widened(product.columns(), row, first, last),
                widened(product.terms(), row, first, last),
                product.initial(),
                product.a(),
                product.b(),
                product.after());
    }

    private static Range widened(Range range, String row, Index first, Index last) {
        return new Range(
                range.index(), range.from().with(row, first), range.to().with(row, last));
    }
}
