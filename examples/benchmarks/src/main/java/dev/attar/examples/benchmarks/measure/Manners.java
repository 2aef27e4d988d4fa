package dev.attar.examples.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.Engine.Call;
import dev.attar.examples.benchmarks.engine.Hidden;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a call leaves behind. Arguments: threads, quick or full. Samples: {@code idle.workers}, nanoseconds of processor time that
 * the JVM's other threads took in a quarter of a second that began 5 ms after the last call; {@code idle.ENGINE}, the same of the
 * whole process; {@code allocated}, bytes of the heap for each call of 128 tokens beyond the result's own floats.
 */
public final class Manners {
    public static final int MILLIS_AFTER = 5;
    public static final int WATCHED_MILLIS = 250;

    private static final int CALLS = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Manners() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        long warmUp = Turns.of(arguments[1].equals("quick")).warmUpNanos();
        List<int[]> ids = new Workload(1, 128).ids();
        try (Engines engines = Engines.open(EncoderShape.MINILM, threads)) {
            try (Call call = engines.attar().prepare(ids)) {
                Turns.warmUp(call, warmUp);
                Sample.print("allocated", allocated(call));
            }
            for (Engine engine : engines.all()) {
                try (Call call = engine.prepare(ids)) {
                    Turns.warmUp(call, warmUp);
                    idle(engine, call);
                }
            }
        }
    }

    private static void idle(Engine engine, Call call) throws Exception {
        Thread.sleep(2000); // for the JIT compiler to finish
        for (int i = 0; i < 10; i++) {
            call.run();
        }
        Thread.sleep(MILLIS_AFTER);
        long process = PROCESS.getProcessCpuTime();
        long workers = otherThreads();
        Thread.sleep(WATCHED_MILLIS);
        long took = otherThreads() - workers;
        if (engine.name().key().equals("attar")) {
            Sample.print("idle.workers", took);
        }
        Sample.print("idle." + engine.name().key(), PROCESS.getProcessCpuTime() - process);
    }

    private static long otherThreads() {
        return LongStream.of(THREADS.getAllThreadIds())
                .filter(id -> id != Thread.currentThread().threadId())
                .map(THREADS::getThreadCpuTime)
                .filter(time -> time > 0)
                .sum();
    }

    /** Of all threads, for one call, without the floats of its result. */
    private static double allocated(Call call) throws Exception {
        long result = 0;
        long before = THREADS.getTotalThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            Hidden hidden = call.run();
            result = 4L * hidden.arrays()[0].length;
        }
        return (THREADS.getTotalThreadAllocatedBytes() - before) / (double) CALLS - result;
    }
}
