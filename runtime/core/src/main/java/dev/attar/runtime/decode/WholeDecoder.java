package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.List;

/**
 * A decoder on the entry point {@code forward} alone: it keeps tokens, and computes each sequence as a whole in each step. Sequences of
 * a batch are computed together, some at a time, so that the logits of all their tokens fit in memory.
 */
abstract sealed class WholeDecoder implements Decoder permits WholeLanguageModel, WholeTranslator {
    private static final int ENTRY = 0;
    private static final long MOST_FLOATS = 1 << 26; // 256 MB of logits

    private final Session session;
    private final int output;
    private final int vocabulary;
    private final int axis;
    private final int input;
    private final int context;

    WholeDecoder(Session session) {
        this.session = session;
        ProgramPlan plan = session.plan();
        List<EntryPlan.Output> outputs = plan.entries().get(ENTRY).outputs();
        this.axis = plan.axisNumber("tokens");
        this.input = plan.inputNumber("ids");
        this.output = outputs.size() - 1;
        EntryPlan.Output head = outputs.get(output);
        this.vocabulary = plan.inputs().get(input).limit();
        if (!head.name().equals("head")
                || head.columns() != vocabulary
                || !head.rows().equals(EntryPlan.Rows.ofAxis(axis))) {
            throw new IllegalArgumentException(
                    plan.model() + " does not give logits of its vocabulary for each token: it needs `head generate`");
        }
        this.context = plan.axes().get(axis).most();
    }

    final Session session() {
        return session;
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
        return 0;
    }

    @Override
    public final void extend(DecoderBatch batch) {
        check(batch);
        float[] logits = batch.room(vocabulary);
        for (int from = 0; from < batch.count(); ) {
            int to = from;
            long rows = 0;
            do {
                rows += wholeLength(batch, to++);
            } while (to < batch.count() && (rows + wholeLength(batch, to)) * vocabulary <= MOST_FLOATS);
            compute(batch, from, to, logits);
            from = to;
        }
        for (int i = 0; i < batch.count(); i++) {
            TokenSequence.of(this, batch.sequence(i)).append(batch.ids(), batch.starts()[i], batch.length(i));
        }
    }

    private void check(DecoderBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            TokenSequence.of(this, batch.sequence(i));
        }
        ExtensionCheck.check(batch, session.plan().model(), context, vocabulary);
    }

    private static int wholeLength(DecoderBatch batch, int i) {
        return batch.sequence(i).length() + batch.length(i);
    }

    private void compute(DecoderBatch batch, int from, int to, float[] logits) {
        int[] starts = new int[to - from + 1];
        for (int i = from; i < to; i++) {
            starts[i - from + 1] = starts[i - from] + wholeLength(batch, i);
        }
        int[] ids = new int[starts[to - from]];
        for (int i = from; i < to; i++) {
            TokenSequence.of(this, batch.sequence(i))
                    .copyTo(ids, starts[i - from], batch.ids(), batch.starts()[i], batch.length(i));
        }
        CallInputs inputs = new CallInputs(to - from).axis(axis, starts).indices(input, ids);
        addSources(inputs, batch, from, to);
        float[] all = session.run(ENTRY, inputs, output).values();
        for (int i = from; i < to; i++) {
            int rows = switch (batch.wanted(i)) {
                case NONE -> 0;
                case LAST -> 1;
                case ALL -> batch.length(i);
            };
            System.arraycopy(
                    all,
                    (starts[i - from + 1] - rows) * vocabulary,
                    logits,
                    batch.row(i) * vocabulary,
                    rows * vocabulary);
        }
    }

    /** What the model reads besides the tokens of extensions {@code from} to {@code to}. */
    abstract void addSources(CallInputs inputs, DecoderBatch batch, int from, int to);
}
