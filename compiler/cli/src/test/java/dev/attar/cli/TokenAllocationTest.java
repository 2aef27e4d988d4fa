package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Scheduler;
import dev.attar.runtime.generate.Settings;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A token costs the objects that it is handed out in, and little besides. */
class TokenAllocationTest {
    private static final int TOKENS = 500;
    private static final int V = 4096;

    /** A model that allocates nothing: the same logits after every token. */
    private static final class Constant implements LanguageModel {
        @Override
        public int vocabulary() {
            return V;
        }

        @Override
        public int context() {
            return 4 * TOKENS;
        }

        @Override
        public long bytesPerToken() {
            return 0;
        }

        @Override
        public Sequence begin() {
            return new Counted(0);
        }

        @Override
        public void extend(DecoderBatch batch) {
            batch.room(V)[7] = 1;
            for (int i = 0; i < batch.count(); i++) {
                ((Counted) batch.sequence(i)).length += batch.length(i);
            }
        }
    }

    private static final class Counted implements Sequence {
        private int length;

        Counted(int length) {
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public Sequence fork() {
            return new Counted(length);
        }

        @Override
        public void truncate(int wanted) {
            length = wanted;
        }

        @Override
        public void close() {}
    }

    @Test
    void aTokenCostsLessThanItsLogits() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Settings settings = Settings.defaults().with().mostNew(3 * TOKENS).settings();
        try (Scheduler scheduler = Scheduler.of(new Constant(), Optional.empty())) {
            Conversation text = scheduler.submit(new int[] {1}, settings);
            take(text);
            long before = threads.getCurrentThreadAllocatedBytes();
            take(text);
            long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / TOKENS;
            assertTrue(bytes < 640, "a token allocates " + bytes + " bytes, and its logits are " + 4 * V);
        }
    }

    private static void take(Conversation text) {
        for (int i = 0; i < TOKENS; i++) {
            text.next();
        }
    }
}
