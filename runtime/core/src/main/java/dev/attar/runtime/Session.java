package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.ProgramPlan.ArenaPlan;
import dev.attar.runtime.kernel.ProgramPlan.Output;
import dev.attar.runtime.workers.Team;
import dev.attar.runtime.workers.WorkerPool;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A program with its weights, ready to be called by any number of threads at once. The class generated for a model wraps
 * one. Holds memory outside the heap and a few daemon threads until it is closed.
 */
public final class Session implements AutoCloseable {
    private static final int[] NONE = {};

    private final ProgramSwitch programs;
    private final ProgramPlan plan;
    private final PackedWeights weights;
    private final ArenaPool arenas;
    private final WorkerPool workers;
    private volatile int[] zeros = NONE; // segment ids for those who give none
    private boolean closed;

    private Session(ProgramSwitch programs, PackedWeights weights, Options options) {
        this.plan = programs.plan();
        this.weights = weights;
        this.programs = programs;
        this.arenas = new ArenaPool(Math.max(4, 2 * options.threads()));
        this.workers = new WorkerPool(plan.model(), options.threads());
    }

    /**
     * Checks the weights against the program's plan and packs them. They can be closed afterwards.
     *
     * @throws WeightsException when they do not fit, with every difference; when a value is NaN or infinite; when there is
     *     no memory for them
     */
    public static Session open(Program program, Weights weights, Options options) {
        PackedWeights packed = PackedWeights.of(program.plan(), weights);
        return new Session(ProgramSwitch.always(program), packed, options);
    }

    /**
     * The same with the width that the options ask for; where they leave it open, with the width that suits the machine. Then the
     * scalar program answers until HotSpot has compiled the vectors, which takes some seconds and happens in a thread of its
     * own. Nobody sees a difference but speed.
     *
     * @param programs the program of each width, all packed alike
     */
    public static Session open(Function<Width, Program> programs, Weights weights, Options options) {
        if (!WidthChoice.isOpen(options)) {
            return open(programs.apply(WidthChoice.of(options).width()), weights, options);
        }
        Program plain = programs.apply(Width.SCALAR);
        Supplier<Program> suits = () -> {
            Width width = WidthChoice.of(options).width();
            return width == Width.SCALAR ? plain : programs.apply(width);
        };
        return open(plain, suits, weights, options);
    }

    /** The same with both programs given: {@code first} answers until {@code last} is faster. */
    static Session open(Program first, Supplier<Program> last, Weights weights, Options options) {
        PackedWeights packed = PackedWeights.of(first.plan(), weights);
        return new Session(ProgramSwitch.of(first, last, packed.floats(), options.threads()), packed, options);
    }

    /**
     * Returns when calls run as fast as they ever will, after a few seconds at most: for servers that would rather wait than
     * answer slower at first. Without it the same happens in the background. When the thread is interrupted it returns early,
     * interrupted.
     */
    public void warmUp() {
        programs.warmUp();
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
     */
    public Matrix run(Batch batch, int output) {
        workers.checkOpen();
        Output wanted = plan.outputs().get(output);
        InputCheck.check(batch, plan.model(), plan.limits());
        Program program = programs.begin();
        try (Team team = workers.gather()) {
            int longest = Math.ceilDiv(batch.longest(), 16) * 16;
            float[] arena = arenaFor(program, batch, longest, team.size());
            try {
                team.run(program, frame(batch, longest, arena, output));
                return rows(batch, wanted, arena);
            } finally {
                arenas.give(arena);
            }
        } finally {
            programs.end();
        }
    }

    /** Waits for the calls in flight, then lets go of all memory and ends all threads. Later calls are refused. */
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

    private Frame frame(Batch batch, int longest, float[] arena, int output) {
        int[] segments = batch.hasSegments() ? batch.segments() : zeros(batch.tokens());
        return new Frame(
                weights.floats(),
                arena,
                batch.ids(),
                segments,
                batch.starts(),
                batch.tokens(),
                batch.sequences(),
                longest,
                output);
    }

    private float[] arenaFor(Program program, Batch batch, int longest, int members) {
        ArenaPlan needs = program.plan().arena();
        long floats;
        try {
            long scratch = Math.addExact(needs.scratchFixed(), Math.multiplyExact(needs.scratchPerPosition(), longest));
            long shared = Math.multiplyExact(needs.floatsPerToken(), batch.tokens());
            floats = Math.addExact(shared, Math.multiplyExact(scratch, members));
            return arenas.take(floats);
        } catch (ArithmeticException | OutOfMemoryError none) {
            throw tooLarge(batch, "the working memory", none);
        }
    }

    private Matrix rows(Batch batch, Output wanted, float[] arena) {
        int rows = switch (wanted.rows()) {
            case TOKENS -> batch.tokens();
            case SEQUENCES -> batch.sequences();
        };
        int columns = wanted.columns();
        int first = Math.toIntExact(wanted.floatsPerTokenBefore() * batch.tokens());
        float[] values;
        try {
            values = new float[Math.multiplyExact(rows, columns)];
        } catch (ArithmeticException | OutOfMemoryError none) {
            throw tooLarge(batch, "the result of " + rows + " rows of " + columns + " floats", none);
        }
        if (wanted.stride() == columns) {
            System.arraycopy(arena, first, values, 0, values.length);
        } else {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(arena, first + row * wanted.stride(), values, row * columns, columns);
            }
        }
        return new Matrix(rows, columns, values);
    }

    private int[] zeros(int count) {
        int[] known = zeros;
        if (known.length < count) {
            known = new int[Math.max(512, count)];
            zeros = known;
        }
        return known;
    }

    private InputException tooLarge(Batch batch, String what, Throwable cause) {
        String message = "a batch of " + batch.tokens() + " tokens is too large for " + what + " of " + plan.model()
                + ": split it, or give the JVM a larger heap (-Xmx)";
        InputException refused = new InputException(Reason.TOO_MANY_TOKENS, -1, -1, message);
        refused.initCause(cause);
        return refused;
    }
}
