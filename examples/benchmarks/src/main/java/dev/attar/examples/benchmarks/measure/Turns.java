package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Timed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times calls of several engines that take turns in short blocks, so that whatever the machine does meanwhile happens to all.
 *
 * @param rounds blocks of each engine
 * @param warmUpNanos before the first block, each
 */
record Turns(int rounds, long warmUpNanos) {
    /** Long enough for the other engines' waiting threads to have gone to sleep. */
    private static final long PAUSE_MILLIS = 100;

    private static final long BLOCK_NANOS = 200_000_000;

    static Turns of(boolean quick) {
        return quick ? new Turns(3, 2_000_000_000L) : new Turns(9, 4_000_000_000L);
    }

    /** The median time of a call, in nanoseconds, by the name the call was given. */
    Map<String, Double> medians(Map<String, ? extends Timed> calls) throws Exception {
        for (Timed call : calls.values()) {
            warmUp(call, warmUpNanos);
        }
        List<String> order = new ArrayList<>(calls.keySet());
        Map<String, List<Long>> times = new LinkedHashMap<>();
        order.forEach(name -> times.put(name, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            List<String> turn = round % 2 == 0 ? order : order.reversed();
            for (String name : turn) {
                block(calls.get(name), times.get(name));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, all) -> medians.put(
                name, Median.of(all.stream().mapToDouble(Long::doubleValue).toArray())));
        return medians;
    }

    static void warmUp(Timed call, long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        do {
            call.run();
        } while (System.nanoTime() < end);
    }

    /** The first call, which finds cold caches and sleeping threads, does not count. */
    private static void block(Timed call, List<Long> times) throws Exception {
        Thread.sleep(PAUSE_MILLIS);
        call.run();
        long end = System.nanoTime() + BLOCK_NANOS;
        long now = System.nanoTime();
        do {
            long begin = now;
            call.run();
            now = System.nanoTime();
            times.add(now - begin);
        } while (now < end);
    }
}
