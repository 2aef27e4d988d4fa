package dev.attar.compiler.lower;

import dev.attar.compiler.lower.Liveness.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each value lies in the arena: its rows begin at float {@code T * offset}. Values that are never needed at the same time
 * share memory. First fit in order of definition; a sequence has at least one token, so what has a row for each sequence fits
 * where a row for each token would.
 *
 * @param offsets by value, in floats for each token
 * @param floatsPerToken all of it
 */
record MemoryPlan(Map<String, Long> offsets, long floatsPerToken) {
    static MemoryPlan of(Map<String, Interval> intervals, Map<String, Integer> strides) {
        Map<String, Long> offsets = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, Interval> value : intervals.entrySet()) {
            int size = strides.get(value.getKey());
            List<String> besides = new ArrayList<>();
            for (String placed : offsets.keySet())
                if (intervals.get(placed).overlaps(value.getValue())) besides.add(placed);
            long offset = firstFit(size, besides, offsets, strides);
            offsets.put(value.getKey(), offset);
            end = Math.max(end, offset + size);
        }
        return new MemoryPlan(offsets, end);
    }

    private static long firstFit(
            int size, List<String> besides, Map<String, Long> offsets, Map<String, Integer> strides) {
        besides.sort((a, b) -> Long.compare(offsets.get(a), offsets.get(b)));
        long candidate = 0;
        for (String other : besides) {
            long from = offsets.get(other);
            if (candidate + size <= from) break;
            candidate = Math.max(candidate, from + strides.get(other));
        }
        return candidate;
    }
}
