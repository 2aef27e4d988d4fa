package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Rewriting;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Let;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.List;

/**
 * Integers of 8 bits with scales, in panels of 16 columns for whatever reads them. The loop through the terms becomes one through
 * groups: the scales of a group are loaded once, and each integer times its scale is the weight.
 *
 * <pre>
 *   bytes of a panel: the scales of 16 columns   32     for each group of 32 terms
 *                     term 0 of 16 columns       16
 *                     term 1                     16
 *                     ...                              (the last group may have fewer)
 *
 *   for each group          s = scale(...)
 *     for each of its terms   b = integer(...) * s;  a = x[k];  c = fma(a, b, c)
 * </pre>
 */
record Int8Panels(Storage.Int8 storage) implements Panels {
    private static final int GROUP = Storage.Int8.GROUP;
    private static final String FIRST = "group";
    private static final String SCALE = "s";

    @Override
    public int width() {
        return Storage.Int8.COLUMNS;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public Access begin(Buffer matrix, Index n) {
        return new Access(matrix.withStrides(List.of(Index.of(rowBytes(matrix)), Index.of(1))), List.of(n, Index.ZERO));
    }

    @Override
    public Statement chain(Statement chain, Index panel, Index lane, int columns) {
        return switch (chain) {
            case Statement.Block block -> block.mapChildren(s -> chain(s, panel, lane, columns));
            case For terms when terms.order() == Order.ORDERED -> groups(terms, panel, lane);
            default -> chain;
        };
    }

    private Statement groups(For terms, Index panel, Index lane) {
        long all = terms.to().constant();
        if (!terms.to().isConstant() || !terms.from().equals(Index.ZERO) || terms.step() != 1)
            throw new IllegalStateException("a product over terms that have no groups: " + terms);
        Index first = Index.name(FIRST);
        Index term = Index.name(terms.index());
        Buffer matrix = Reads.of(terms.body()).buffers().stream()
                .filter(Panels::isMatrix)
                .findFirst()
                .orElseThrow();
        Expr weight = Expr.mul(integer(matrix, panel, first, term, lane), new Expr.Local(SCALE, 1));
        Statement body = new Rewriting() {
            @Override
            public Expr expr(Expr expr) {
                return expr instanceof Expr.Load load && load.buffer().equals(matrix) ? weight : super.expr(expr);
            }
        }.statement(Substitution.index(terms.index(), first.plus(term)).apply(terms.body()));
        Index inGroup = all % GROUP == 0
                ? Index.of(GROUP)
                : Index.smaller(Index.of(GROUP), Index.of(all).minus(first));
        Statement inner = new For(terms.index(), Index.ZERO, inGroup, 1, Order.ORDERED, body);
        return new For(
                FIRST,
                Index.ZERO,
                Index.roundUp(Index.of(all), GROUP),
                GROUP,
                Order.ORDERED,
                Statement.block(List.of(new Let(SCALE, scale(matrix, panel, first, lane)), inner)));
    }

    @Override
    public Expr weight(Buffer matrix, Index panel, Index term, Index lane) {
        Index first = Index.roundDown(term, GROUP);
        return Expr.mul(integer(matrix, panel, first, term.minus(first), lane), scale(matrix, panel, first, lane));
    }

    private Expr integer(Buffer matrix, Index panel, Index first, Index term, Index lane) {
        return load(matrix, Element.INTEGER, panel, storage.integers(first, term), lane);
    }

    private Expr scale(Buffer matrix, Index panel, Index first, Index lane) {
        return load(matrix, Element.SCALE, panel, storage.scales(first), lane);
    }

    private Expr load(Buffer matrix, Element element, Index panel, Index within, Index lane) {
        Buffer bytes = new Buffer(
                matrix.name(),
                matrix.space(),
                element,
                List.of(Index.of(rowBytes(matrix)), Index.of(1), Index.of(element.step())));
        return new Expr.Load(bytes, List.of(panel, within, lane), 1);
    }

    /** The distance of the rows of the matrix as lowered is its number of columns. */
    private long rowBytes(Buffer matrix) {
        return storage.rowBytes(matrix.strides().getFirst().constant());
    }
}
