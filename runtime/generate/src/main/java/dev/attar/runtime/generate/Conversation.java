package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Sequence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/**
 * One text that a {@link Scheduler} generates. Whoever waits for it drives the scheduler, and so all other texts too: no thread is
 * needed besides those that wait.
 *
 * <p>Its pieces are read by one thread; {@link #cancel} may be called by any.
 */
public final class Conversation implements Iterator<TextPiece>, AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(36_500); // what nanoseconds can count

    private final Scheduler scheduler;
    private final Admission admission;
    private final long deadline; // of System.nanoTime; only where the settings give a time
    private volatile boolean cancelled;

    // What follows belongs to whoever holds the scheduler's lock.
    private final Queue<TextPiece> pieces = new ArrayDeque<>();
    private Decoding decoding; // null: not begun
    private List<Generated> results; // null: not finished
    private RuntimeException failure;

    Conversation(Scheduler scheduler, Admission admission) {
        this.scheduler = scheduler;
        this.admission = admission;
        this.deadline = admission
                .settings()
                .time()
                .map(time -> System.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos())
                .orElse(0L);
    }

    /** Whether there are more pieces; waits for the next one. */
    @Override
    public boolean hasNext() {
        return scheduler.drive(() -> !pieces.isEmpty() || isOver(), () -> {
            if (pieces.isEmpty() && failure != null) {
                throw failure;
            }
            return !pieces.isEmpty();
        });
    }

    /**
     * The next piece of the text; waits for it. The last one says why the text ended.
     *
     * @throws GenerationException when the text cannot go on
     */
    @Override
    public TextPiece next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the text has ended");
        }
        return scheduler.drive(() -> true, pieces::remove);
    }

    /**
     * The finished text; waits for it. Of several by beam search the best.
     *
     * @throws GenerationException when the text cannot go on; what the settings' hook has thrown is thrown as it is
     */
    public Generated result() {
        return results().getFirst();
    }

    /**
     * The finished texts, best first; waits for them. There is more than one only when beam search was asked for more.
     *
     * @throws GenerationException when the text cannot go on
     */
    public List<Generated> results() {
        return scheduler.drive(this::isOver, () -> {
            if (failure != null) {
                throw failure;
            }
            return results;
        });
    }

    /** Ends the text before its next step; what there is of it stays. */
    public void cancel() {
        cancelled = true;
    }

    /** Cancels the text if it is not finished, and lets go of what is kept for it. */
    @Override
    public void close() {
        cancel();
        scheduler.forget(this);
    }

    Admission admission() {
        return admission;
    }

    Decoding decoding() {
        return decoding;
    }

    boolean isOver() {
        return results != null || failure != null;
    }

    void begin(Decoding begun) {
        decoding = begun;
    }

    /** Takes what has come, and ends the text where it is to end: called between steps. */
    void update() {
        Optional<Finish> why = why();
        if (why.isPresent()) {
            decoding.end(why.get());
        }
        pieces.addAll(decoding.pieces());
        if (decoding.finish().isPresent()) {
            results = decoding.results();
            decoding.close();
        }
    }

    /** Why it is to end before it is finished; empty: it is not. */
    Optional<Finish> why() {
        return cancelled
                ? Optional.of(Finish.CANCELLED)
                : admission.settings().time().isPresent() && System.nanoTime() - deadline >= 0
                        ? Optional.of(Finish.DEADLINE)
                        : Optional.empty();
    }

    /** Ends a text that has not begun. */
    void endUnbegun(Finish finish) {
        admission.prefix().ifPresent(Sequence::close);
        pieces.add(new TextPiece("", List.of(), Optional.of(finish)));
        results = List.of(new Generated("", List.of(), 0, finish));
    }

    void fail(RuntimeException why) {
        failure = why;
        if (decoding != null) {
            decoding.close();
        }
    }
}
