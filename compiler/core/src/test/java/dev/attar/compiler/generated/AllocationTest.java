package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.Trial;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call allocates its result and nothing else, on any thread. Plain code shows it whatever HotSpot has compiled so far; vectors
 * are objects until it has.
 */
class AllocationTest {
    private static final int CALLS = 20;
    private static final int ROUNDS = 25;
    private static final int HEAD = 2;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private List<Thread> workers;
    private Object kept;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aCallAllocatesItsResultAlone(int members) throws IOException {
        try (CompiledTrial compiled = new CompiledTrial(Trial.sentence(3, 2));
                Session session = compiled.open(Width.SCALAR, members)) {
            int columns =
                    session.plan().entries().getFirst().outputs().get(HEAD).columns();
            int[] ids = {1, 2, 3, 4, 5};
            Batch batch = Batch.of(ids, new int[] {3, 4});
            assertEquals(
                    least(() -> new Matrix(2, columns, new float[2 * columns])),
                    least(() -> session.run(batch, HEAD)),
                    "a batch");
            Batch many = Batch.of(Collections.nCopies(24, ids));
            assertEquals(
                    least(() -> new Matrix(24, columns, new float[24 * columns])),
                    least(() -> session.run(many, HEAD)),
                    "a batch in pieces");
            assertEquals(least(() -> new float[columns]), least(() -> session.run(ids, HEAD)), "one sequence");
        }
    }

    /** Bytes of some calls in the round that allocated least: now and then a class is loaded. */
    private long least(Supplier<Object> call) {
        for (int i = 0; i < CALLS; i++) {
            kept = call.get();
        }
        workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread == Thread.currentThread() || thread.getName().startsWith("attar-"))
                .toList();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            for (int i = 0; i < CALLS; i++) {
                kept = call.get();
            }
            least = Math.min(least, allocated() - before);
        }
        return least;
    }

    /** Bytes that this thread and the workers have allocated so far. */
    private long allocated() {
        long sum = 0;
        for (Thread thread : workers) {
            sum += threads.getThreadAllocatedBytes(thread.threadId());
        }
        return sum;
    }
}
