package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.Slot.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Puts a table of buckets where its layout says: each number once for every offset of its bucket, and once as it is. */
public record DistancePacking(MemorySegment packed, Layout.Distances layout) {
    /** Packs the rows {@code from} to {@code to - 1}, each a bucket with a number for each of {@code heads} heads. */
    void pack(SlotValues source, int from, int to, int heads, long block) {
        float[] values = new float[heads];
        for (int bucket = from; bucket < to; bucket++) {
            source.read((long) bucket * heads, heads, values, 0);
            for (int head = 0; head < heads; head++) {
                long row = block + (long) head * layout.stride();
                for (int column = first(bucket); column < end(bucket); column++) {
                    put(row + column, values[head]);
                }
                put(row + layout.columns() + bucket, values[head]);
            }
        }
    }

    /** The number of a bucket and a head, as it was packed. */
    static float value(MemorySegment packed, Layout.Distances layout, int bucket, int head, long block) {
        long row = block + (long) head * layout.stride();
        return packed.getAtIndex(ValueLayout.JAVA_FLOAT, row + layout.columns() + bucket);
    }

    private void put(long at, float value) {
        packed.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
    }

    /** Whether it is a bucket of keys after the query. */
    private boolean isAfter(int bucket) {
        return bucket >= layout.begins().size();
    }

    /** The first column of a bucket. */
    private int first(int bucket) {
        if (isAfter(bucket)) {
            int nearest = layout.begins().get(bucket - layout.begins().size());
            return (int) Math.min(layout.columns(), layout.middle() + (long) Math.max(1, nearest));
        }
        long farthest = beyond(bucket) - 1;
        return (int) Math.max(0, layout.middle() - farthest);
    }

    /** One past the last column of a bucket. */
    private int end(int bucket) {
        if (isAfter(bucket)) {
            long beyond = beyond(bucket - layout.begins().size());
            return (int) Math.min(layout.columns(), layout.middle() + beyond);
        }
        int nearest = layout.begins().get(bucket);
        boolean own = nearest == 0 && beyond(bucket) > 0; // keys after the query count as its own place
        return own && !layout.bothWays() ? layout.columns() : Math.max(0, layout.middle() - nearest + 1);
    }

    /** The nearest distance that is beyond a bucket. */
    private long beyond(int bucket) {
        List<Integer> begins = layout.begins();
        return bucket + 1 < begins.size() ? begins.get(bucket + 1) : Integer.MAX_VALUE;
    }
}
