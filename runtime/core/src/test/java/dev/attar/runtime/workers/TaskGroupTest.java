package dev.attar.runtime.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang must fail
class TaskGroupTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskIsDoneOnceAndBeforeTheCallReturns(int threads) {
        for (int tasks : new int[] {0, 1, 2, 1000}) {
            AtomicIntegerArray done = new AtomicIntegerArray(1000);
            new TaskGroup("test", threads).run(tasks, done::incrementAndGet);
            for (int i = 0; i < done.length(); i++) {
                assertEquals(i < tasks ? 1 : 0, done.get(i), "task " + i);
            }
        }
    }

    @Test
    void theThreadsWorkAtOnceAndEndWithTheCall() {
        Set<Thread> members = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(3); // opens only when three threads are in their tasks together
        new TaskGroup("test", 3).run(3, _ -> {
            members.add(Thread.currentThread());
            all.countDown();
            await(all);
        });
        assertEquals(3, members.size());
        assertTrue(members.remove(Thread.currentThread()), "the caller works too");
        members.forEach(helper -> assertFalse(helper.isAlive()));
    }

    /** Task 3 fails long after task 7 has: still it is the one that is told. */
    @Test
    void theLowestFailureIsThrownAsItWasThrown() {
        Error lowest = new Error("three");
        CountDownLatch sevenFailed = new CountDownLatch(1);
        AtomicIntegerArray begun = new AtomicIntegerArray(1000);
        Error thrown = assertThrows(
                Error.class,
                () -> new TaskGroup("test", 2).run(1000, task -> {
                    begun.incrementAndGet(task);
                    if (task == 3) {
                        await(sevenFailed);
                        throw lowest;
                    }
                    if (task == 7) {
                        sevenFailed.countDown();
                        throw new IllegalStateException("seven");
                    }
                }));
        assertSame(lowest, thrown);
        assertEquals(0, begun.get(999), "no task is begun after a failure");
    }

    @Test
    void anInterruptedCallerWaitsForItsHelpersAndStaysInterrupted() {
        AtomicIntegerArray done = new AtomicIntegerArray(4);
        Thread.currentThread().interrupt();
        new TaskGroup("test", 2).run(4, done::incrementAndGet);
        assertTrue(Thread.interrupted());
        for (int i = 0; i < 4; i++) {
            assertEquals(1, done.get(i));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
