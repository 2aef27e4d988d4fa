package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Barrier;
import dev.attar.compiler.loops.Statement.Block;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.If;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Set;
import dev.attar.compiler.loops.Statement.Store;
import dev.attar.compiler.loops.Statement.Var;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The terms of a group's product, block after block: all items bring a block into local memory, each its share, wait for each other,
 * multiply, and wait again. Where the tile says so, the next block is on its way meanwhile: an item reads its share of it before it
 * multiplies, and stores it in local memory afterwards.
 *
 * <pre>
 * plain                                   ahead
 *                                         next = global[0 …]
 * for each block                          for each block
 *     local = global[block]                   local = next
 *     barrier                                 barrier
 *                                             if there is one: next = global[block + 1]
 *     multiply local                          multiply local
 *     barrier                                 barrier
 * </pre>
 */
final class NearBlocks {
    private static final Index ACROSS = Index.name(Group.ACROSS);
    private static final Index DOWN = Index.name(Group.DOWN);

    private final Range terms;
    private final Map<String, Index> reach;
    private final int length;
    private final boolean ahead;
    private final Index begin;
    private final List<Brought> brought = new ArrayList<>();

    /** A float that an item brings near: what it is called on its way, from where, to where. */
    private record Brought(String name, Expr from, Buffer near, List<Index> at) {}

    /** @param reach how far indices may go where memory is read, by name; those that are not here go as far as their loops */
    NearBlocks(GroupTile tile, Range terms, Map<String, Index> reach) {
        this.terms = terms;
        this.reach = reach;
        this.length = tile.terms(terms.to());
        this.begin = Index.name(terms.index() + "0");
        this.ahead = tile.ahead() && !isOne();
    }

    /** Terms in the present block. */
    Index length() {
        return isWhole()
                ? Index.of(length)
                : Index.smaller(Index.of(length), terms.to().minus(begin));
    }

    private boolean isWhole() {
        return terms.to().isConstant() && terms.to().isMultipleOf(length);
    }

    /** All blocks. */
    Statement around(Statement multiply) {
        Block body = new Block(block(multiply));
        if (isOne()) return Substitution.index(begin.toString(), Index.ZERO).apply(body);
        List<Statement> out = new ArrayList<>();
        if (ahead) for (Brought b : brought) out.add(new Var(b.name(), inBlock(Index.ZERO, b.from())));
        out.add(new For(begin.toString(), Index.ZERO, Index.roundUp(terms.to(), length), length, Order.ORDERED, body));
        return new Block(out);
    }

    private List<Statement> block(Statement multiply) {
        List<Statement> out = new ArrayList<>();
        for (Brought b : brought) out.add(new Store(b.near(), b.at(), ahead ? new Expr.Local(b.name(), 1) : b.from()));
        out.add(new Barrier());
        if (ahead) {
            Index next = begin.plus(length);
            List<Statement> onTheirWay = new ArrayList<>();
            for (Brought b : brought) onTheirWay.add(new Set(b.name(), inBlock(next, b.from())));
            out.add(new If(next, terms.to(), new Block(onTheirWay)));
        }
        out.add(multiply);
        out.add(new Barrier());
        return out;
    }

    private boolean isOne() {
        return terms.to().isConstant() && terms.to().constant() <= length;
    }

    private Expr inBlock(Index first, Expr value) {
        return Substitution.index(begin.toString(), first).apply(value);
    }

    /**
     * Brings an operand near, neighbouring items from neighbouring memory.
     *
     * @param along its rows or columns
     * @param first the first of them
     * @param whole whether all of the tile is there
     */
    void bring(Buffer near, Expr.Load operand, Range along, Index first, int many, boolean whole) {
        boolean packed = operand.buffer().space() == Space.WEIGHT;
        boolean alongTerms =
                !packed && operand.buffer().offset(operand.indices()).factor(terms.index()) == 1;
        int before = brought.size();
        for (int slice = 0; slice < length; slice += GroupTile.SIDE) {
            Index nearTerm = (alongTerms ? ACROSS : DOWN).plus(slice);
            Index term = isWhole()
                    ? begin.plus(nearTerm)
                    : Index.smaller(begin.plus(nearTerm), end(terms).plus(-1));
            for (int at = 0; at < many; at += GroupTile.SIDE) {
                Index within = (alongTerms ? DOWN : ACROSS).plus(at);
                Index other = first.plus(packed ? Index.of(at) : within);
                if (!whole) other = Index.smaller(other, end(along).plus(packed ? -PanelProducts.PANEL : -1));
                Expr from = packed ? ofPanel(operand, other, term) : at(operand, along, other, term);
                brought.add(new Brought(
                        near.name() + "Next" + (brought.size() - before), from, near, List.of(nearTerm, within)));
            }
        }
    }

    /** A float of a panel of weights, the panel that begins with column {@code panel}. */
    private static Expr ofPanel(Expr.Load operand, Index panel, Index term) {
        Buffer matrix = operand.buffer();
        return Panels.forGroups(Storage.of(matrix.element())).weight(matrix, panel, term, ACROSS);
    }

    private Expr at(Expr.Load operand, Range along, Index other, Index term) {
        return new Substitution(Map.of(along.index(), other, terms.index(), term), Map.of(), UnaryOperator.identity())
                .apply(operand);
    }

    private Index end(Range loop) {
        return reach.getOrDefault(loop.index(), loop.to());
    }
}
