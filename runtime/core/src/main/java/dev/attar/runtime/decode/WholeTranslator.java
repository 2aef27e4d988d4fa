package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.InputException;
import dev.attar.runtime.InputException.Reason;
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
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            check(i, sources.get(i));
            sequences.add(new TokenSequence(this, sources.get(i).clone()));
        }
        return sequences;
    }

    private void check(int number, int[] source) {
        if (source.length == 0) {
            throw new InputException(Reason.EMPTY_SEQUENCE, number, -1, "source " + number + " is empty");
        }
        if (source.length > sourceContext()) {
            throw new InputException(
                    Reason.SEQUENCE_TOO_LONG,
                    number,
                    sourceContext(),
                    "source " + number + " has " + source.length + " tokens, and "
                            + session().plan().model() + " takes " + sourceContext());
        }
        for (int t = 0; t < source.length; t++) {
            if (source[t] < 0 || source[t] >= sourceVocabulary()) {
                throw new InputException(
                        Reason.ID_OUTSIDE_VOCABULARY,
                        number,
                        t,
                        "source " + number + ", position " + t + ": token id " + source[t]
                                + " is none of the vocabulary's 0 to " + (sourceVocabulary() - 1));
            }
        }
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
