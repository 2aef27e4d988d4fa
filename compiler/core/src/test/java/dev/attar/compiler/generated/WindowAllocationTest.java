package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.Trial;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Windows on the weights, as tiles open them, are no objects where a session runs on vectors. One that is an object has cost more
 * than memory: C2 had not seen through the slice, and loops on it were half as fast.
 */
class WindowAllocationTest {
    private static final int WINDOW = 64;

    /** The JVM's compiler works beside, and comes late to a method where other tests keep both busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long sum;

    @Test
    void windowsAreNoObjects() throws IOException {
        Width width = WidthChoice.of(Options.defaults()).width();
        assumeTrue(width != Width.SCALAR, "this machine has no vectors");
        try (CompiledTrial compiled = new CompiledTrial(Trial.sentence(3, 2));
                Session _ = compiled.open(width, 1)) {
            MemorySegment weights = Arena.ofAuto().allocate(100L * WINDOW);
            long allocated = Long.MAX_VALUE;
            long begin = System.nanoTime();
            while (allocated > 0 && System.nanoTime() - begin < PATIENCE.toNanos()) {
                long before = threads.getCurrentThreadAllocatedBytes();
                windows(weights);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, allocated);
        }
    }

    private void windows(MemorySegment weights) {
        for (int n = 0; n < 100; n++) {
            sum += sumOf(weights, n);
        }
    }

    private static long sumOf(MemorySegment weights, int n) {
        MemorySegment panel = weights.asSlice((long) WINDOW * n, WINDOW, 1);
        long sum = 0;
        for (int k = 0; k < WINDOW; k++) {
            sum += panel.get(ValueLayout.JAVA_BYTE, k);
        }
        return sum;
    }
}
