package dev.attar.runtime;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import dev.attar.runtime.workers.CallLimit;
import dev.attar.runtime.workers.Soloist;
import java.util.Arrays;

/**
 * A batch of several sequences in pieces, each of which one worker computes alone from the first step to the last: the
 * activations of a piece stay in its cache, and nobody waits for anybody before the end. Used again for later batches.
 */
final class Pieces implements Program {
    private final Program program;
    private final ArenaPool arenas;
    private final Cut cut = new Cut();
    private Own[] owns = {};
    private Frame batch;
    private Results results;
    private float[] values;
    private CallLimit limit = CallLimit.NONE;

    /** What one worker needs: the inputs of its piece. */
    private static final class Own {
        final Frame frame = new Frame();
        final Soloist alone = new Soloist();
        int[] ids = {};
        int[] segments = {};
        int[] starts = {};
    }

    Pieces(Program program, ArenaPool arenas) {
        this.program = program;
        this.arenas = arenas;
    }

    /** Whether this program computes them. */
    boolean areOf(Program other) {
        return program == other;
    }

    /** Whether this batch is better computed in pieces by so many workers. */
    boolean suit(Frame frame, int members) {
        if (!cut.of(frame.starts(), frame.sequences(), members)) {
            return false;
        }
        if (owns.length < members) {
            owns = new Own[members];
            for (int i = 0; i < members; i++) {
                owns[i] = new Own();
            }
        }
        return true;
    }

    /** The batch that {@link #run} computes, and where its results go. */
    void of(Frame frame, Results wanted, float[] into, CallLimit limit) {
        this.limit = limit;
        this.batch = frame;
        this.results = wanted;
        this.values = into;
    }

    /** Lets go of the batch. */
    void clear() {
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
        float[] arena = arenas.take(ArenaPool.floats(plan().arena(), frame.tokens(), frame.longest(), 1));
        try {
            frame.work(batch.weights(), batch.halved(), arena, batch.output());
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

    private void fill(int piece, Own own) {
        int sequences = cut.end(piece) - cut.first(piece);
        own.starts = sequences < own.starts.length ? own.starts : new int[Math.max(64, sequences + 1)];
        int tokens = 0;
        for (int i = 0; i < sequences; i++) {
            int sequence = cut.sequence(cut.first(piece) + i);
            int begin = batch.starts()[sequence];
            int length = batch.starts()[sequence + 1] - begin;
            if (own.ids.length < tokens + length) {
                int room = Math.max(512, 2 * (tokens + length));
                own.ids = Arrays.copyOf(own.ids, room);
                own.segments = Arrays.copyOf(own.segments, room);
            }
            System.arraycopy(batch.ids(), begin, own.ids, tokens, length);
            System.arraycopy(batch.segments(), begin, own.segments, tokens, length);
            tokens += length;
            own.starts[i + 1] = tokens;
        }
        own.frame.inputs(own.ids, own.segments, own.starts, sequences);
    }
}
