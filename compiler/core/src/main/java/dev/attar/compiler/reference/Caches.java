package dev.attar.compiler.reference;

import dev.attar.compiler.model.CacheOp.Cache;
import java.util.HashMap;
import java.util.Map;

/** What calls keep for later ones: for each cache, and each layer of it, a row for each slot. */
public final class Caches {
    private final Map<String, Map<Integer, double[]>> rows = new HashMap<>();

    /** Nothing is kept yet. */
    public Caches() {}

    /** Puts a row in each slot, and returns the rows. */
    double[][] keep(Cache cache, int layer, int[] slots, double[][] in) {
        for (int t = 0; t < slots.length; t++) of(cache, layer).put(slots[t], in[t].clone());
        return in;
    }

    /** The rows of these slots. */
    double[][] recall(Cache cache, int layer, int[] slots) {
        double[][] out = new double[slots.length][];
        for (int j = 0; j < slots.length; j++) {
            double[] row = of(cache, layer).get(slots[j]);
            if (row == null) throw new IllegalArgumentException("nothing is kept in slot " + slots[j] + " of " + cache);
            out[j] = row.clone();
        }
        return out;
    }

    private Map<Integer, double[]> of(Cache cache, int layer) {
        String name = cache.isPerLayer() ? cache.name().replace("*", Integer.toString(layer)) : cache.name();
        return rows.computeIfAbsent(name, _ -> new HashMap<>());
    }
}
