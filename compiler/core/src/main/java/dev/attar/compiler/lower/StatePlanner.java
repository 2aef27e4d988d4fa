package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
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

    /** @param before floats for each slot that lie before it in its part */
    private record Block(long before, Optional<Layers> layers) {}

    /** A cache that is read or written, by all layers of a repeat or by none. */
    void use(Cache cache, Optional<Layers> layers) {
        Block known = blocks.get(cache);
        if (known != null) {
            if (!known.layers().equals(layers))
                throw new IllegalStateException(cache + " is kept by " + known.layers() + " and by " + layers);
            return;
        }
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

    StatePlan plan() {
        return new StatePlan(perSlot, perSourceSlot);
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
