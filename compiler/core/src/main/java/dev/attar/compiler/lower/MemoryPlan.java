package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.lower.Liveness.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where each value lies in the arena. The arena has a region for each axis, in which a value takes some floats for each row, and one
 * for values of constant shape; a value begins at a polynomial over the sizes of the call. Values that are never needed at the same
 * time share memory: first fit in order of definition.
 *
 * <p>While rows are fused one worker may be at the last operation when another begins the first. Two values of fused rows that are
 * not needed at the same time by one token may then share memory only row by row: same place, same stride.
 *
 * @param begins by value, the float where its memory begins
 * @param floats all of it
 */
record MemoryPlan(Map<String, Index> begins, Index floats) {
    /**
     * The memory that a value needs: {@code floats} for each row of {@code rows}, or just so many where {@code rows} is empty.
     *
     * @param rows the integer that says how many rows there are
     * @param floats of one row; of all layers where the value has some for each
     */
    record Need(String rows, long floats) {}

    /** A value that has its place: the neighbours it may not touch, and those whose rows it may take. */
    private record Neighbour(long from, long to, boolean mayTakeItsRows) {}

    static MemoryPlan of(Map<String, Interval> intervals, Map<String, Need> needs, FusedRowsPlan fused) {
        Map<String, Long> within = new LinkedHashMap<>();
        Map<String, Long> regions = new LinkedHashMap<>();
        intervals.forEach((value, interval) -> {
            Need need = needs.get(value);
            List<Neighbour> neighbours = new ArrayList<>();
            within.forEach((placed, at) -> {
                Need theirs = needs.get(placed);
                Interval other = intervals.get(placed);
                if (!theirs.rows().equals(need.rows()) || !fused.widened(other).overlaps(fused.widened(interval)))
                    return;
                boolean mayTakeItsRows = !other.overlaps(interval)
                        && theirs.floats() == need.floats()
                        && fused.isLocal(placed, other) == fused.isLocal(value, interval);
                neighbours.add(new Neighbour(at, at + theirs.floats(), mayTakeItsRows));
            });
            long at = firstFit(need.floats(), neighbours);
            within.put(value, at);
            regions.merge(need.rows(), at + need.floats(), Math::max);
        });
        return placed(within, regions, needs);
    }

    /** One region after the other; a region is as long as its rows are many. */
    private static MemoryPlan placed(Map<String, Long> within, Map<String, Long> regions, Map<String, Need> needs) {
        Map<String, Index> starts = new LinkedHashMap<>();
        Index end = Index.ZERO;
        for (Map.Entry<String, Long> region : regions.entrySet()) {
            starts.put(region.getKey(), end);
            end = end.plus(size(region.getKey(), region.getValue()));
        }
        Map<String, Index> begins = new LinkedHashMap<>();
        within.forEach((value, at) -> {
            String rows = needs.get(value).rows();
            begins.put(value, starts.get(rows).plus(size(rows, at)));
        });
        return new MemoryPlan(begins, end);
    }

    static Index size(String rows, long floats) {
        return rows.isEmpty() ? Index.of(floats) : Index.name(rows).times(floats);
    }

    private static long firstFit(long size, List<Neighbour> neighbours) {
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
