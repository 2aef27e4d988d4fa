package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many threads that call one model at once, beside as many threads as there are processors, in turns. Arguments: the model's
 * threads, quick or full. Samples: {@code rate.ENGINE.N} of N clients in calls per second; {@code p50.ENGINE.N} and
 * {@code p99.ENGINE.N} of a call in nanoseconds.
 */
public final class Clients {
    public static final int MANY = 8;
    public static final int FEW = 2;

    private static final int TOKENS = 32;

    private Clients() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        boolean quick = arguments[1].equals("quick");
        long window = quick ? 1_000_000_000L : 3_000_000_000L;
        int rounds = quick ? 1 : 3;
        List<int[]> ids = new Workload(1, TOKENS).ids();
        try (Engines engines = Engines.open(EncoderShape.MINILM, threads);
                ExecutorService pool = Executors.newFixedThreadPool(MANY)) {
            for (Engine engine : engines.all()) {
                run(engine, ids, pool, MANY, window); // to be warm
            }
            for (int round = 0; round < rounds; round++) {
                for (Engine engine : engines.all()) {
                    for (int clients : new int[] {1, FEW, MANY}) {
                        print(engine.name().key() + "." + clients, run(engine, ids, pool, clients, window), window);
                    }
                }
            }
        }
    }

    private static void print(String name, long[] times, long window) {
        Arrays.sort(times);
        Sample.print("rate." + name, times.length * 1e9 / window);
        Sample.print("p50." + name, times[times.length / 2]);
        Sample.print("p99." + name, times[(int) (times.length * 0.99)]);
    }

    /** The times of all calls that so many clients made, one after another each. */
    private static long[] run(Engine engine, List<int[]> ids, ExecutorService pool, int clients, long window)
            throws Exception {
        Thread.sleep(200); // until the threads of the engine before have gone to sleep
        long end = System.nanoTime() + window;
        List<Future<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            all.add(pool.submit(() -> client(engine, ids, end)));
        }
        List<Long> times = new ArrayList<>();
        for (Future<List<Long>> one : all) {
            times.addAll(one.get());
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Long> client(Engine engine, List<int[]> ids, long end) throws Exception {
        List<Long> times = new ArrayList<>();
        try (Call call = engine.prepare(ids)) {
            long now = System.nanoTime();
            while (now < end) {
                long begin = now;
                call.run();
                now = System.nanoTime();
                times.add(now - begin);
            }
        }
        return times;
    }
}
