package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.workers.Call;
import dev.attar.runtime.workers.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with its weights, ready to be called by any number of threads at once. The class generated for a model wraps
 * one. Holds memory outside the heap and a few daemon threads until it is closed.
 */
public final class Session implements AutoCloseable {
    private static final int[] NONE = {};
    private static final float[] NO_ARENA = {};
    private static final int MOST_IDLE = 8;

    private final Program program;
    private final ProgramPlan plan;
    private final PackedWeights weights;
    private final ArenaPool arenas;
    private final WorkerPool workers;
    private final List<Results> results;
    private final List<Pieces> idlePieces = new ArrayList<>();
    private volatile int[] zeros = NONE; // segment ids for those who give none
    private boolean closed;

    private Session(Program program, ProgramPlan plan, PackedWeights weights, Options options) {
        this.program = program;
        this.plan = plan;
        this.weights = weights;
        this.results = plan.outputs().stream().map(Results::new).toList();
        this.arenas = new ArenaPool(Math.max(4, 2 * options.threads()));
        this.workers = new WorkerPool(plan.model(), options.threads());
    }

    /**
     * Checks the weights against the program's plan and packs them; those of a packed file are used where they are. They can
     * be closed afterwards.
     *
     * @throws WeightsException when they do not fit, with every difference; when a value is NaN or infinite; when there is
     *     no memory for them
     */
    public static Session open(Program program, Weights weights, Options options) {
        ProgramPlan plan = program.plan();
        return new Session(program, plan, PackedWeights.of(plan, weights, options.threads()), options);
    }

    /** What the program said about itself. */
    public ProgramPlan plan() {
        return plan;
    }

    /**
     * Computes one output for a batch. A row is the same, bit for bit, whatever else is in the batch and however many
     * threads work on it.
     *
     * @param output index into {@link ProgramPlan#outputs()}
     * @return a row for each token or each sequence of the batch, as the output says, in the batch's order
     * @throws InputException when the model does not accept the batch
     * @throws IllegalStateException when the session is closed
     * @throws WeightsException when the packed file that it runs on has shrunk meanwhile, and the JVM can tell (in vector
     *     code it cannot, and ends)
     */
    public Matrix run(Batch batch, int output) {
        Call call = workers.begin();
        try {
            Results wanted = results.get(output);
            InputCheck.check(batch, plan.model(), plan.limits());
            int[] segments = batch.hasSegments() ? batch.segments() : zeros(batch.tokens());
            call.frame().inputs(batch.ids(), segments, batch.starts(), batch.sequences());
            float[] values = compute(call, wanted, output);
            return new Matrix(
                    values.length / wanted.output().columns(), wanted.output().columns(), values);
        } finally {
            workers.end(call);
        }
    }

    /**
     * Computes one output for one sequence of token ids, all of the first segment.
     *
     * @param output index into {@link ProgramPlan#outputs()}
     * @return the values, row by row: one row where the output has one for each sequence
     * @throws InputException when the model does not accept the sequence
     * @throws IllegalStateException when the session is closed
     */
    public float[] run(int[] ids, int output) {
        Call call = workers.begin();
        try {
            Results wanted = results.get(output);
            InputCheck.checkLength(0, ids.length, plan.model(), plan.limits());
            int[] copy = call.input(ids, zeros(ids.length)); // what is checked cannot be changed by the caller
            InputCheck.checkIds(copy, 0, ids.length, 0, plan.model(), plan.limits());
            return compute(call, wanted, output);
        } finally {
            workers.end(call);
        }
    }

    /** Waits for the calls in flight, then lets go of all memory and ends all threads. Later calls are refused. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            workers.close();
            arenas.close();
            weights.close();
        }
    }

    private float[] compute(Call call, Results wanted, int output) {
        Frame frame = call.frame();
        Pieces pieces = frame.sequences() > 1 && program.mayBeCut() ? takePieces() : null;
        try {
            if (pieces != null && pieces.suit(frame, call.most())) {
                float[] values = valuesFor(frame, wanted);
                frame.work(weights.floats(), NO_ARENA, output);
                pieces.of(frame, wanted, values);
                inPieces(call, pieces);
                return values;
            }
            return together(call, wanted, output);
        } catch (InternalError gone) {
            throw weights.explained(gone);
        } finally {
            if (pieces != null) {
                pieces.clear();
                givePieces(pieces);
            }
        }
    }

    private void inPieces(Call call, Pieces pieces) {
        try {
            call.run(pieces);
        } catch (ArithmeticException | OutOfMemoryError none) {
            throw tooLarge(call.frame(), "the working memory", none);
        }
    }

    /** The whole batch at once, with the steps shared out among the workers. */
    private float[] together(Call call, Results results, int output) {
        Frame frame = call.frame();
        float[] arena = arenaFor(frame, call.most());
        try {
            frame.work(weights.floats(), arena, output);
            call.run(program);
            float[] values = valuesFor(frame, results);
            results.copy(frame, 0, results.rows(frame), values, 0);
            return values;
        } finally {
            arenas.give(arena);
        }
    }

    private float[] arenaFor(Frame frame, int members) {
        try {
            return arenas.take(ArenaPool.floats(plan.arena(), frame.tokens(), frame.longest(), members));
        } catch (ArithmeticException | OutOfMemoryError none) {
            throw tooLarge(frame, "the working memory", none);
        }
    }

    private float[] valuesFor(Frame frame, Results results) {
        int rows = results.rows(frame);
        int columns = results.output().columns();
        try {
            return new float[Math.multiplyExact(rows, columns)];
        } catch (ArithmeticException | OutOfMemoryError none) {
            throw tooLarge(frame, "the result of " + rows + " rows of " + columns + " floats", none);
        }
    }

    private Pieces takePieces() {
        synchronized (idlePieces) {
            return idlePieces.isEmpty() ? new Pieces(program, arenas) : idlePieces.removeLast();
        }
    }

    private void givePieces(Pieces pieces) {
        synchronized (idlePieces) {
            if (idlePieces.size() < MOST_IDLE) {
                idlePieces.add(pieces);
            }
        }
    }

    private int[] zeros(int count) {
        int[] known = zeros;
        if (known.length < count) {
            known = new int[Math.max(512, count)];
            zeros = known;
        }
        return known;
    }

    private InputException tooLarge(Frame frame, String what, Throwable cause) {
        String message = "a batch of " + frame.tokens() + " tokens is too large for " + what + " of " + plan.model()
                + ": split it, or give the JVM a larger heap (-Xmx)";
        InputException refused = new InputException(Reason.TOO_MANY_TOKENS, -1, -1, message);
        refused.initCause(cause);
        return refused;
    }
}
