package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;

/** What is kept between calls: how it lies in the blocks of the caller's state, and how it gets there. */
final class CacheLoops {
    /** The name of the length of a block, until {@link StatePlanner} knows it. */
    static final String BLOCK = "blockFloats";

    private static final Index T = var("t");
    private static final Index H = var("h");
    private static final Index D = var("d");
    private static final Index SLOT = var("slot");

    private CacheLoops() {}

    /** Block, head, then slot and channel: slots lie side by side for each channel of a key, channels for each slot of a value. */
    static Buffer buffer(String formal, Cache cache) {
        int inner = switch (cache.holds()) {
            case KEYS -> StatePlan.SLOTS;
            case VALUES -> cache.headWidth();
        };
        long head = (long) StatePlan.SLOTS * cache.headWidth();
        return new Buffer(
                formal, Space.STATE, List.of(Index.name(BLOCK), Index.of(head), Index.of(inner), Index.of(1)));
    }

    /** The place of channel {@code d} of a head in a slot of a block. */
    static List<Index> at(Cache cache, Index block, Index head, Index lane, Index d) {
        return switch (cache.holds()) {
            case KEYS -> List.of(block, head, d, lane);
            case VALUES -> List.of(block, head, lane, d);
        };
    }

    /** The block that a slot is in. */
    static Index block(Index slot) {
        return Index.quotient(slot, StatePlan.SLOTS);
    }

    /** {@code cache[h][slots[t]] = x[t]} on the channels of head h. */
    static Lowered keep(CacheOp.Keep op, LoweringContext context) {
        Cache cache = op.cache();
        Buffer x = context.rows("x", op.in());
        Buffer y = buffer("kept", cache);
        Index lane = SLOT.minus(Index.roundDown(SLOT, StatePlan.SLOTS));
        Statement row = For.parallel(
                "t",
                context.count(op.in()),
                new Statement.LetIndex("slot", Index.element(context.array(op.slots()), T)),
                new Statement.LetIndex("block", block(SLOT)),
                new Statement.LetIndex("lane", lane),
                For.parallel(
                        "h",
                        Index.of(cache.heads()),
                        For.parallel(
                                "d",
                                Index.of(cache.headWidth()),
                                new Statement.Store(
                                        y,
                                        at(cache, var("block"), H, var("lane"), D),
                                        load(x, T, H.times(cache.headWidth()).plus(D))))));
        String source = cache.rows() == Ragged.KEPT ? "" : "OfSource";
        String holds = switch (cache.holds()) {
            case KEYS -> "Keys";
            case VALUES -> "Values";
        };
        String shape = "(" + context.symbol(op.in()) + "," + cache.width() + ")";
        return new Lowered(
                new Kernel(
                        "keep" + holds + cache.heads() + "x" + cache.headWidth() + source
                                + context.suffix(op.in(), op.in()),
                        "kept[slot of each token] = x      x " + shape,
                        List.of(x, y),
                        List.of(),
                        row),
                List.of(Lowered.value(op.in()), new Argument.OfState(cache)));
    }
}
