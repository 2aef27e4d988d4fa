package dev.attar.cli.train;

import dev.attar.runtime.train.Fit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a model trains: the step is finished and a checkpoint is written before the process ends. A second Ctrl-C, or a
 * process that is killed, leaves the newest whole checkpoint.
 */
public final class Interruption implements AutoCloseable {
    private static final long LONGEST_WAIT_MINUTES = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Fit fit) {
        hook = new Thread(() -> {
            fit.stop();
            try {
                done.await(LONGEST_WAIT_MINUTES, TimeUnit.MINUTES);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Watches until it is closed. */
    public static Interruption of(Fit fit) {
        Interruption interruption = new Interruption(fit);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending: the hook runs already.
        }
    }
}
