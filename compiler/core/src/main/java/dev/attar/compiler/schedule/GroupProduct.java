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
import dev.attar.compiler.loops.Statement.Let;
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

    /** A chain taken apart: what is before the terms, the terms, what is done with the result. */
    private record Chain(List<Statement> before, For terms, Expr.Load a, Expr.Load b, List<Statement> after) {
        static Chain of(For columns) {
            List<Statement> all = ((Block) columns.body()).statements();
            int at = 0;
            while (!(all.get(at) instanceof For)) at++;
            For terms = (For) all.get(at);
            List<Statement> body = ((Block) terms.body()).statements();
            return new Chain(
                    all.subList(0, at), terms, load(body, "a"), load(body, "b"), all.subList(at + 1, all.size()));
        }

        private static Expr.Load load(List<Statement> body, String name) {
            return body.stream()
                    .filter(s -> s instanceof Let(String n, Expr.Load _) && n.equals(name))
                    .map(s -> (Expr.Load) ((Let) s).value())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no operand " + name + " in " + body));
        }
    }

    /**
     * One tile.
     *
     * @param rows the product: a loop over rows around a loop over columns around a chain
     * @param row the first row
     * @param column the first column
     */
    Statement tile(For rows, Index row, Index column) {
        For columns = (For) rows.body();
        Chain chain = Chain.of(columns);
        Buffer nearA = near("nearA", chain.terms(), tile.groupRows());
        Buffer nearB = near("nearB", chain.terms(), tile.width());
        NearBlocks blocks = new NearBlocks(tile, chain.terms(), reach);
        blocks.bring(nearA, chain.a(), rows, row, tile.groupRows(), false);
        blocks.bring(nearB, chain.b(), columns, column, tile.width(), isWhole(columns, tile.width()));
        List<Statement> body = new ArrayList<>(chain.before());
        body.add(For.ordered(
                chain.terms().index(),
                Index.ZERO,
                blocks.length(),
                near(
                        chain.terms(),
                        nearA,
                        Index.name(rows.index()).minus(row),
                        nearB,
                        Index.name(columns.index()).minus(column))));
        for (Statement s : chain.after()) body.add(s instanceof Store store ? guarded(store, rows, columns) : s);
        Statement jammed = jammed(new Block(body), rows, row, columns, column);
        List<Statement> out = new ArrayList<>();
        for (Statement s : merged(((Block) jammed).statements()))
            out.add(s instanceof For inner ? blocks.around(Quads.apply(inner)) : s);
        return new Block(out);
    }

    /** The chain over what is near. */
    private static Statement near(For terms, Buffer nearA, Index row, Buffer nearB, Index column) {
        Index k = Index.name(terms.index());
        List<Statement> out = new ArrayList<>();
        for (Statement s : ((Block) terms.body()).statements()) {
            if (s instanceof Let(String name, Expr.Load _) && name.equals("a"))
                out.add(new Let(name, new Expr.Load(nearA, List.of(k, row), 1)));
            else if (s instanceof Let(String name, Expr.Load _) && name.equals("b"))
                out.add(new Let(name, new Expr.Load(nearB, List.of(k, column), 1)));
            else out.add(s);
        }
        return new Block(out);
    }

    private Buffer near(String name, For terms, int many) {
        Buffer buffer = new Buffer(name, Space.LOCAL, List.of(Index.of(many + PAD), Index.of(1)));
        local.needs(buffer, tile.terms(terms.to()) * (many + PAD));
        return buffer;
    }

    private boolean isWhole(For columns, int width) {
        return columns.to().isConstant() && columns.to().isMultipleOf(width);
    }

    private Statement guarded(Store store, For rows, For columns) {
        Statement inColumns =
                isWhole(columns, tile.width()) ? store : new If(Index.name(columns.index()), columns.to(), store);
        return new If(Index.name(rows.index()), rows.to(), inColumns);
    }

    /** The tile of an item: vectors across, rows down. */
    private Statement jammed(Statement body, For rows, Index row, For columns, Index column) {
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
    private static List<Statement> insideOf(Statement wide, For columns, int lanes) {
        List<Statement> out = new ArrayList<>();
        boolean before = true;
        Index last = Index.smaller(Index.name(columns.index()), columns.to().plus(-lanes));
        for (Statement s : ((Block) wide).statements()) {
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
