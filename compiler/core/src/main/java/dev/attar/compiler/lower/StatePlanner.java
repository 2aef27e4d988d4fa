package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Repeat.Layers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where each cache lies in the state of a caller, for all entry points: those of sequences first, then those of sources. A cache has
 * its layers one behind the other, whatever order a repeat goes in.
 */
final class StatePlanner {
    private final Map<Cache, Block> blocks = new LinkedHashMap<>();
    private long perSlot;
    private long perSourceSlot;
    private int run;
    private int sourceRun;
    private int window = -1; // nothing read yet

    /** @param before floats for each slot that lie before it in its part */
    private record Block(long before, Optional<Layers> layers) {}

    /** A cache that is read or written, by all layers of a repeat or by none. */
    void use(Cache cache, Optional<Layers> layers) {
        Block placed = blocks.get(cache);
        if (placed != null) {
            if (!placed.layers().equals(layers))
                throw new IllegalStateException(cache + " is kept by " + placed.layers() + " and by " + layers);
            return;
        }
        boolean source = cache.rows() == Ragged.KEPT_SOURCE;
        int known = source ? sourceRun : run;
        if (known != 0 && known != cache.headWidth())
            throw new IllegalStateException(
                    "heads of " + known + " and of " + cache.headWidth() + " channels are kept");
        if (source) sourceRun = cache.headWidth();
        else run = cache.headWidth();
        long floats = Math.multiplyExact(
                (long) cache.width(), layers.map(Layers::count).orElse(1));
        if (cache.rows() == Ragged.KEPT) {
            blocks.put(cache, new Block(perSlot, layers));
            perSlot += floats;
        } else {
            blocks.put(cache, new Block(perSourceSlot, layers));
            perSourceSlot += floats;
        }
    }

    /** An attention over what is kept of its own sequences: how far back it sees. */
    void read(Mask mask) {
        int back = mask instanceof Mask.Banded(int width, boolean _) ? width : 0;
        window = window < 0 ? back : window == 0 || back == 0 ? 0 : Math.max(window, back);
    }

    StatePlan plan() {
        return new StatePlan(perSlot, run, Math.max(0, window), perSourceSlot, sourceRun);
    }

    /** Where a cache begins; all uses are known before. */
    Place.State place(Cache cache) {
        Block block = blocks.get(cache);
        boolean source = cache.rows() == Ragged.KEPT_SOURCE;
        Index slots = Index.name(source ? Sizes.SOURCE_SLOTS : Sizes.SLOTS);
        Index begin = slots.times(block.before());
        if (source) begin = begin.plus(Index.name(Sizes.SLOTS).times(perSlot));
        return new Place.State(
                cache.name(),
                begin,
                block.layers()
                        .map(l -> new PerLayer(
                                Math.min(l.first(), l.numbers().getLast()),
                                Math.abs(l.step()),
                                slots.times(cache.width()))));
    }
}
