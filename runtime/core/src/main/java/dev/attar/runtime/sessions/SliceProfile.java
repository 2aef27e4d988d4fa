package dev.attar.runtime.sessions;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has HotSpot watch {@link MemorySegment#asSlice(long, long, long)} before code that opens windows on weights is compiled.
 *
 * <p>The loops of such code have no guards, provided that C2 inlines the slice whole; and it inlines what a method calls only when
 * it has seen that method run a thousand times with its calls counted. While HotSpot has much to compile, as it has when vectors
 * begin, it compiles without counters. So the slices are taken before, in a few milliseconds.
 */
public final class SliceProfile {
    private static final int ROUNDS = 10;
    private static final int SLICES = 5000;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1); // for the compiler, which works beside

    private static boolean made;
    private static long sum; // so that the slices are for something

    private SliceProfile() {}

    /** Once in the life of the process; later calls return at once. */
    static synchronized void make() {
        if (made) {
            return;
        }
        made = true;
        MemorySegment some = Arena.ofAuto().allocate(2 * SLICES);
        for (int round = 0; round < ROUNDS; round++) {
            slices(some);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void slices(MemorySegment some) {
        for (int i = 0; i < SLICES; i++) {
            sum += some.asSlice(i, SLICES, 1).byteSize();
        }
    }
}
