package dev.attar.runtime.batches;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import dev.attar.runtime.sessions.ArenaPool;
import dev.attar.runtime.sessions.Results;
import dev.attar.runtime.workers.CallLimit;
import dev.attar.runtime.workers.SingleWorker;
import java.util.List;

/**
 * A batch of several sequences in pieces, each of which one worker computes alone from the first step to the last: the
 * activations of a piece stay in its cache, and nobody waits for anybody before the end. Used again for later batches.
 */
public final class Pieces implements Program {
    private final Program program;
    private final ArenaPool arenas;
    private final Cut cut = new Cut();
    private Own[] owns = {};
    private int[] sums = {};
    private Frame batch;
    private Results results;
    private float[] values;
    private CallLimit limit = CallLimit.NONE;

    /** What one worker needs: the inputs of its piece. */
    private static final class Own {
        final Frame frame = new Frame();
        final SingleWorker alone = new SingleWorker();
        final int[][] indices; // by input
        final int[][] starts; // by axis

        Own(ProgramPlan plan) {
            indices = new int[plan.inputs().size()][0];
            starts = new int[plan.axes().size()][0];
        }
    }

    public Pieces(Program program, ArenaPool arenas) {
        this.program = program;
        this.arenas = arenas;
    }

    /** Whether this program computes them. */
    public boolean areOf(Program other) {
        return program == other;
    }

    /** Whether this batch is better computed in pieces by so many workers. */
    public boolean suit(Frame frame, int members) {
        if (!cut.of(rows(frame), frame.sequences(), members)) {
            return false;
        }
        if (owns.length < members) {
            owns = new Own[members];
            for (int i = 0; i < members; i++) {
                owns[i] = new Own(plan());
            }
        }
        return true;
    }

    /** Where each sequence begins when those before it are counted with the rows of all axes. */
    private int[] rows(Frame frame) {
        List<Integer> axes = entry(frame).axes();
        int[] first = frame.starts(axes.getFirst());
        if (axes.size() == 1) {
            return first;
        }
        int count = frame.sequences() + 1;
        if (sums.length < count) {
            sums = new int[Math.max(64, count)];
        }
        System.arraycopy(first, 0, sums, 0, count);
        for (int a = 1; a < axes.size(); a++) {
            int[] more = frame.starts(axes.get(a));
            for (int i = 0; i < count; i++) {
                sums[i] += more[i];
            }
        }
        return sums;
    }

    /** The batch that {@link #run} computes, and where its results go. */
    public void of(Frame frame, Results wanted, float[] into, CallLimit limit) {
        this.limit = limit;
        this.batch = frame;
        this.results = wanted;
        this.values = into;
    }

    /** Lets go of the batch. */
    public void clear() {
        batch = null;
        values = null;
        limit = CallLimit.NONE;
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    @Override
    public void run(Frame frame, Worker worker) {
        Own own = owns[worker.index()];
        for (int piece = worker.claim(); piece < cut.pieces(); piece = worker.claim()) {
            compute(piece, own);
        }
    }

    private void compute(int piece, Own own) {
        Frame frame = own.frame;
        fill(piece, own);
        EntryPlan entry = entry(frame);
        float[] arena = arenas.take(ArenaPool.floats(entry, frame, 1));
        try {
            int scratchBegin = Math.toIntExact(entry.arena().floats(frame));
            int scratchFloats = Math.toIntExact(entry.scratch().floats(frame));
            frame.work(batch.weights(), batch.narrowPanels(), arena, scratchBegin, scratchFloats, batch.output());
            own.alone.begin(limit);
            program.run(frame, own.alone);
            for (int i = 0; i < frame.sequences(); i++) {
                int sequence = cut.sequence(cut.first(piece) + i);
                results.copy(
                        frame,
                        results.firstRow(frame, i),
                        results.rows(frame, i),
                        values,
                        results.firstRow(batch, sequence));
            }
        } finally {
            frame.clear();
            arenas.give(arena);
        }
    }

    private EntryPlan entry(Frame frame) {
        return plan().entries().get(frame.entry());
    }

    private void fill(int piece, Own own) {
        own.frame.begin(batch.entry(), cut.end(piece) - cut.first(piece));
        EntryPlan entry = entry(batch);
        for (int i = 0; i < entry.axes().size(); i++) { // by place: an iterator would be allocated for each piece
            axis(piece, own, entry.axes().get(i));
        }
        for (int i = 0; i < entry.inputs().size(); i++) {
            int input = entry.inputs().get(i);
            input(piece, own, input, plan().inputs().get(input).axis());
        }
    }

    private void axis(int piece, Own own, int axis) {
        int sequences = cut.end(piece) - cut.first(piece);
        if (own.starts[axis].length <= sequences) {
            own.starts[axis] = new int[Math.max(64, sequences + 1)];
        }
        int[] all = batch.starts(axis);
        int rows = 0;
        for (int i = 0; i < sequences; i++) {
            int sequence = cut.sequence(cut.first(piece) + i);
            rows += all[sequence + 1] - all[sequence];
            own.starts[axis][i + 1] = rows;
        }
        own.frame.axis(axis, own.starts[axis]);
    }

    private void input(int piece, Own own, int input, int axis) {
        int[] all = batch.starts(axis);
        int[] starts = own.starts[axis];
        int sequences = cut.end(piece) - cut.first(piece);
        if (own.indices[input].length < starts[sequences]) {
            own.indices[input] = new int[Math.max(512, 2 * starts[sequences])];
        }
        for (int i = 0; i < sequences; i++) {
            int begin = all[cut.sequence(cut.first(piece) + i)];
            System.arraycopy(batch.indices(input), begin, own.indices[input], starts[i], starts[i + 1] - starts[i]);
        }
        own.frame.indices(input, own.indices[input]);
    }
}
