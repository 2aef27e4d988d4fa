package dev.attar.examples.benchmarks.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** How fast memory can be read: a sum over far more than any cache holds, a part of it by each thread, straight through. */
final class ReadBandwidth {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final long BYTES = 512L << 20;
    private static final int SUMS = 8;
    private static final int WINDOWS = 12;

    private ReadBandwidth() {}

    /** Bytes per second of this many threads at once: their best window of some. */
    static double measure(int threads) throws Exception {
        return measure(threads, BYTES);
    }

    static double measure(int threads, long bytes) throws Exception {
        long part = bytes / threads / 4096 * 4096;
        try (Arena arena = Arena.ofShared();
                ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            MemorySegment memory = arena.allocate(part * threads, 64);
            for (long at = 0; at < memory.byteSize(); at += 4096) { // pages that nobody wrote to are all the same one
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, at / 4, 1);
            }
            double best = 0;
            for (int window = 0; window < WINDOWS; window++) {
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Long>> parts = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    MemorySegment own = memory.asSlice(i * part, part);
                    parts.add(() -> {
                        together.await();
                        long begin = System.nanoTime();
                        check(sum(own), part);
                        return System.nanoTime() - begin;
                    });
                }
                long longest = 0;
                for (Future<Long> nanos : workers.invokeAll(parts)) {
                    longest = Math.max(longest, nanos.get());
                }
                best = Math.max(best, part * threads / (longest / 1e9));
            }
            return best;
        }
    }

    private static void check(float sum, long bytes) {
        if (sum != bytes / 4096) {
            throw new IllegalStateException("the sum of " + bytes / 4096 + " ones is " + sum);
        }
    }

    private static float sum(MemorySegment memory) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        int bytes = 4 * SPECIES.length();
        for (long at = 0; at < memory.byteSize(); at += (long) SUMS * bytes) {
            a = a.add(vector(memory, at));
            b = b.add(vector(memory, at + bytes));
            c = c.add(vector(memory, at + 2L * bytes));
            d = d.add(vector(memory, at + 3L * bytes));
            e = e.add(vector(memory, at + 4L * bytes));
            f = f.add(vector(memory, at + 5L * bytes));
            g = g.add(vector(memory, at + 6L * bytes));
            h = h.add(vector(memory, at + 7L * bytes));
        }
        return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector vector(MemorySegment memory, long at) {
        return FloatVector.fromMemorySegment(SPECIES, memory, at, ByteOrder.nativeOrder());
    }
}
