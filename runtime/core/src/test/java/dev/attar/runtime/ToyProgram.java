package dev.attar.runtime;

import dev.attar.runtime.kernel.EntryPlan.Output;
import dev.attar.runtime.kernel.EntryPlan.Rows;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Slot.Layout;
import dev.attar.runtime.kernel.Slot.Source;
import dev.attar.runtime.kernel.Worker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A program written by hand: each token's row is its table row plus its segment, made through the member's scratch memory;
 * each sequence's row is the sum of its tokens' rows.
 */
final class ToyProgram implements Program {
    static final int VOCABULARY = 50;
    static final int CONTEXT = 40;
    static final int COLUMNS = 5;
    static final int TOKENS = 0;
    static final int SUMS = 1;
    private static final int STRIDE = 16;

    private final TokenPlan.Memory arena;

    /** Called with step and member in each task; a test can make trouble here. */
    private final BiConsumer<Integer, Integer> inTask;

    ToyProgram() {
        this((_, _) -> {});
    }

    ToyProgram(BiConsumer<Integer, Integer> inTask) {
        this(TokenPlan.arena(2 * STRIDE, STRIDE, 1), inTask);
    }

    ToyProgram(TokenPlan.Memory arena, BiConsumer<Integer, Integer> inTask) {
        this.arena = arena;
        this.inTask = inTask;
    }

    static Weights weights() {
        float[] table = new float[VOCABULARY * COLUMNS];
        for (int i = 0; i < table.length; i++) {
            table[i] = i * 0.25f;
        }
        return Weights.of(Map.of("table", FloatTensor.of(table, VOCABULARY, COLUMNS)));
    }

    /** What the program must answer. */
    static float[] tokenRow(int id, int segment) {
        float[] row = new float[COLUMNS];
        for (int c = 0; c < COLUMNS; c++) {
            row[c] = (id * COLUMNS + c) * 0.25f + segment;
        }
        return row;
    }

    static float[] sumRow(int... ids) {
        float[] sum = new float[COLUMNS];
        for (int id : ids) {
            for (int c = 0; c < COLUMNS; c++) {
                sum[c] += tokenRow(id, 0)[c];
            }
        }
        return sum;
    }

    @Override
    public ProgramPlan plan() {
        Slot table = new Slot(
                "table",
                List.of(VOCABULARY, COLUMNS),
                Optional.empty(),
                new Layout.Rows(STRIDE),
                16,
                0,
                Source.WEIGHTS);
        return TokenPlan.of(
                "Toy",
                1,
                CONTEXT,
                TokenPlan.limits(VOCABULARY, CONTEXT, 3),
                List.of(table),
                16 + VOCABULARY * STRIDE,
                arena,
                List.of(
                        new Output("tokens", Rows.ofAxis(0), COLUMNS, STRIDE, new SizeFormula(0)),
                        new Output("sums", Rows.PER_SEQUENCE, COLUMNS, COLUMNS, SizeFormula.perRow(STRIDE, 0))));
    }

    @Override
    public void run(Frame frame, Worker worker) {
        float[] arena = frame.arena();
        int scratch = frame.scratch(worker);
        int tokens = frame.rows(0);
        int[] starts = frame.starts(0);
        for (int t = worker.claim(); t < tokens; t = worker.claim()) {
            inTask.accept(0, worker.index());
            for (int c = 0; c < COLUMNS; c++) {
                float value = weight(frame.weights(), 16 + frame.indices(0)[t] * STRIDE + c) + frame.indices(1)[t];
                arena[scratch + c] = value;
            }
            for (int c = 0; c < COLUMNS; c++) {
                arena[t * STRIDE + c] = arena[scratch + c];
            }
        }
        worker.barrier();
        if (frame.output() == TOKENS) {
            return;
        }
        for (int s = worker.claim(); s < frame.sequences(); s = worker.claim()) {
            inTask.accept(1, worker.index());
            for (int c = 0; c < COLUMNS; c++) {
                float sum = 0;
                for (int t = starts[s]; t < starts[s + 1]; t++) {
                    sum += arena[t * STRIDE + c];
                }
                arena[tokens * STRIDE + s * COLUMNS + c] = sum;
            }
        }
    }

    private static float weight(MemorySegment floats, long index) {
        return floats.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
