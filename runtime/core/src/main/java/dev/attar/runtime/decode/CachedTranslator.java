package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model that reads a source: encoded once by the entry point {@code encode}; what the decoder reads of it is kept. */
final class CachedTranslator extends CachedDecoder implements Translator {
    private final ProgramPlan plan;
    private final int encode;
    private final int axis;
    private final int ids;
    private final int segments;
    private final int slots;

    CachedTranslator(Session session) {
        super(session);
        this.plan = session.plan();
        this.encode = plan.entryNumber("encode");
        this.ids = plan.inputNumber("source.ids");
        this.segments = plan.inputNumber("source.segments");
        this.slots = plan.inputNumber("source.slots");
        this.axis = plan.inputs().get(ids).axis();
    }

    @Override
    public int sourceContext() {
        return plan.axes().get(axis).most();
    }

    @Override
    public int sourceVocabulary() {
        return plan.inputs().get(ids).limit();
    }

    @Override
    public long bytesPerSourceToken() {
        return Math.multiplyExact(Float.BYTES, plan.state().perSourceSlot());
    }

    @Override
    public List<Sequence> begin(List<int[]> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        SourceCheck.check(sources, plan.model(), sourceContext(), sourceVocabulary());
        int[] starts = new int[sources.size() + 1];
        for (int i = 0; i < sources.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], sources.get(i).length);
        }
        int all = starts[sources.size()];
        int[] given = new int[all];
        for (int i = 0; i < sources.size(); i++) {
            System.arraycopy(sources.get(i), 0, given, starts[i], sources.get(i).length);
        }
        int[] taken = new int[all];
        hold(0, all, () -> memory().sources().take(taken, 0, all));
        try {
            CallInputs inputs = new CallInputs(sources.size())
                    .axis(axis, starts)
                    .indices(ids, given)
                    .indices(slots, taken)
                    .state(
                            memory().floats(),
                            memory().tokens().capacity(),
                            memory().sources().capacity());
            if (segments >= 0) {
                inputs.indices(segments, new int[all]);
            }
            session().run(encode, inputs, 0);
        } catch (Throwable failed) {
            synchronized (memory()) {
                memory().sources().release(taken, 0, all);
            }
            throw failed;
        } finally {
            moving().readLock().unlock();
        }
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            sequences.add(
                    new CachedSequence(this, new KeptSource(Arrays.copyOfRange(taken, starts[i], starts[i + 1]))));
        }
        return sequences;
    }
}
