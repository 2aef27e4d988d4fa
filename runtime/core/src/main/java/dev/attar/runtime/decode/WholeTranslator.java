package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.Session;
import java.util.ArrayList;
import java.util.List;

/** A model that reads a source on the entry point {@code forward} alone: sources are encoded anew in each step. */
final class WholeTranslator extends WholeDecoder implements Translator {
    static final String SOURCE_IDS = "source.ids";

    private final int axis;
    private final int input;

    WholeTranslator(Session session) {
        super(session);
        if (!Decoders.isTranslator(session)) {
            throw new IllegalArgumentException(session.plan().model() + " reads no source: it is a language model");
        }
        this.input = session.plan().inputNumber(SOURCE_IDS);
        this.axis = session.plan().inputs().get(input).axis();
    }

    @Override
    public int sourceContext() {
        return session().plan().axes().get(axis).most();
    }

    @Override
    public int sourceVocabulary() {
        return session().plan().inputs().get(input).limit();
    }

    @Override
    public long bytesPerSourceToken() {
        return 0;
    }

    @Override
    public List<Sequence> begin(List<int[]> sources) {
        List<int[]> read = sources.stream().map(int[]::clone).toList();
        SourceCheck.check(read, session().plan().model(), sourceContext(), sourceVocabulary());
        List<Sequence> sequences = new ArrayList<>();
        for (int[] source : read) {
            sequences.add(new TokenSequence(this, source));
        }
        return sequences;
    }

    @Override
    void addSources(CallInputs inputs, DecoderBatch batch, int from, int to) {
        int[] starts = new int[to - from + 1];
        for (int i = from; i < to; i++) {
            int[] source = TokenSequence.of(this, batch.sequence(i)).source();
            starts[i - from + 1] = starts[i - from] + source.length;
        }
        int[] ids = new int[starts[to - from]];
        for (int i = from; i < to; i++) {
            int[] source = TokenSequence.of(this, batch.sequence(i)).source();
            System.arraycopy(source, 0, ids, starts[i - from], source.length);
        }
        inputs.axis(axis, starts).indices(input, ids);
    }
}
