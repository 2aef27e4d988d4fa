package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Block;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.If;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A product computed by a group: chains {@code c = fma(a[t,k], b[k,n], c)} for a tile of rows t and columns n. For 16 k at a time (or
 * 32, or 64) the items bring a and b into local memory, each its share, wait for each other, and multiply what is there:
 *
 * <pre>
 *      nearA  16 k x rows of the tile         nearB  16 k x columns of the tile
 *      +-----------------------------+        +--------------------------------+
 *   k  | a[t0,k] a[t0+1,k] …         |        | b[k,n0] b[k,n0+1] …            |
 *      +-----------------------------+        +--------------------------------+
 * </pre>
 *
 * <p>A row of either has four floats more than it needs, so that items which store one below the other meet different banks. Every
 * chain goes through its k in order, as everywhere; how the tile is shaped changes no bit. What lies beyond the last row or column is
 * the last one once more, and is not stored.
 */
final class GroupProduct {
    private static final int PAD = 4;
    private static final String ROW = "row";
    private static final String VECTOR = "vector";
    private static final Index ACROSS = Index.name(Group.ACROSS);
    private static final Index DOWN = Index.name(Group.DOWN);

    private final GroupTile tile;
    private final LocalMemory local;
    private final Map<String, Index> reach;

    /** @param reach how far indices may go where memory is read, by name; those that are not here go as far as their loops */
    GroupProduct(GroupTile tile, LocalMemory local, Map<String, Index> reach) {
        this.tile = tile;
        this.local = local;
        this.reach = reach;
    }

    /**
     * One tile.
     *
     * @param row the first row
     * @param column the first column
     */
    Statement tile(Product product, Index row, Index column) {
        Range rows = product.rows();
        Range columns = product.columns();
        Range terms = product.terms();
        Buffer nearA = near("nearA", terms, tile.groupRows());
        Buffer nearB = near("nearB", terms, tile.width());
        NearBlocks blocks = new NearBlocks(tile, terms, reach);
        blocks.bring(nearA, product.a(), rows, row, tile.groupRows(), false);
        blocks.bring(nearB, product.b(), columns, column, tile.width(), isWhole(columns, tile.width()));
        Index k = Index.name(terms.index());
        Product near = new Product(
                rows,
                columns,
                new Range(terms.index(), blocks.length()),
                product.initial(),
                new Expr.Load(nearA, List.of(k, Index.name(rows.index()).minus(row)), 1),
                new Expr.Load(nearB, List.of(k, Index.name(columns.index()).minus(column)), 1),
                guarded(product.after(), rows, columns));
        Statement jammed = jammed(near.chains().body(), rows, row, columns, column);
        List<Statement> out = new ArrayList<>();
        for (Statement s : merged(parts(jammed)))
            out.add(s instanceof For inner ? blocks.around(multiply(inner, rows, row)) : s);
        return new Block(out);
    }

    /** What an item does of a block: nothing where it has one row, which is not there, since then many have none. */
    private Statement multiply(For terms, Range rows, Index row) {
        Statement all = Quads.apply(terms);
        return tile.rows() == 1 ? new If(row.plus(DOWN), rows.to(), all) : all;
    }

    private static List<Statement> parts(Statement statement) {
        return statement instanceof Block(List<Statement> all) ? all : List.of(statement);
    }

    private Buffer near(String name, Range terms, int many) {
        Buffer buffer = new Buffer(name, Space.LOCAL, List.of(Index.of(many + PAD), Index.of(1)));
        local.needs(buffer, tile.terms(terms.to()) * (many + PAD));
        return buffer;
    }

    private boolean isWhole(Range columns, int width) {
        return columns.to().isConstant() && columns.to().isMultipleOf(width);
    }

    /** What is done with the result, for rows and columns that are there. */
    private Statement guarded(Statement after, Range rows, Range columns) {
        return switch (after) {
            case Store store -> guarded(store, rows, columns);
            case Block block -> block.mapChildren(s -> guarded(s, rows, columns));
            default -> after;
        };
    }

    private Statement guarded(Store store, Range rows, Range columns) {
        Statement inColumns =
                isWhole(columns, tile.width()) ? store : new If(Index.name(columns.index()), columns.to(), store);
        return new If(Index.name(rows.index()), rows.to(), inColumns);
    }

    /** The tile of an item: vectors across, rows down. */
    private Statement jammed(Statement body, Range rows, Index row, Range columns, Index column) {
        int lanes = tile.lanes();
        Statement wide = Vectorise.apply(body, columns.index(), lanes)
                .orElseThrow(() -> new IllegalStateException("a product whose columns are scattered: " + columns));
        if (!isWhole(columns, tile.width())) wide = new Block(insideOf(wide, columns, lanes));
        Index first = column.plus(ACROSS.times(lanes)).plus(Index.name(VECTOR));
        Statement vectors = Jam.constants(
                Substitution.index(columns.index(), first).apply(wide), VECTOR, tile.vectors(), GroupTile.SIDE * lanes);
        Index top = row.plus(DOWN.times(tile.rows())).plus(Index.name(ROW));
        return Jam.constants(Substitution.index(rows.index(), top).apply(vectors), ROW, tile.rows(), 1);
    }

    /** What a chain begins with is read for columns that are there. */
    private static List<Statement> insideOf(Statement wide, Range columns, int lanes) {
        List<Statement> out = new ArrayList<>();
        boolean before = true;
        Index last = Index.smaller(Index.name(columns.index()), columns.to().plus(-lanes));
        for (Statement s : parts(wide)) {
            if (s instanceof For) before = false;
            out.add(before ? Substitution.index(columns.index(), last).apply(s) : s);
        }
        return out;
    }

    /** Neighbours under one condition instead of each under the same. */
    private static List<Statement> merged(List<Statement> all) {
        List<Statement> out = new ArrayList<>();
        for (Statement s : all) {
            if (s instanceof If(Index left, Index right, Statement body)
                    && !out.isEmpty()
                    && out.getLast() instanceof If(Index l, Index r, Statement before)
                    && l.equals(left)
                    && r.equals(right)) {
                List<Statement> both =
                        new ArrayList<>(before instanceof Block(List<Statement> some) ? some : List.of(before));
                both.add(body);
                out.set(out.size() - 1, new If(left, right, new Block(both)));
            } else {
                out.add(s);
            }
        }
        return out;
    }
}
