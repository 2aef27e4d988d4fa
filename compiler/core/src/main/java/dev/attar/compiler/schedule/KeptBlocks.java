package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Product;
import dev.attar.compiler.loops.Statement.Range;
import dev.attar.compiler.loops.Statement.Variant;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Products whose right operand lies in the blocks of a caller's state. Sixteen tokens that follow one another are one block, so it is
 * looked up once for them. A tile whose columns are tokens takes as many blocks side by side as it is wide; a chain whose terms are
 * goes through whole blocks, then through what is left:
 *
 * <pre>
 * for (j = from; j &lt; to; j++)  term of state[slot(j) / 16][j % 16]
 * =&gt;  for (j = from; j &lt; down16(to); j += 16)  { block = slot(j) / 16; for (lane = 0; lane &lt; 16; lane++) … state[block][lane] }
 *     for (j = down16(to); j &lt; up16(to); j += 16)  { block = slot(j) / 16; for (lane = 0; lane &lt; to - j; lane++) … }
 * </pre>
 */
final class KeptBlocks {
    private static final int BLOCK = StatePlan.SLOTS;
    private static final String NAME = "block";
    private static final String LANE = "lane";

    private KeptBlocks() {}

    /** Whether the columns of a product are kept tokens. */
    static boolean areColumns(Product product) {
        return areKept(product, product.columns());
    }

    /** Whether the terms of a product are kept tokens. */
    static boolean areTerms(Product product) {
        return areKept(product, product.terms());
    }

    private static boolean areKept(Product product, Range tokens) {
        return product.b().buffer().space() == Space.STATE && block(product).dependsOn(Set.of(tokens.index()));
    }

    /** The number of the block of a token. */
    private static Index block(Product product) {
        return product.b().indices().getFirst();
    }

    // ---- tokens are columns ----

    /** As many blocks as the schedule's tile is wide, then one; the range is one of whole blocks. */
    static List<Variant> columns(Product product, Schedule schedule) {
        int most = Math.max(1, schedule.tile().width() / BLOCK);
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(most * BLOCK, columns(product, most, schedule)));
        if (most > 1) variants.add(new Variant(BLOCK, columns(product, 1, schedule)));
        return variants;
    }

    private static Statement columns(Product product, int blocks, Schedule schedule) {
        String token = product.columns().index();
        List<Statement> parts = new ArrayList<>(List.of(new LetIndex(NAME, block(product))));
        parts.addAll(statements(lanes(inBlock(product.chains().body(), token), schedule)));
        return Jam.apply(Statement.block(parts), token, blocks, BLOCK);
    }

    /** The tokens of a block as vectors, or where a tile is narrower than a block as a loop over tiles. */
    private static Statement lanes(Statement chain, Schedule schedule) {
        int lanes = schedule.lanes();
        int wide = Math.min(BLOCK, schedule.tile().width());
        Statement vectors = Vectorise.apply(chain, LANE, lanes)
                .orElseThrow(() -> new IllegalStateException("the tokens of a block are scattered: " + chain));
        return wide == BLOCK
                ? Jam.constants(vectors, LANE, wide / lanes, lanes)
                : new For(
                        LANE,
                        Index.ZERO,
                        Index.of(BLOCK),
                        wide,
                        Order.PARALLEL,
                        Jam.apply(vectors, LANE, wide / lanes, lanes));
    }

    // ---- tokens are terms ----

    /** The columns of a row; the range of its terms begins with a block. */
    static For terms(Product product) {
        For chains = product.chains();
        List<Statement> parts = new ArrayList<>();
        for (Statement s : statements(chains.body())) {
            if (s instanceof For terms && terms.order() == Order.ORDERED) {
                Index whole = Index.roundDown(terms.to(), BLOCK);
                parts.add(blocks(product, terms, terms.from(), whole, Index.of(BLOCK)));
                parts.add(blocks(
                        product,
                        terms,
                        whole,
                        Index.roundUp(terms.to(), BLOCK),
                        terms.to().minus(Index.name(terms.index()))));
            } else {
                parts.add(s);
            }
        }
        return new For(
                chains.index(), chains.from(), chains.to(), chains.step(), chains.order(), Statement.block(parts));
    }

    private static Statement blocks(Product product, For terms, Index from, Index to, Index count) {
        For lanes = For.ordered(LANE, Index.ZERO, count, inBlock(terms.body(), terms.index()));
        return new For(
                terms.index(),
                from,
                to,
                BLOCK,
                Order.ORDERED,
                Statement.block(new LetIndex(NAME, block(product)), lanes));
    }

    // ---- both ----

    /** The body for token {@code j + lane}, where {@code j} is the first of a block. */
    private static Statement inBlock(Statement body, String token) {
        Index j = Index.name(token);
        Index within = j.minus(Index.roundDown(j, BLOCK));
        Statement named = Substitution.access(access -> {
                    Buffer buffer = access.buffer();
                    if (buffer.space() != Space.STATE) return access;
                    List<Index> at = new ArrayList<>(access.indices());
                    at.set(0, Index.name(NAME));
                    at.replaceAll(i -> i.equals(within) ? Index.name(LANE) : i);
                    return new Access(buffer, at);
                })
                .apply(body);
        return Substitution.index(token, j.plus(Index.name(LANE))).apply(named);
    }

    private static List<Statement> statements(Statement statement) {
        return statement instanceof Statement.Block(List<Statement> all) ? all : List.of(statement);
    }
}
