package dev.attar.runtime.server.batch;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.server.batch.ServiceException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Computes sequences of many callers with one model. While the model computes, others wait; whatever waits when it is done goes into the
 * next batch, in the order in which it came. There is no padding, so a batch costs what its tokens cost, and nobody ever waits for a
 * batch to fill. What is together in a batch changes no bit of any result.
 *
 * <p>One thread of its own computes, and never those that serve connections.
 */
public final class RaggedBatches implements AutoCloseable {
    private static final Waiting END = new Waiting(null, null);

    private final String name;
    private final Function<Batch, Matrix> model;
    private final boolean perToken;
    private final int mostTokens;
    private final BatchWatch watch;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Sequences of one caller. */
    private record Waiting(Batch batch, CompletableFuture<Matrix> result, long since) {
        Waiting(Batch batch, CompletableFuture<Matrix> result) {
            this(batch, result, System.nanoTime());
        }
    }

    /**
     * @param perToken whether the model gives a row for each token, not for each sequence
     * @param mostTokens no sequences join a batch that would have more; one that is alone may
     */
    public RaggedBatches(
            String name, Function<Batch, Matrix> model, boolean perToken, int mostTokens, BatchWatch watch) {
        this.name = name;
        this.model = model;
        this.perToken = perToken;
        this.mostTokens = mostTokens;
        this.watch = watch;
        this.thread = Thread.ofPlatform().daemon().name("attar-batches-" + name).start(this::work);
    }

    /**
     * Computes the sequences; waits for others that came before.
     *
     * @throws ServiceException when the caller's time is over, or its texts have too many tokens
     */
    public Matrix run(Batch batch, Caller caller) {
        caller.reads(batch.tokens());
        Duration left = caller.left();
        if (!left.isPositive()) {
            throw caller.late();
        }
        Waiting own = new Waiting(batch, new CompletableFuture<>());
        waiting.add(own);
        if (closed && waiting.remove(own)) {
            throw ending();
        }
        try {
            return own.result.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            own.result.cancel(false);
            throw caller.late();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("a batch of " + name + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            own.result.cancel(false);
            Thread.currentThread().interrupt();
            throw ending();
        } finally {
            caller.waited(System.nanoTime() - own.since);
        }
    }

    /** How many requests have sequences that wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Ends after the batch that is computed now; those that wait are refused. */
    @Override
    public void close() {
        closed = true;
        waiting.add(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Waiting> together = new ArrayList<>();
        try {
            while (!closed) {
                gather(together);
                compute(together);
                together.clear();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        refuseAll();
    }

    /** Waits for one caller's sequences and adds those of others that wait, too. */
    private void gather(List<Waiting> together) throws InterruptedException {
        int tokens = 0;
        Waiting next = waiting.take();
        while (next != null && next != END) {
            if (!next.result.isDone()) { // otherwise its caller has given up
                together.add(next);
                tokens += next.batch.tokens();
            }
            Waiting peeked = waiting.peek();
            if (peeked != null && peeked != END && tokens + peeked.batch.tokens() > mostTokens && tokens > 0) {
                return;
            }
            next = waiting.poll();
        }
    }

    private void compute(List<Waiting> together) {
        if (together.isEmpty()) {
            return;
        }
        try {
            Matrix all = compute(together.size(), merged(together));
            int row = 0;
            for (Waiting each : together) {
                int rows = perToken ? each.batch.tokens() : each.batch.sequences();
                each.result.complete(rows(all, row, rows));
                row += rows;
            }
        } catch (Throwable failure) { // whatever it is, its callers wait
            if (together.size() == 1) {
                together.getFirst().result.completeExceptionally(failure);
            } else { // one caller's sequences must not be another one's failure
                together.forEach(each -> compute(List.of(each)));
            }
        }
    }

    private Matrix compute(int requests, Batch batch) {
        BatchEvent event = new BatchEvent();
        event.begin();
        long begin = System.nanoTime();
        Matrix result = model.apply(batch);
        watch.ran(requests, batch.sequences(), batch.tokens(), System.nanoTime() - begin);
        event.end();
        if (event.shouldCommit()) {
            event.model = name;
            event.requests = requests;
            event.sequences = batch.sequences();
            event.tokens = batch.tokens();
            event.commit();
        }
        return result;
    }

    private static Batch merged(List<Waiting> together) {
        if (together.size() == 1) {
            return together.getFirst().batch;
        }
        List<int[]> ids = new ArrayList<>();
        List<int[]> segments = new ArrayList<>();
        for (Waiting each : together) {
            for (int i = 0; i < each.batch.sequences(); i++) {
                ids.add(each.batch.ids(i));
                segments.add(each.batch.segments(i));
            }
        }
        return Batch.ofTexts(ids, segments);
    }

    private static Matrix rows(Matrix all, int first, int count) {
        int columns = all.columns();
        return count == all.rows()
                ? all
                : new Matrix(
                        count, columns, Arrays.copyOfRange(all.values(), first * columns, (first + count) * columns));
    }

    private void refuseAll() {
        for (Waiting each = waiting.poll(); each != null; each = waiting.poll()) {
            if (each != END) {
                each.result.completeExceptionally(ending());
            }
        }
    }

    private static ServiceException ending() {
        return new ServiceException(Reason.ENDING, "the server is ending: try another one", 1);
    }
}
