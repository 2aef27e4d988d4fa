package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.CallState;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayList;
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
        List<KeptSource> kept = new ArrayList<>();
        boolean done = false;
        try {
            CallState blocks = reserve(sources, kept);
            int[] taken = new int[all];
            for (int i = 0; i < kept.size(); i++) {
                System.arraycopy(kept.get(i).slots(), 0, taken, starts[i], sources.get(i).length);
            }
            CallInputs inputs = new CallInputs(sources.size())
                    .axis(axis, starts)
                    .indices(ids, given)
                    .indices(slots, taken)
                    .state(blocks);
            if (segments >= 0) {
                inputs.indices(segments, new int[all]);
            }
            session().run(encode, inputs, 0);
            done = true;
        } finally {
            if (!done) {
                synchronized (memory()) {
                    kept.forEach(source -> source.release(memory()));
                    memory().tidy();
                }
            }
        }
        return kept.stream()
                .<Sequence>map(source -> new CachedSequence(this, source))
                .toList();
    }

    private CallState reserve(List<int[]> sources, List<KeptSource> kept) {
        synchronized (memory()) {
            for (int[] source : sources) {
                kept.add(KeptSource.of(source.length, memory()));
            }
            return memory().kept();
        }
    }
}
