package dev.attar.compiler.lower;

import dev.attar.compiler.lower.Liveness.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where each value lies in the arena: its rows begin at float {@code T * offset}. Values that are never needed at the same time
 * share memory. First fit in order of definition; a sequence has at least one token, so what has a row for each sequence fits
 * where a row for each token would.
 *
 * <p>Within a band one worker may be at its last operation when another begins the first. Two values of a band that are not
 * needed at the same time by one token may then share memory only row by row: same place, same stride.
 *
 * @param offsets by value, in floats for each token
 * @param floatsPerToken all of it
 */
record MemoryPlan(Map<String, Long> offsets, long floatsPerToken) {
    /** A value that has its place: the neighbours it may not touch, and those whose rows it may take. */
    private record Neighbour(long from, long to, boolean mayTakeItsRows) {}

    static MemoryPlan of(Map<String, Interval> intervals, Map<String, Integer> strides, FusedRowsPlan bands) {
        Map<String, Long> offsets = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, Interval> value : intervals.entrySet()) {
            int size = strides.get(value.getKey());
            List<Neighbour> neighbours = new ArrayList<>();
            for (Map.Entry<String, Long> placed : offsets.entrySet()) {
                Interval other = intervals.get(placed.getKey());
                if (!bands.widened(other).overlaps(bands.widened(value.getValue()))) continue;
                int otherSize = strides.get(placed.getKey());
                boolean mayTakeItsRows = !other.overlaps(value.getValue())
                        && otherSize == size
                        && bands.isLocal(placed.getKey(), other) == bands.isLocal(value.getKey(), value.getValue());
                neighbours.add(new Neighbour(placed.getValue(), placed.getValue() + otherSize, mayTakeItsRows));
            }
            long offset = firstFit(size, neighbours);
            offsets.put(value.getKey(), offset);
            end = Math.max(end, offset + size);
        }
        return new MemoryPlan(offsets, end);
    }

    private static long firstFit(int size, List<Neighbour> neighbours) {
        TreeSet<Long> candidates = new TreeSet<>(List.of(0L));
        for (Neighbour n : neighbours) {
            candidates.add(n.from());
            candidates.add(n.to());
        }
        return candidates.stream()
                .filter(at -> neighbours.stream()
                        .allMatch(n -> at + size <= n.from() || n.to() <= at || n.mayTakeItsRows() && n.from() == at))
                .findFirst()
                .orElseThrow(); // behind the last one there is always room
    }
}
