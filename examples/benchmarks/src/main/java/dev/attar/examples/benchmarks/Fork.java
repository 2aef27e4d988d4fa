package dev.attar.examples.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One JVM's measurements with one number of threads, printed for {@link SideBySide} to read. The engines take turns in short
 * blocks, so that whatever the machine does meanwhile happens to both.
 */
final class Fork {
    /** Long enough for the other engine's waiting threads to have gone to sleep. */
    private static final long PAUSE_MILLIS = 100;

    private static final long BLOCK_NANOS = 200_000_000;

    private final int rounds;
    private final long warmUpNanos;

    private Fork(boolean quick) {
        this.rounds = quick ? 3 : 9;
        this.warmUpNanos = quick ? 2_000_000_000L : 4_000_000_000L;
    }

    /** Arguments: threads, and whether to be quick. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        new Fork(Boolean.parseBoolean(arguments[1])).measure(threads);
    }

    private void measure(int threads) throws Exception {
        Path onnx = Path.of(System.getProperty("published"), "all-minilm-l6-v2.onnx");
        System.out.println(new Measured.Peak(threads, FmaPeak.measure(threads)).line());
        try (Engine attar = new Attar(Path.of(System.getProperty("model")), threads);
                Engine other = new OnnxRuntime(onnx, threads)) {
            for (Workload workload : Workload.ALL) {
                System.out.println(measure(threads, workload, attar, other).line());
            }
        }
        System.out.println(new Measured.Peak(threads, FmaPeak.measure(threads)).line());
    }

    private Measured.Times measure(int threads, Workload workload, Engine attar, Engine other) throws Exception {
        try (Engine.Call ours = attar.prepare(workload.ids());
                Engine.Call theirs = other.prepare(workload.ids())) {
            if (Math.abs(ours.run() - theirs.run()) > 5e-5) {
                throw new IllegalStateException("the engines do not compute the same: " + workload);
            }
            warmUp(ours);
            warmUp(theirs);
            List<Long> ourTimes = new ArrayList<>();
            List<Long> theirTimes = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    block(ours, ourTimes);
                    block(theirs, theirTimes);
                } else {
                    block(theirs, theirTimes);
                    block(ours, ourTimes);
                }
            }
            return new Measured.Times(threads, workload, median(ourTimes), median(theirTimes));
        }
    }

    private void warmUp(Engine.Call call) throws Exception {
        long end = System.nanoTime() + warmUpNanos;
        do {
            call.run();
        } while (System.nanoTime() < end);
    }

    /** The first call, which finds cold caches and sleeping threads, does not count. */
    private static void block(Engine.Call call, List<Long> times) throws Exception {
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

    private static double median(List<Long> values) {
        return Median.of(values.stream().mapToDouble(Long::doubleValue).toArray());
    }
}
