package dev.attar.cli.bench;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most that the machine can do: multiply-adds on registers alone, no memory. Twelve independent sums hide the latency of
 * the instruction and leave room for the operands on machines with sixteen registers.
 */
public final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 12;
    private static final int STEPS = 4_000_000;
    private static final int WINDOWS = 6;

    private FmaPeak() {}

    /** FLOP per second of this many threads at once: their best window, a few times after each other. */
    public static double measure(int threads) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            double best = 0;
            for (int window = 0; window < WINDOWS; window++) {
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Double>> parts = Collections.nCopies(threads, () -> {
                    together.await();
                    return rate();
                });
                double sum = 0;
                for (Future<Double> part : workers.invokeAll(parts)) {
                    sum += part.get();
                }
                best = Math.max(best, sum);
            }
            return best;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the peak of the machine could not be measured", failed);
        }
    }

    private static double rate() {
        long begin = System.nanoTime();
        float end = spin(STEPS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (Math.abs(end - 2f * SUMS * SPECIES.length()) > 1e-3f * end) {
            throw new IllegalStateException("the sums did not converge: " + end);
        }
        return flops(STEPS) / seconds;
    }

    /** Floating-point operations of so many steps. */
    public static double flops(int steps) {
        return 2.0 * SUMS * SPECIES.length() * steps;
    }

    /** Every sum becomes x / 2 + 1 again and again, and so 2. Returns the sum of all. */
    public static float spin(int steps) {
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector c0 = one;
        FloatVector c1 = one;
        FloatVector c2 = one;
        FloatVector c3 = one;
        FloatVector c4 = one;
        FloatVector c5 = one;
        FloatVector c6 = one;
        FloatVector c7 = one;
        FloatVector c8 = one;
        FloatVector c9 = one;
        FloatVector c10 = one;
        FloatVector c11 = one;
        for (int i = 0; i < steps; i++) {
            c0 = c0.fma(half, one);
            c1 = c1.fma(half, one);
            c2 = c2.fma(half, one);
            c3 = c3.fma(half, one);
            c4 = c4.fma(half, one);
            c5 = c5.fma(half, one);
            c6 = c6.fma(half, one);
            c7 = c7.fma(half, one);
            c8 = c8.fma(half, one);
            c9 = c9.fma(half, one);
            c10 = c10.fma(half, one);
            c11 = c11.fma(half, one);
        }
        FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
        return sum.add(c6)
                .add(c7)
                .add(c8)
                .add(c9)
                .add(c10)
                .add(c11)
                .reduceLanes(jdk.incubator.vector.VectorOperators.ADD);
    }
}
