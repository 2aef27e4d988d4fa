package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.batches.InputCheck;
import dev.attar.runtime.batches.Pieces;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.sessions.ArenaPool;
import dev.attar.runtime.sessions.CallRules;
import dev.attar.runtime.sessions.ProgramSwitch;
import dev.attar.runtime.sessions.Results;
import dev.attar.runtime.workers.Call;
import dev.attar.runtime.workers.CallLimit;
import dev.attar.runtime.workers.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A session whose calls are computed by the processor, on a few daemon threads. */
final class ProcessorSession extends Session {
    private static final int[] NONE = {};
    private static final float[] NO_ARENA = {};
    private static final int MOST_IDLE = 8;

    private final ProgramSwitch programs;
    private final ProgramPlan plan;
    private final PackedWeights weights;
    private final int narrowPanels;
    private final int segmentInput; // -1: none
    private final ArenaPool arenas;
    private final WorkerPool workers;
    private final List<List<Results>> results; // by entry point, by output
    private final CallRules rules;
    private final List<Pieces> idlePieces = new ArrayList<>();
    private volatile int[] zeros = NONE; // segment ids for those who give none
    private boolean closed;

    private ProcessorSession(ProgramSwitch programs, PackedWeights weights, Options options) {
        this.programs = programs;
        this.plan = programs.plan();
        this.weights = weights;
        this.narrowPanels = weights.plan().narrowPanels();
        this.segmentInput = plan.inputNumber(InputNames.SEGMENTS);
        this.results = plan.entries().stream()
                .map(entry -> entry.outputs().stream().map(Results::new).toList())
                .toList();
        this.rules = new CallRules(options);
        this.arenas = new ArenaPool(Math.max(4, 2 * options.threads()));
        this.workers = new WorkerPool(plan.model(), options.threads());
    }

    /** On weights that are packed for the program; the session closes them. */
    static ProcessorSession of(Program program, PackedWeights packed, Options options) {
        return new ProcessorSession(ProgramSwitch.always(program, packed, options.threads()), packed, options);
    }

    /** On weights that are packed, with both programs given: {@code first} answers until {@code last} is faster. */
    static ProcessorSession of(Program first, Supplier<Program> last, PackedWeights packed, Options options) {
        return new ProcessorSession(ProgramSwitch.of(first, last, packed, options.threads()), packed, options);
    }

    @Override
    public void warmUp() {
        programs.warmUp();
    }

    @Override
    public String computedBy() {
        return "the processor";
    }

    @Override
    public ProgramPlan plan() {
        return plan;
    }

    @Override
    public Matrix run(int entry, Batch batch, int output) {
        Call call = workers.begin();
        try {
            batch.into(call.frame(), plan, entry, zeros(batch.mostTokens()));
            return checked(call, output);
        } finally {
            workers.end(call);
        }
    }

    @Override
    public Matrix run(int entry, CallInputs inputs, int output) {
        Call call = workers.begin();
        try {
            inputs.check(this);
            inputs.into(call.frame(), entry);
            return checked(call, output);
        } finally {
            workers.end(call);
        }
    }

    @Override
    public int run(int entry, CallInputs inputs, int output, float[] into, int row) {
        Call call = workers.begin();
        try {
            inputs.check(this);
            inputs.into(call.frame(), entry);
            call.limit(rules.limit());
            InputCheck.check(call.frame(), plan);
            return compute(call, results.get(entry).get(output), output, into, row);
        } finally {
            workers.end(call);
        }
    }

    @Override
    public CallState state() {
        return new HeapState(this);
    }

    private int compute(Call call, Results wanted, int output, float[] into, int row) {
        Program program = programs.begin();
        try {
            int rows = wanted.rows(call.frame());
            int columns = wanted.output().columns();
            Objects.checkFromIndexSize((long) row * columns, (long) rows * columns, into.length);
            together(call, program, wanted, output, into, row);
            rules.check(plan.model(), into, row * columns, rows * columns, columns);
            return rows;
        } catch (CallLimit.Ended early) {
            throw rules.ended(plan.model(), early);
        } catch (InternalError gone) {
            throw weights.explained(gone);
        } finally {
            programs.end();
        }
    }

    private Matrix checked(Call call, int output) {
        call.limit(rules.limit());
        InputCheck.check(call.frame(), plan);
        Results wanted = results.get(call.frame().entry()).get(output);
        float[] values = compute(call, wanted, output);
        int columns = wanted.output().columns();
        return new Matrix(values.length / columns, columns, values);
    }

    @Override
    public float[] run(int entry, int[] ids, int output) {
        Call call = workers.begin();
        try {
            call.limit(rules.limit());
            Results wanted = results.get(entry).get(output);
            int axis = plan.axisNumber(InputNames.TOKENS);
            int input = plan.inputNumber(InputNames.IDS);
            InputCheck.checkTokensSuffice(plan, entry, axis);
            InputCheck.checkLength(0, ids.length, plan, axis);
            int[] copy = call.copyOf(ids); // what is checked cannot be changed by the caller
            InputCheck.checkValues(copy, ids.length, plan.model(), plan.inputs().get(input));
            Frame frame = call.frame();
            frame.begin(entry, 1);
            frame.axis(axis, call.oneSequence(ids.length));
            frame.indices(input, copy);
            if (segmentInput >= 0) {
                frame.indices(segmentInput, zeros(ids.length));
            }
            return compute(call, wanted, output);
        } finally {
            workers.end(call);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            programs.close();
            workers.close();
            arenas.close();
            weights.close();
        }
    }

    private float[] compute(Call call, Results wanted, int output) {
        try {
            float[] values = computed(call, wanted, output);
            rules.check(plan.model(), values, 0, values.length, wanted.output().columns());
            return values;
        } catch (CallLimit.Ended early) {
            throw rules.ended(plan.model(), early);
        }
    }

    private float[] computed(Call call, Results wanted, int output) {
        Frame frame = call.frame();
        Program program = programs.begin();
        boolean separable = plan.entries().get(frame.entry()).separable();
        Pieces pieces = frame.sequences() > 1 && separable && program.mayBeCut() ? takePieces(program) : null;
        try {
            if (pieces != null && pieces.suit(frame, call.most())) {
                float[] values = valuesFor(frame, wanted);
                frame.work(weights.floats(), narrowPanels, NO_ARENA, 0, 0, output);
                pieces.of(frame, wanted, values, call.limit());
                inPieces(call, pieces);
                return values;
            }
            float[] values = valuesFor(frame, wanted);
            together(call, program, wanted, output, values, 0);
            return values;
        } catch (InternalError gone) {
            throw weights.explained(gone);
        } finally {
            programs.end();
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
    private void together(Call call, Program program, Results results, int output, float[] into, int row) {
        Frame frame = call.frame();
        float[] arena = arenaFor(program, frame, call.most());
        try {
            EntryPlan entry = program.plan().entries().get(frame.entry());
            int scratchBegin = Math.toIntExact(entry.arena().floats(frame));
            int scratchFloats = Math.toIntExact(entry.scratch().floats(frame));
            frame.work(weights.floats(), narrowPanels, arena, scratchBegin, scratchFloats, output);
            call.run(program);
            results.copy(frame, 0, results.rows(frame), into, row);
        } finally {
            arenas.give(arena);
        }
    }

    private float[] arenaFor(Program program, Frame frame, int members) {
        try {
            EntryPlan entry = program.plan().entries().get(frame.entry());
            return arenas.take(ArenaPool.floats(entry, frame, members));
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

    private Pieces takePieces(Program program) {
        synchronized (idlePieces) {
            while (!idlePieces.isEmpty()) {
                Pieces pieces = idlePieces.removeLast();
                if (pieces.areOf(program)) {
                    return pieces;
                }
            }
        }
        return new Pieces(program, arenas);
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

    private String sizeOf(Frame frame) {
        int axis = plan.entries().get(frame.entry()).axes().getFirst();
        return frame.rows(axis) + " " + plan.axes().get(axis).name();
    }

    private InputException tooLarge(Frame frame, String what, Throwable cause) {
        String message = "a batch of " + sizeOf(frame) + " is too large for " + what + " of " + plan.model()
                + ": split it, or give the JVM a larger heap (-Xmx)";
        InputException refused = new InputException(Reason.TOO_MANY_TOKENS, -1, -1, message);
        refused.initCause(cause);
        return refused;
    }
}
