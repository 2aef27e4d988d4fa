package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
import java.util.List;

/** What is kept between calls: how it lies in the caller's state, and how it gets there. */
final class CacheLoops {
    private static final Index T = var("t");
    private static final Index H = var("h");
    private static final Index D = var("d");
    private static final Index SLOT = var("slot");

    private CacheLoops() {}

    /** Head, slot, channel: the rows of a head lie together. */
    static Buffer buffer(String formal, Cache cache) {
        Index slots = var(cache.rows() == Ragged.KEPT ? Sizes.SLOTS : Sizes.SOURCE_SLOTS);
        return new Buffer(
                formal, Space.STATE, List.of(slots.times(cache.headWidth()), Index.of(cache.headWidth()), Index.of(1)));
    }

    /** {@code cache[h][slots[t]] = x[t]} on the channels of head h. */
    static Lowered keep(CacheOp.Keep op, LoweringContext context) {
        Cache cache = op.cache();
        Buffer x = context.rows("x", op.in());
        Buffer y = buffer("kept", cache);
        Statement row = For.parallel(
                "t",
                context.count(op.in()),
                new Statement.LetIndex("slot", Index.element(context.array(op.slots()), T)),
                For.parallel(
                        "h",
                        Index.of(cache.heads()),
                        For.parallel(
                                "d",
                                Index.of(cache.headWidth()),
                                new Statement.Store(
                                        y,
                                        List.of(H, SLOT, D),
                                        load(x, T, H.times(cache.headWidth()).plus(D))))));
        String source = cache.rows() == Ragged.KEPT ? "" : "OfSource";
        String shape = "(" + context.symbol(op.in()) + "," + cache.width() + ")";
        return new Lowered(
                new Kernel(
                        "keep" + cache.heads() + "x" + cache.headWidth() + source + context.suffix(op.in(), op.in()),
                        "kept[slot of each token] = x      x " + shape,
                        List.of(x, y),
                        List.of(),
                        row),
                List.of(Lowered.value(op.in()), new Argument.OfState(cache)));
    }
}
