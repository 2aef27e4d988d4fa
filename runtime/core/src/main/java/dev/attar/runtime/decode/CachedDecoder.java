package dev.attar.runtime.decode;

import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A decoder that keeps keys and values of the tokens it has seen: a call computes new tokens alone, by the entry points {@code step}
 * (logits after the last token of each sequence) and {@code extend} (after every token).
 *
 * <p>Calls of several threads go side by side; only when the memory grows does one wait for the others.
 */
abstract sealed class CachedDecoder implements Decoder permits CachedLanguageModel, CachedTranslator {
    private final Session session;
    private final ProgramPlan plan;
    private final StepCall.Places places;
    private final int vocabulary;
    private final int context;
    private final int step;
    private final int extend;
    private final StateMemory memory; // its floats under `moving`, its slots under its monitor
    private final ReadWriteLock moving = new ReentrantReadWriteLock();
    private final ArrayDeque<StepCall> idle = new ArrayDeque<>(); // under the memory's monitor

    CachedDecoder(Session session) {
        this.session = session;
        this.plan = session.plan();
        this.places = StepCall.Places.of(plan);
        this.step = plan.entryNumber("step");
        this.extend = plan.entryNumber("extend");
        EntryPlan.Output next = plan.entries().get(step).outputs().getFirst();
        this.vocabulary = next.columns();
        this.context = plan.axes().get(places.tokens()).most();
        this.memory = new StateMemory(plan.model(), plan.state());
    }

    final Session session() {
        return session;
    }

    final StateMemory memory() {
        return memory;
    }

    /** Held for reading while the memory may not move, for writing while it does. */
    final ReadWriteLock moving() {
        return moving;
    }

    @Override
    public final int vocabulary() {
        return vocabulary;
    }

    @Override
    public final int context() {
        return context;
    }

    @Override
    public final long bytesPerToken() {
        return Math.multiplyExact(Float.BYTES, plan.state().perSlot());
    }

    @Override
    public final void extend(DecoderBatch batch) {
        check(batch);
        float[] logits = batch.room(vocabulary);
        StepCall ofLast = take();
        StepCall ofAll = take();
        for (int i = 0; i < batch.count(); i++) {
            (batch.wanted(i) == Logits.ALL ? ofAll : ofLast).add(batch, i, CachedSequence.of(this, batch.sequence(i)));
        }
        reserve(ofLast, ofAll, batch);
        try {
            run(step, ofLast, batch, logits);
            run(extend, ofAll, batch, logits);
        } catch (Throwable failed) {
            moving.readLock().unlock();
            synchronized (memory) {
                ofLast.giveBack(memory);
                ofAll.giveBack(memory);
            }
            give(ofLast, ofAll);
            throw failed;
        }
        moving.readLock().unlock();
        synchronized (memory) {
            append(ofLast, batch);
            append(ofAll, batch);
        }
        give(ofLast, ofAll);
    }

    private void check(DecoderBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            CachedSequence.of(this, batch.sequence(i));
        }
        ExtensionCheck.check(
                batch, plan.model(), context, plan.inputs().get(places.ids()).limit());
    }

    /** Slots for all new tokens; afterwards the memory is held for reading. */
    private void reserve(StepCall ofLast, StepCall ofAll, DecoderBatch batch) {
        hold(ofLast.tokens() + ofAll.tokens(), 0, () -> {
            ofLast.slots(this, batch, memory);
            ofAll.slots(this, batch, memory);
        });
    }

    /**
     * Takes slots when there are enough of them, after making room for them where it is needed. Afterwards the memory is held for
     * reading.
     */
    final void hold(int slots, int sourceSlots, Runnable take) {
        while (true) {
            moving.readLock().lock();
            synchronized (memory) {
                if (memory.hasRoom(slots, sourceSlots)) {
                    take.run();
                    return;
                }
            }
            moving.readLock().unlock();
            moving.writeLock().lock();
            try {
                synchronized (memory) {
                    memory.grow(slots, sourceSlots);
                }
            } finally {
                moving.writeLock().unlock();
            }
        }
    }

    /** Computes the extensions of one entry point, and puts the rows that are wanted where the batch has them. */
    private void run(int entry, StepCall call, DecoderBatch batch, float[] logits) {
        if (call.count() == 0) {
            return;
        }
        boolean asWanted = call.count() == batch.count();
        for (int i = 0; asWanted && i < call.count(); i++) {
            asWanted = batch.wanted(i) != Logits.NONE;
        }
        if (asWanted) {
            session.run(entry, call.inputs(memory), 0, logits, 0);
            return;
        }
        float[] rows = session.run(entry, call.inputs(memory), 0).values();
        int row = 0;
        for (int i = 0; i < call.count(); i++) {
            int extension = call.extension(i);
            int many = batch.wanted(extension) == Logits.ALL ? batch.length(extension) : 1;
            if (batch.wanted(extension) != Logits.NONE) {
                System.arraycopy(rows, row * vocabulary, logits, batch.row(extension) * vocabulary, many * vocabulary);
            }
            row += many;
        }
    }

    private void append(StepCall call, DecoderBatch batch) {
        for (int i = 0; i < call.count(); i++) {
            CachedSequence sequence = CachedSequence.of(this, batch.sequence(call.extension(i)));
            sequence.drop(plan.state().window(), memory.tokens());
            call.append(sequence, i);
        }
    }

    private StepCall take() {
        synchronized (memory) {
            StepCall call = idle.poll();
            if (call == null) {
                return new StepCall(places);
            }
            call.clear();
            return call;
        }
    }

    private void give(StepCall one, StepCall other) {
        synchronized (memory) {
            idle.push(one);
            idle.push(other);
        }
    }

    final CachedSequence fork(CachedSequence parent) {
        synchronized (memory) {
            return parent.copy(memory.tokens());
        }
    }

    final void truncate(CachedSequence sequence, int length) {
        synchronized (memory) {
            sequence.cut(length, memory.tokens());
        }
    }

    final void close(CachedSequence sequence) {
        synchronized (memory) {
            sequence.end(memory);
        }
        if (moving.writeLock().tryLock()) { // else somebody computes, and needs it
            try {
                synchronized (memory) {
                    memory.tidy();
                }
            } finally {
                moving.writeLock().unlock();
            }
        }
    }
}
