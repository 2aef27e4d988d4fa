package dev.attar.runtime.decode;

import dev.attar.runtime.CallState;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayDeque;

/**
 * A decoder that keeps keys and values of the tokens it has seen: a call computes new tokens alone, by the entry points {@code step}
 * (logits after the last token of each sequence) and {@code extend} (after every token).
 *
 * <p>Calls of several threads go side by side.
 */
abstract sealed class CachedDecoder implements Decoder permits CachedLanguageModel, CachedTranslator {
    private final Session session;
    private final ProgramPlan plan;
    private final StepCall.Places places;
    private final int vocabulary;
    private final int context;
    private final int step;
    private final int extend;
    private final StateMemory memory; // under its monitor, but for what is in a block
    private final ArrayDeque<Calls> idle = new ArrayDeque<>(); // under the memory's monitor

    CachedDecoder(Session session) {
        this.session = session;
        this.plan = session.plan();
        this.places = StepCall.Places.of(plan);
        this.step = plan.entryNumber("step");
        this.extend = plan.entryNumber("extend");
        EntryPlan.Output next = plan.entries().get(step).outputs().getFirst();
        this.vocabulary = next.columns();
        this.context = plan.axes().get(places.tokens()).most();
        this.memory = new StateMemory(session.state());
    }

    final Session session() {
        return session;
    }

    final StateMemory memory() {
        return memory;
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
    public final int tokensPerBlock() {
        return StateMemory.SLOTS;
    }

    @Override
    public final void extend(DecoderBatch batch) {
        check(batch);
        float[] logits = batch.room(vocabulary);
        Calls calls = take();
        boolean done = false;
        try {
            calls.add(this, batch);
            CallState blocks = reserve(calls, batch);
            run(step, calls.ofLast(), blocks, batch, logits);
            run(extend, calls.ofAll(), blocks, batch, logits);
            done = true;
        } finally {
            synchronized (memory) {
                calls.end(batch, done, plan.state().window(), memory);
                idle.push(calls);
            }
        }
    }

    private void check(DecoderBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            CachedSequence.of(this, batch.sequence(i));
        }
        ExtensionCheck.check(
                batch, plan.model(), context, plan.inputs().get(places.ids()).limit());
    }

    /** Slots for all new tokens; the blocks that they are in. */
    private CallState reserve(Calls calls, DecoderBatch batch) {
        synchronized (memory) {
            calls.ofLast().reserve(this, batch, memory);
            calls.ofAll().reserve(this, batch, memory);
            return memory.kept();
        }
    }

    /** Computes the extensions of one entry point, and puts the rows that are wanted where the batch has them. */
    private void run(int entry, StepCall call, CallState blocks, DecoderBatch batch, float[] logits) {
        if (call.count() == 0) {
            return;
        }
        boolean asWanted = call.count() == batch.count();
        for (int i = 0; asWanted && i < call.count(); i++) {
            asWanted = batch.wanted(i) != Logits.NONE;
        }
        if (asWanted) {
            session.run(entry, call.inputs(blocks), 0, logits, 0);
            return;
        }
        int all = entry == extend ? call.tokens() : call.count();
        float[] rows = call.rows(Math.multiplyExact(all, vocabulary));
        session.run(entry, call.inputs(blocks), 0, rows, 0);
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

    /** The calls of one extension: of those that want logits after the last token or none, and of those that want all. */
    private record Calls(StepCall ofLast, StepCall ofAll) {
        void add(CachedDecoder decoder, DecoderBatch batch) {
            ofLast.clear();
            ofAll.clear();
            for (int i = 0; i < batch.count(); i++) {
                (batch.wanted(i) == Logits.ALL ? ofAll : ofLast)
                        .add(batch, i, CachedSequence.of(decoder, batch.sequence(i)));
            }
        }

        /** Sequences become longer where it is done, and are as they were where it is not. */
        void end(DecoderBatch batch, boolean done, int window, StateMemory memory) {
            if (done) {
                ofLast.append(batch, window, memory);
                ofAll.append(batch, window, memory);
            } else {
                ofLast.giveBack(batch, memory);
                ofAll.giveBack(batch, memory);
            }
            ofLast.clear();
            ofAll.clear();
        }
    }

    private Calls take() {
        synchronized (memory) {
            Calls calls = idle.poll();
            return calls == null ? new Calls(new StepCall(places), new StepCall(places)) : calls;
        }
    }

    final CachedSequence fork(CachedSequence parent) {
        synchronized (memory) {
            return parent.copy(memory);
        }
    }

    final void truncate(CachedSequence sequence, int length) {
        synchronized (memory) {
            sequence.cut(length, memory);
        }
    }

    final void close(CachedSequence sequence) {
        synchronized (memory) {
            sequence.end(memory);
            memory.tidy();
        }
    }
}
