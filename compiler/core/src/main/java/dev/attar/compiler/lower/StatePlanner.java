package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import dev.attar.compiler.model.CacheOp.Cache;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Repeat.Layers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each cache lies in the blocks of a caller's state, for all entry points. A cache has its layers one behind the other, whatever
 * order a repeat goes in.
 */
final class StatePlanner {
    private final Map<Cache, Part> parts = new LinkedHashMap<>();
    private long perSlot;
    private long perSourceSlot;
    private int window = -1; // nothing read yet

    /** @param before floats for each slot that lie before it in a block */
    private record Part(long before, Optional<Layers> layers) {}

    /** A cache that is read or written, by all layers of a repeat or by none. */
    void use(Cache cache, Optional<Layers> layers) {
        Part placed = parts.get(cache);
        if (placed != null) {
            if (!placed.layers().equals(layers))
                throw new IllegalStateException(cache + " is kept by " + placed.layers() + " and by " + layers);
            return;
        }
        long floats = Math.multiplyExact(
                (long) cache.width(), layers.map(Layers::count).orElse(1));
        if (cache.rows() == Ragged.KEPT) {
            parts.put(cache, new Part(perSlot, layers));
            perSlot += floats;
        } else {
            parts.put(cache, new Part(perSourceSlot, layers));
            perSourceSlot += floats;
        }
    }

    /** An attention over what is kept of its own sequences: how far back it sees. */
    void read(Mask mask) {
        int back = mask instanceof Mask.Banded(int width, boolean _) ? width : 0;
        window = window < 0 ? back : window == 0 || back == 0 ? 0 : Math.max(window, back);
    }

    StatePlan plan() {
        return new StatePlan(perSlot, Math.max(0, window), perSourceSlot);
    }

    /** Where a cache begins; all uses are known before. */
    Place.State place(Cache cache) {
        Part part = parts.get(cache);
        return new Place.State(
                cache.name(),
                StatePlan.SLOTS * part.before(),
                part.layers()
                        .map(l -> new PerLayer(
                                Math.min(l.first(), l.numbers().getLast()),
                                Math.abs(l.step()),
                                Index.of((long) StatePlan.SLOTS * cache.width()))));
    }

    /** A kernel that knows how long blocks are; all uses are known before. */
    Kernel placed(Kernel kernel) {
        if (kernel.buffers().stream().noneMatch(b -> b.space() == Space.STATE)) return kernel;
        Index block = Index.of(plan().blockFloats());
        return new Kernel(
                kernel.name(),
                kernel.comment(),
                kernel.buffers().stream().map(b -> placed(b, block)).toList(),
                kernel.scratch(),
                Substitution.access(a -> new Access(placed(a.buffer(), block), a.indices()))
                        .apply(kernel.body()));
    }

    private static Buffer placed(Buffer buffer, Index block) {
        if (buffer.space() != Space.STATE) return buffer;
        List<Index> strides = buffer.strides().stream()
                .map(s -> s.with(CacheLoops.BLOCK, block))
                .toList();
        return buffer.withStrides(strides);
    }
}
