package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
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
