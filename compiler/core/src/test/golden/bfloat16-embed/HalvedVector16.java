// Generated from model.attar (spec 0728f5e6, compiler 0.1.0, java-vector/512, tile 5x4, weights bf16). Do not edit.
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Worker;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Halved on vectors of 16 floats (java-vector/512, tile 5x4, weights bf16), in execution order:
 *
 * <pre>
 * 1    embeddings.placed (T,48)                 embed48IdsPosition
 * 2    embeddings.norm (T,48)                   norm48
 * 3    2 layers, each
 * 3.1  layer.attention.query+key+value (T,144)  linear48x144
 * 3.2  layer.attention.mixed (T,48)             attention3x16From144
 * 3.3  layer.attention.sum (T,48)               linear48x48Add
 * 3.4  layer.attention.norm (T,48)              norm48
 * 3.5  layer.feedforward.active (T,96)          linear48x96Relu
 * 3.6  layer.feedforward.sum (T,48)             linear96x48Add
 * 3.7  layer.feedforward.norm (T,48)            norm48
 *      output "hidden"
 * 4    head.pool (B,48)                         poolMean48
 *      output "unnormalized"
 * 5    head.normalized (B,48)                   normalize48PerSequence
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through. Those of products are bfloat16
 * (the upper half of a float, 2 bytes) and counted in such; layers lie {@code at} floats of 4 bytes apart.
 */
final class HalvedVector16 implements Program {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;

    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;

    private static final VectorShuffle<Float> DOWN_8 = VectorShuffle.iota(FLOATS, 8, 1, true);

    private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.iota(FLOATS, 4, 1, true);

    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.iota(FLOATS, 2, 1, true);

    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

    /**
     * The axis of tokens.
     */
    private static final int TOKENS = 0;

    /**
     * The input of token ids.
     */
    private static final int IDS = 0;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Halved",
            16,
            List.of(
                    new ProgramPlan.Axis("tokens", 24)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 40)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(40, 48), Optional.empty(),
                            new Slot.Layout.Rows(48), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.positions.weight", List.of(24, 48), Optional.empty(),
                            new Slot.Layout.Rows(48), 1920L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.weight", List.of(48), Optional.empty(),
                            new Slot.Layout.Rows(48), 3072L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.bias", List.of(48), Optional.empty(),
                            new Slot.Layout.Rows(48), 3120L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(48, 48),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 0, 144), 3168L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(48, 48),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 48, 144), 3168L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(48, 48),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 96, 144), 3168L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(144), 6624L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(144), 6672L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(144), 6720L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(48, 48),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 0, 48), 6768L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 7920L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 7968L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 8016L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(96, 48),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 0, 96), 8064L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.bias", List.of(96),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(96), 10368L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(48, 96),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Bfloat16Panels(64, 16, 0, 48), 10464L, 9744L,
                            Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 12768L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 12816L,
                            9744L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.bias", List.of(48),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(48), 12864L,
                            9744L, Slot.Source.WEIGHTS)),
            22656L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS),
                            SizeFormula.perRow(288, TOKENS),
                            new SizeFormula(400,
                                    List.of(new SizeFormula.Term(32, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            48, 48, SizeFormula.perRow(48, TOKENS)),
                                    new EntryPlan.Output("unnormalized",
                                            EntryPlan.Rows.PER_SEQUENCE, 48, 48,
                                            new SizeFormula(0)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.PER_SEQUENCE, 48,
                                            48, SizeFormula.perRow(48, TOKENS))))));

    @Override
    public ProgramPlan plan() {
        return PLAN;
    }

    @Override
    public void run(Frame frame, Worker worker) {
        forward(frame, worker);
    }

    /**
     * Into how many blocks T tokens are cut, each of which goes through fused steps on one worker; 0: too
     * few tokens, each step is shared out by itself.
     */
    private static int blocks(int T, int members) {
        if (members > 1 && T < 32 * members) return 0;
        return Math.ceilDiv(Math.ceilDiv(T, 128), members) * members;
    }

    /**
     * All steps of the entry point forward.
     */
    private static void forward(Frame frame, Worker worker) {
        int T = frame.rows(TOKENS);
        int blocks = blocks(T, worker.members());
        // 1  embeddings.placed (T,48)
        embed48IdsPosition(frame, worker, 0L, 1920L, 0);
        worker.barrier();
        // 2  embeddings.norm (T,48)
        norm48(frame, worker, 0, 3072L, 3120L, 48 * T);
        worker.barrier();
        for (int layer = 0; layer < 2; layer++) {
            long at = layer * 9744L;
            if (blocks > 0) {
                forwardRows3_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.1  layer.attention.query+key+value (T,144)
                linear48x144(frame, worker, 48 * T, 6336L + 2 * at, 6624L + at, 96 * T);
                worker.barrier();
            }
            // 3.2  layer.attention.mixed (T,48)
            attention3x16From144(frame, worker, 96 * T, 96 * T + 48, 96 * T + 96, 0);
            worker.barrier();
            if (blocks > 0) {
                forwardRows3_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.3  layer.attention.sum (T,48)
                linear48x48Add(frame, worker, 0, 13536L + 2 * at, 7920L + at, 48 * T, 96 * T);
                worker.barrier();
                // 3.4  layer.attention.norm (T,48)
                norm48(frame, worker, 96 * T, 7968L + at, 8016L + at, 144 * T);
                worker.barrier();
                // 3.5  layer.feedforward.active (T,96)
                linear48x96Relu(frame, worker, 144 * T, 16128L + 2 * at, 10368L + at, 192 * T);
                worker.barrier();
                // 3.6  layer.feedforward.sum (T,48)
                linear96x48Add(frame, worker, 192 * T, 20928L + 2 * at, 12768L + at, 144 * T,
                        96 * T);
                worker.barrier();
                // 3.7  layer.feedforward.norm (T,48)
                norm48(frame, worker, 96 * T, 12816L + at, 12864L + at, 48 * T);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        // 4  head.pool (B,48)
        poolMean48(frame, worker, 48 * T, 0);
        worker.barrier();
        if (frame.output() == 1) return;
        // 5  head.normalized (B,48)
        normalize48PerSequence(frame, worker, 0, 48 * T);
    }

    /**
     * Step 3.1, a block of tokens at a time.
     */
    private static void forwardRows3_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 9744L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,144)
            linear48x144Rows(arena, weights, 6624L + at, 6336L + 2 * at, 48 * T, 96 * T, begin,
                    end);
        }
    }

    /**
     * Steps 3.3 to 3.7, a block of tokens at a time.
     */
    private static void forwardRows3_3(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 9744L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,48)
            linear48x48AddRows(arena, weights, 7920L + at, 13536L + 2 * at, 0, 96 * T + 48 * own,
                    48 * T, begin, end);
            // 3.4  layer.attention.norm (T,48)
            norm48Rows(arena, weights, 96 * T + 48 * own, 144 * T + 48 * own, 7968L + at,
                    8016L + at, begin, end);
            // 3.5  layer.feedforward.active (T,96)
            linear48x96ReluRows(arena, weights, 10368L + at, 16128L + 2 * at, 144 * T + 48 * own,
                    192 * T + 96 * own, begin, end);
            // 3.6  layer.feedforward.sum (T,48)
            linear96x48AddRows(arena, weights, 12768L + at, 20928L + 2 * at, 192 * T + 96 * own,
                    96 * T + 48 * own, 144 * T + 48 * own, begin, end);
            // 3.7  layer.feedforward.norm (T,48)
            norm48Rows(arena, weights, 96 * T + 48 * own, 48 * T, 12816L + at, 12864L + at, begin,
                    end);
        }
    }

    /**
     * Step 1: y = tokens[ids] + positions[position]      -> y (T,48)
     */
    private static void embed48IdsPosition(Frame frame, Worker worker, long tokens, long positions,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int[] tokenIds = frame.indices(IDS);
        int[] starts = frame.starts(TOKENS);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = starts[s];
            int length = starts[s + 1] - start;
            for (int i = 0; i < length; i++) {
                int t = start + i;
                int idsRow = tokenIds[t];
                int positionRow = i;
                for (int c = 0; c < 48; c += 16) {
                    vector(weights, tokens + 48L * idsRow + c)
                            .add(vector(weights, positions + 48L * positionRow + c))
                            .intoArray(arena, y + 48 * t + c);
                }
            }
        }
    }

    /**
     * Steps 2, 3.4, 3.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,48) -> y (T,48)
     */
    private static void norm48(Frame frame, Worker worker, int x, long gamma, long beta, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm48Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,48) -> y (T,48) on rows begin to end
     */
    private static void norm48Rows(float[] arena, MemorySegment weights, int x, int y, long gamma,
            long beta, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 48; c += 16) {
                sum0 = sum0.add(vector(arena, x + 48 * t + c));
            }
            float sum = sumOf(sum0);
            float mean = sum / 48.0f;
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 48; c += 16) {
                squares0 = squares0.add(vector(arena, x + 48 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean)).mul(vector(arena, x + 48 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
            }
            float squares = sumOf(squares0);
            float scale = 1.0f / (float) Math.sqrt(squares / 48.0f + 1.0E-12f);
            for (int c = 0; c < 48; c += 16) {
                vector(arena, x + 48 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 48 * t + c);
            }
        }
    }

    /**
     * Step 3.1: y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144)
     */
    private static void linear48x144(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int panel = task / beginCount * 64;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear48x144Panel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144) on one panel and rows begin to end
     */
    private static void linear48x144Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int panel, int begin, int end) {
        int n = panel;
        for (; n + 64 <= Math.min(panel + 64, 144); n += 64) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
                switch (rows) {
                    case 5 -> linear48x144Tile5x64(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear48x144Tile4x64(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear48x144Tile3x64(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear48x144Tile2x64(arena, weights, bias, w, x, y, n, t);
                    default -> linear48x144Tile1x64(arena, weights, bias, w, x, y, n, t);
                }
            }
        }
        for (; n + 16 <= Math.min(panel + 64, 144); n += 16) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
                switch (rows) {
                    case 5 -> linear48x144Tile5x16(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear48x144Tile4x16(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear48x144Tile3x16(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear48x144Tile2x16(arena, weights, bias, w, x, y, n, t);
                    default -> linear48x144Tile1x16(arena, weights, bias, w, x, y, n, t);
                }
            }
        }
    }

    /**
     * y = x w^T + bias on 5 rows of 64
     */
    private static void linear48x144Tile5x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.intoArray(arena, y + 144 * t + n);
        c01.intoArray(arena, y + 144 * t + n + 16);
        c02.intoArray(arena, y + 144 * t + n + 32);
        c03.intoArray(arena, y + 144 * t + n + 48);
        c10.intoArray(arena, y + 144 * t + n + 144);
        c11.intoArray(arena, y + 144 * t + n + 160);
        c12.intoArray(arena, y + 144 * t + n + 176);
        c13.intoArray(arena, y + 144 * t + n + 192);
        c20.intoArray(arena, y + 144 * t + n + 288);
        c21.intoArray(arena, y + 144 * t + n + 304);
        c22.intoArray(arena, y + 144 * t + n + 320);
        c23.intoArray(arena, y + 144 * t + n + 336);
        c30.intoArray(arena, y + 144 * t + n + 432);
        c31.intoArray(arena, y + 144 * t + n + 448);
        c32.intoArray(arena, y + 144 * t + n + 464);
        c33.intoArray(arena, y + 144 * t + n + 480);
        c40.intoArray(arena, y + 144 * t + n + 576);
        c41.intoArray(arena, y + 144 * t + n + 592);
        c42.intoArray(arena, y + 144 * t + n + 608);
        c43.intoArray(arena, y + 144 * t + n + 624);
    }

    /**
     * y = x w^T + bias on 4 rows of 64
     */
    private static void linear48x144Tile4x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.intoArray(arena, y + 144 * t + n);
        c01.intoArray(arena, y + 144 * t + n + 16);
        c02.intoArray(arena, y + 144 * t + n + 32);
        c03.intoArray(arena, y + 144 * t + n + 48);
        c10.intoArray(arena, y + 144 * t + n + 144);
        c11.intoArray(arena, y + 144 * t + n + 160);
        c12.intoArray(arena, y + 144 * t + n + 176);
        c13.intoArray(arena, y + 144 * t + n + 192);
        c20.intoArray(arena, y + 144 * t + n + 288);
        c21.intoArray(arena, y + 144 * t + n + 304);
        c22.intoArray(arena, y + 144 * t + n + 320);
        c23.intoArray(arena, y + 144 * t + n + 336);
        c30.intoArray(arena, y + 144 * t + n + 432);
        c31.intoArray(arena, y + 144 * t + n + 448);
        c32.intoArray(arena, y + 144 * t + n + 464);
        c33.intoArray(arena, y + 144 * t + n + 480);
    }

    /**
     * y = x w^T + bias on 3 rows of 64
     */
    private static void linear48x144Tile3x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.intoArray(arena, y + 144 * t + n);
        c01.intoArray(arena, y + 144 * t + n + 16);
        c02.intoArray(arena, y + 144 * t + n + 32);
        c03.intoArray(arena, y + 144 * t + n + 48);
        c10.intoArray(arena, y + 144 * t + n + 144);
        c11.intoArray(arena, y + 144 * t + n + 160);
        c12.intoArray(arena, y + 144 * t + n + 176);
        c13.intoArray(arena, y + 144 * t + n + 192);
        c20.intoArray(arena, y + 144 * t + n + 288);
        c21.intoArray(arena, y + 144 * t + n + 304);
        c22.intoArray(arena, y + 144 * t + n + 320);
        c23.intoArray(arena, y + 144 * t + n + 336);
    }

    /**
     * y = x w^T + bias on 2 rows of 64
     */
    private static void linear48x144Tile2x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.intoArray(arena, y + 144 * t + n);
        c01.intoArray(arena, y + 144 * t + n + 16);
        c02.intoArray(arena, y + 144 * t + n + 32);
        c03.intoArray(arena, y + 144 * t + n + 48);
        c10.intoArray(arena, y + 144 * t + n + 144);
        c11.intoArray(arena, y + 144 * t + n + 160);
        c12.intoArray(arena, y + 144 * t + n + 176);
        c13.intoArray(arena, y + 144 * t + n + 192);
    }

    /**
     * y = x w^T + bias on 1 row of 64
     */
    private static void linear48x144Tile1x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 144 * t + n);
        c1.intoArray(arena, y + 144 * t + n + 16);
        c2.intoArray(arena, y + 144 * t + n + 32);
        c3.intoArray(arena, y + 144 * t + n + 48);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear48x144Tile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 1536, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b = widened(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 192]);
            c4 = a4.fma(b, c4);
        }

        c0.intoArray(arena, y + 144 * t + n);
        c1.intoArray(arena, y + 144 * t + n + 144);
        c2.intoArray(arena, y + 144 * t + n + 288);
        c3.intoArray(arena, y + 144 * t + n + 432);
        c4.intoArray(arena, y + 144 * t + n + 576);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear48x144Tile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 1536, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b = widened(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c3 = a3.fma(b, c3);
        }

        c0.intoArray(arena, y + 144 * t + n);
        c1.intoArray(arena, y + 144 * t + n + 144);
        c2.intoArray(arena, y + 144 * t + n + 288);
        c3.intoArray(arena, y + 144 * t + n + 432);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear48x144Tile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 1536, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b = widened(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c2 = a2.fma(b, c2);
        }

        c0.intoArray(arena, y + 144 * t + n);
        c1.intoArray(arena, y + 144 * t + n + 144);
        c2.intoArray(arena, y + 144 * t + n + 288);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear48x144Tile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 1536, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b = widened(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c1 = a1.fma(b, c1);
        }

        c0.intoArray(arena, y + 144 * t + n);
        c1.intoArray(arena, y + 144 * t + n + 144);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear48x144Tile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c = initial;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 1536, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b = widened(panel, 16L * k);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c = a.fma(b, c);
        }

        c.intoArray(arena, y + 144 * t + n);
    }

    /**
     * y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144) on rows begin to end
     */
    private static void linear48x144Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int panel = 0; panel < 192; panel += 64) {
            linear48x144Panel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * Step 3.2: y = softmax(q k^T / sqrt(16)) v, 3 heads      q, k, v (T,48) -> y (T,48)
     */
    private static void attention3x16From144(Frame frame, Worker worker, int q, int k, int v,
            int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int L = frame.longest(TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 16 * L;
        int p = vh + 16 * L;
        int inverse = p + 288;
        int parts = inverse + 16;
        int tasks = B * 3;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 3;
            int h = task % 3;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention3x16From144Turn(arena, kt, k, length, h, start);
            attention3x16From144Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention3x16From144Rows6(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 5 -> attention3x16From144Rows5(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention3x16From144Rows4(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention3x16From144Rows3(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention3x16From144Rows2(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    default -> attention3x16From144Rows1(arena, kt, q, p, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,16) -> kt (16,length)
     */
    private static void attention3x16From144Turn(float[] arena, int kt, int k, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d++) {
                arena[kt + 15 * (j & -16) + 16 * d + j] = arena[k + 144 * start + 144 * j + 16 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,16) -> vh (length,16)
     */
    private static void attention3x16From144Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d += 16) {
                vector(arena, v + 144 * start + 144 * j + 16 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention3x16From144Rows6(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores6x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores6x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144SoftmaxLargest6(arena, p, parts, length);
        attention3x16From144SoftmaxFromLargest6(arena, parts, p, length);
        attention3x16From144SoftmaxSum6(arena, p, parts, length);
        attention3x16From144SoftmaxFromSum6(arena, parts, p, inverse, length);
        int d = 0;
        attention3x16From144Mix6x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 6 rows of 64
     */
    private static void attention3x16From144Scores6x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c22 = initial;
        FloatVector c23 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c32 = initial;
        FloatVector c33 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;
        FloatVector c42 = initial;
        FloatVector c43 = initial;
        FloatVector c50 = initial;
        FloatVector c51 = initial;
        FloatVector c52 = initial;
        FloatVector c53 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 576]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 720]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 32);
        c02.intoArray(arena, p + j + 48);
        c03.intoArray(arena, p + j + 64);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 80);
        c12.intoArray(arena, p + j + 96);
        c13.intoArray(arena, p + j + 112);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 128);
        c22.intoArray(arena, p + j + 144);
        c23.intoArray(arena, p + j + 160);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 176);
        c32.intoArray(arena, p + j + 192);
        c33.intoArray(arena, p + j + 208);
        c40.intoArray(arena, p + j + 208);
        c41.intoArray(arena, p + j + 224);
        c42.intoArray(arena, p + j + 240);
        c43.intoArray(arena, p + j + 256);
        c50.intoArray(arena, p + j + 256);
        c51.intoArray(arena, p + j + 272);
        c52.intoArray(arena, p + j + 288);
        c53.intoArray(arena, p + j + 304);
    }

    /**
     * p = q kt      -> p (rows,length) on 6 rows of 16
     */
    private static void attention3x16From144Scores6x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 576]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 720]);
            c5 = a5.fma(b, c5);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
        c2.intoArray(arena, p + j + 112);
        c3.intoArray(arena, p + j + 160);
        c4.intoArray(arena, p + j + 208);
        c5.intoArray(arena, p + j + 256);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention3x16From144SoftmaxLargest6(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest50 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next40 = vector(arena, p + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next50 = vector(arena, p + j + 256);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
        }

        largest00.intoArray(arena, parts);
        largest10.intoArray(arena, parts + 16);
        largest20.intoArray(arena, parts + 32);
        largest30.intoArray(arena, parts + 48);
        largest40.intoArray(arena, parts + 64);
        largest50.intoArray(arena, parts + 80);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention3x16From144SoftmaxFromLargest6(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention3x16From144SoftmaxSum6(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum50 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum40 = sum40.add(vector(arena, p + j + 208));
            sum50 = sum50.add(vector(arena, p + j + 256));
        }

        sum00.intoArray(arena, parts);
        sum10.intoArray(arena, parts + 16);
        sum20.intoArray(arena, parts + 32);
        sum30.intoArray(arena, parts + 48);
        sum40.intoArray(arena, parts + 64);
        sum50.intoArray(arena, parts + 80);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention3x16From144SoftmaxFromSum6(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 6 rows of 16
     */
    private static void attention3x16From144Mix6x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 256]);
            c5 = a5.fma(b, c5);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 48);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 96);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 144);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 192);
        FloatVector scale5 = FloatVector.broadcast(FLOATS, arena[inverse + 5]);
        c5.mul(scale5).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 240);
    }

    /**
     * 5 rows through all phases
     */
    private static void attention3x16From144Rows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores5x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores5x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144SoftmaxLargest5(arena, p, parts, length);
        attention3x16From144SoftmaxFromLargest5(arena, parts, p, length);
        attention3x16From144SoftmaxSum5(arena, p, parts, length);
        attention3x16From144SoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        attention3x16From144Mix5x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 64
     */
    private static void attention3x16From144Scores5x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c22 = initial;
        FloatVector c23 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c32 = initial;
        FloatVector c33 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;
        FloatVector c42 = initial;
        FloatVector c43 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 576]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 32);
        c02.intoArray(arena, p + j + 48);
        c03.intoArray(arena, p + j + 64);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 80);
        c12.intoArray(arena, p + j + 96);
        c13.intoArray(arena, p + j + 112);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 128);
        c22.intoArray(arena, p + j + 144);
        c23.intoArray(arena, p + j + 160);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 176);
        c32.intoArray(arena, p + j + 192);
        c33.intoArray(arena, p + j + 208);
        c40.intoArray(arena, p + j + 208);
        c41.intoArray(arena, p + j + 224);
        c42.intoArray(arena, p + j + 240);
        c43.intoArray(arena, p + j + 256);
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 16
     */
    private static void attention3x16From144Scores5x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 576]);
            c4 = a4.fma(b, c4);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
        c2.intoArray(arena, p + j + 112);
        c3.intoArray(arena, p + j + 160);
        c4.intoArray(arena, p + j + 208);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention3x16From144SoftmaxLargest5(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next40 = vector(arena, p + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
        }

        largest00.intoArray(arena, parts);
        largest10.intoArray(arena, parts + 16);
        largest20.intoArray(arena, parts + 32);
        largest30.intoArray(arena, parts + 48);
        largest40.intoArray(arena, parts + 64);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention3x16From144SoftmaxFromLargest5(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention3x16From144SoftmaxSum5(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum40 = sum40.add(vector(arena, p + j + 208));
        }

        sum00.intoArray(arena, parts);
        sum10.intoArray(arena, parts + 16);
        sum20.intoArray(arena, parts + 32);
        sum30.intoArray(arena, parts + 48);
        sum40.intoArray(arena, parts + 64);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention3x16From144SoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 5 rows of 16
     */
    private static void attention3x16From144Mix5x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c4 = a4.fma(b, c4);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 48);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 96);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 144);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 192);
    }

    /**
     * 4 rows through all phases
     */
    private static void attention3x16From144Rows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores4x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144SoftmaxLargest4(arena, p, parts, length);
        attention3x16From144SoftmaxFromLargest4(arena, parts, p, length);
        attention3x16From144SoftmaxSum4(arena, p, parts, length);
        attention3x16From144SoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        attention3x16From144Mix4x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 64
     */
    private static void attention3x16From144Scores4x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c22 = initial;
        FloatVector c23 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c32 = initial;
        FloatVector c33 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 32);
        c02.intoArray(arena, p + j + 48);
        c03.intoArray(arena, p + j + 64);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 80);
        c12.intoArray(arena, p + j + 96);
        c13.intoArray(arena, p + j + 112);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 128);
        c22.intoArray(arena, p + j + 144);
        c23.intoArray(arena, p + j + 160);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 176);
        c32.intoArray(arena, p + j + 192);
        c33.intoArray(arena, p + j + 208);
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 16
     */
    private static void attention3x16From144Scores4x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 432]);
            c3 = a3.fma(b, c3);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
        c2.intoArray(arena, p + j + 112);
        c3.intoArray(arena, p + j + 160);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention3x16From144SoftmaxLargest4(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
        }

        largest00.intoArray(arena, parts);
        largest10.intoArray(arena, parts + 16);
        largest20.intoArray(arena, parts + 32);
        largest30.intoArray(arena, parts + 48);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention3x16From144SoftmaxFromLargest4(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention3x16From144SoftmaxSum4(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum30 = sum30.add(vector(arena, p + j + 160));
        }

        sum00.intoArray(arena, parts);
        sum10.intoArray(arena, parts + 16);
        sum20.intoArray(arena, parts + 32);
        sum30.intoArray(arena, parts + 48);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention3x16From144SoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 4 rows of 16
     */
    private static void attention3x16From144Mix4x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c3 = a3.fma(b, c3);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 48);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 96);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 144);
    }

    /**
     * 3 rows through all phases
     */
    private static void attention3x16From144Rows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores3x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144SoftmaxLargest3(arena, p, parts, length);
        attention3x16From144SoftmaxFromLargest3(arena, parts, p, length);
        attention3x16From144SoftmaxSum3(arena, p, parts, length);
        attention3x16From144SoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        attention3x16From144Mix3x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 64
     */
    private static void attention3x16From144Scores3x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c22 = initial;
        FloatVector c23 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 32);
        c02.intoArray(arena, p + j + 48);
        c03.intoArray(arena, p + j + 64);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 80);
        c12.intoArray(arena, p + j + 96);
        c13.intoArray(arena, p + j + 112);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 128);
        c22.intoArray(arena, p + j + 144);
        c23.intoArray(arena, p + j + 160);
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 16
     */
    private static void attention3x16From144Scores3x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 288]);
            c2 = a2.fma(b, c2);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
        c2.intoArray(arena, p + j + 112);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention3x16From144SoftmaxLargest3(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
        }

        largest00.intoArray(arena, parts);
        largest10.intoArray(arena, parts + 16);
        largest20.intoArray(arena, parts + 32);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention3x16From144SoftmaxFromLargest3(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention3x16From144SoftmaxSum3(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum20 = sum20.add(vector(arena, p + j + 112));
        }

        sum00.intoArray(arena, parts);
        sum10.intoArray(arena, parts + 16);
        sum20.intoArray(arena, parts + 32);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention3x16From144SoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 3 rows of 16
     */
    private static void attention3x16From144Mix3x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c2 = a2.fma(b, c2);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 48);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 96);
    }

    /**
     * 2 rows through all phases
     */
    private static void attention3x16From144Rows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores2x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144SoftmaxLargest2(arena, p, parts, length);
        attention3x16From144SoftmaxFromLargest2(arena, parts, p, length);
        attention3x16From144SoftmaxSum2(arena, p, parts, length);
        attention3x16From144SoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        attention3x16From144Mix2x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 64
     */
    private static void attention3x16From144Scores2x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 32);
        c02.intoArray(arena, p + j + 48);
        c03.intoArray(arena, p + j + 64);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 80);
        c12.intoArray(arena, p + j + 96);
        c13.intoArray(arena, p + j + 112);
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 16
     */
    private static void attention3x16From144Scores2x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d + 144]);
            c1 = a1.fma(b, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention3x16From144SoftmaxLargest2(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest00.intoArray(arena, parts);
        largest10.intoArray(arena, parts + 16);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention3x16From144SoftmaxFromLargest2(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention3x16From144SoftmaxSum2(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum10 = sum10.add(vector(arena, p + j + 64));
        }

        sum00.intoArray(arena, parts);
        sum10.intoArray(arena, parts + 16);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention3x16From144SoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 2 rows of 16
     */
    private static void attention3x16From144Mix2x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c1 = a1.fma(b, c1);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d + 48);
    }

    /**
     * 1 row through all phases
     */
    private static void attention3x16From144Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention3x16From144Scores1x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x16From144Scores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x16From144Softmax1(arena, p, inverse, length);
        int d = 0;
        attention3x16From144Mix1x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 64
     */
    private static void attention3x16From144Scores1x64(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 256);
            FloatVector b2 = vector(arena, kt + 16 * j + 16 * d + 512);
            FloatVector b3 = vector(arena, kt + 16 * j + 16 * d + 768);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 32);
        c2.intoArray(arena, p + j + 48);
        c3.intoArray(arena, p + j + 64);
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 16
     */
    private static void attention3x16From144Scores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 144 * start + 144 * i + 16 * h + d]);
            c = a.fma(b, c);
        }

        c.intoArray(arena, p + j + 16);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention3x16From144Softmax1(float[] arena, int p, int inverse,
            int length) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (length & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 48 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
            }
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 48 * row + j + 16));
            }
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 1 row of 16
     */
    private static void attention3x16From144Mix1x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 48 * start + 48 * i + 16 * h + d);
    }

    /**
     * Step 3.3: y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48)
     */
    private static void linear48x48Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear48x48AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48) on one panel and rows begin to end
     */
    private static void linear48x48AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear48x48AddTile5x48(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear48x48AddTile4x48(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear48x48AddTile3x48(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear48x48AddTile2x48(arena, weights, bias, w, x, y, n, t);
                default -> linear48x48AddTile1x48(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear48x48AddFinishx48(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 5 rows of 48
     */
    private static void linear48x48AddTile5x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 4608, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 160);
        c32.intoArray(arena, y + 48 * t + n + 176);
        c40.intoArray(arena, y + 48 * t + n + 192);
        c41.intoArray(arena, y + 48 * t + n + 208);
        c42.intoArray(arena, y + 48 * t + n + 224);
    }

    /**
     * y = x w^T + bias on 4 rows of 48
     */
    private static void linear48x48AddTile4x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 4608, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 160);
        c32.intoArray(arena, y + 48 * t + n + 176);
    }

    /**
     * y = x w^T + bias on 3 rows of 48
     */
    private static void linear48x48AddTile3x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 4608, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
    }

    /**
     * y = x w^T + bias on 2 rows of 48
     */
    private static void linear48x48AddTile2x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 4608, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 1 row of 48
     */
    private static void linear48x48AddTile1x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 4608, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
        }

        c0.intoArray(arena, y + 48 * t + n);
        c1.intoArray(arena, y + 48 * t + n + 16);
        c2.intoArray(arena, y + 48 * t + n + 32);
    }

    /**
     * y = y + r on rows of 48
     */
    private static void linear48x48AddFinishx48(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 48; lane += 16) {
                vector(arena, y + 48 * t + n + lane).add(vector(arena, r + 48 * t + n + lane))
                        .intoArray(arena, y + 48 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48) on rows begin to end
     */
    private static void linear48x48AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear48x48AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 3.5: y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96)
     */
    private static void linear48x96Relu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int panel = task / beginCount * 64;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear48x96ReluPanel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96) on one panel and rows begin to end
     */
    private static void linear48x96ReluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int panel, int begin, int end) {
        int n = panel;
        for (; n + 64 <= Math.min(panel + 64, 96); n += 64) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
                switch (rows) {
                    case 5 -> linear48x96ReluTile5x64(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear48x96ReluTile4x64(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear48x96ReluTile3x64(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear48x96ReluTile2x64(arena, weights, bias, w, x, y, n, t);
                    default -> linear48x96ReluTile1x64(arena, weights, bias, w, x, y, n, t);
                }
            }
            linear48x96ReluFinishx64(arena, y, begin, end, n);
        }
        for (; n + 32 <= Math.min(panel + 64, 96); n += 32) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
                switch (rows) {
                    case 5 -> linear48x96ReluTile5x32(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear48x96ReluTile4x32(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear48x96ReluTile3x32(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear48x96ReluTile2x32(arena, weights, bias, w, x, y, n, t);
                    default -> linear48x96ReluTile1x32(arena, weights, bias, w, x, y, n, t);
                }
            }
            linear48x96ReluFinishx32(arena, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias on 5 rows of 64
     */
    private static void linear48x96ReluTile5x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c02.intoArray(arena, y + 96 * t + n + 32);
        c03.intoArray(arena, y + 96 * t + n + 48);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c12.intoArray(arena, y + 96 * t + n + 128);
        c13.intoArray(arena, y + 96 * t + n + 144);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
        c22.intoArray(arena, y + 96 * t + n + 224);
        c23.intoArray(arena, y + 96 * t + n + 240);
        c30.intoArray(arena, y + 96 * t + n + 288);
        c31.intoArray(arena, y + 96 * t + n + 304);
        c32.intoArray(arena, y + 96 * t + n + 320);
        c33.intoArray(arena, y + 96 * t + n + 336);
        c40.intoArray(arena, y + 96 * t + n + 384);
        c41.intoArray(arena, y + 96 * t + n + 400);
        c42.intoArray(arena, y + 96 * t + n + 416);
        c43.intoArray(arena, y + 96 * t + n + 432);
    }

    /**
     * y = x w^T + bias on 4 rows of 64
     */
    private static void linear48x96ReluTile4x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c02.intoArray(arena, y + 96 * t + n + 32);
        c03.intoArray(arena, y + 96 * t + n + 48);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c12.intoArray(arena, y + 96 * t + n + 128);
        c13.intoArray(arena, y + 96 * t + n + 144);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
        c22.intoArray(arena, y + 96 * t + n + 224);
        c23.intoArray(arena, y + 96 * t + n + 240);
        c30.intoArray(arena, y + 96 * t + n + 288);
        c31.intoArray(arena, y + 96 * t + n + 304);
        c32.intoArray(arena, y + 96 * t + n + 320);
        c33.intoArray(arena, y + 96 * t + n + 336);
    }

    /**
     * y = x w^T + bias on 3 rows of 64
     */
    private static void linear48x96ReluTile3x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c02.intoArray(arena, y + 96 * t + n + 32);
        c03.intoArray(arena, y + 96 * t + n + 48);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c12.intoArray(arena, y + 96 * t + n + 128);
        c13.intoArray(arena, y + 96 * t + n + 144);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
        c22.intoArray(arena, y + 96 * t + n + 224);
        c23.intoArray(arena, y + 96 * t + n + 240);
    }

    /**
     * y = x w^T + bias on 2 rows of 64
     */
    private static void linear48x96ReluTile2x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c02.intoArray(arena, y + 96 * t + n + 32);
        c03.intoArray(arena, y + 96 * t + n + 48);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c12.intoArray(arena, y + 96 * t + n + 128);
        c13.intoArray(arena, y + 96 * t + n + 144);
    }

    /**
     * y = x w^T + bias on 1 row of 64
     */
    private static void linear48x96ReluTile1x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 6144, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 64L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b23 = pairs(panel, 64L * k + 32);
            FloatVector b2 = lower(b23);
            FloatVector b3 = upper(b23);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 96 * t + n);
        c1.intoArray(arena, y + 96 * t + n + 16);
        c2.intoArray(arena, y + 96 * t + n + 32);
        c3.intoArray(arena, y + 96 * t + n + 48);
    }

    /**
     * y = relu(y) on rows of 64
     */
    private static void linear48x96ReluFinishx64(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 64; lane += 16) {
                relu(vector(arena, y + 96 * t + n + lane)).intoArray(arena, y + 96 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias on 5 rows of 32
     */
    private static void linear48x96ReluTile5x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 3072, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 32L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
        c30.intoArray(arena, y + 96 * t + n + 288);
        c31.intoArray(arena, y + 96 * t + n + 304);
        c40.intoArray(arena, y + 96 * t + n + 384);
        c41.intoArray(arena, y + 96 * t + n + 400);
    }

    /**
     * y = x w^T + bias on 4 rows of 32
     */
    private static void linear48x96ReluTile4x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 3072, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 32L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
        c30.intoArray(arena, y + 96 * t + n + 288);
        c31.intoArray(arena, y + 96 * t + n + 304);
    }

    /**
     * y = x w^T + bias on 3 rows of 32
     */
    private static void linear48x96ReluTile3x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 3072, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 32L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
        c20.intoArray(arena, y + 96 * t + n + 192);
        c21.intoArray(arena, y + 96 * t + n + 208);
    }

    /**
     * y = x w^T + bias on 2 rows of 32
     */
    private static void linear48x96ReluTile2x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 3072, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 32L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 96 * t + n);
        c01.intoArray(arena, y + 96 * t + n + 16);
        c10.intoArray(arena, y + 96 * t + n + 96);
        c11.intoArray(arena, y + 96 * t + n + 112);
    }

    /**
     * y = x w^T + bias on 1 row of 32
     */
    private static void linear48x96ReluTile1x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(2 * (w + 48L * n), 3072, 1);

        for (int k = 0; k < 48; k++) {
            FloatVector b01 = pairs(panel, 32L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 48 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 96 * t + n);
        c1.intoArray(arena, y + 96 * t + n + 16);
    }

    /**
     * y = relu(y) on rows of 32
     */
    private static void linear48x96ReluFinishx32(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 32; lane += 16) {
                relu(vector(arena, y + 96 * t + n + lane)).intoArray(arena, y + 96 * t + n + lane);
            }
        }
    }

    /**
     * y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96) on rows begin to end
     */
    private static void linear48x96ReluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int panel = 0; panel < 128; panel += 64) {
            linear48x96ReluPanel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * Step 3.6: y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48)
     */
    private static void linear96x48Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear96x48AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48) on one panel and rows begin to end
     */
    private static void linear96x48AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear96x48AddTile5x48(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear96x48AddTile4x48(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear96x48AddTile3x48(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear96x48AddTile2x48(arena, weights, bias, w, x, y, n, t);
                default -> linear96x48AddTile1x48(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear96x48AddFinishx48(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 5 rows of 48
     */
    private static void linear96x48AddTile5x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 96L * n), 9216, 1);

        for (int k = 0; k < 96; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 288]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 384]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 160);
        c32.intoArray(arena, y + 48 * t + n + 176);
        c40.intoArray(arena, y + 48 * t + n + 192);
        c41.intoArray(arena, y + 48 * t + n + 208);
        c42.intoArray(arena, y + 48 * t + n + 224);
    }

    /**
     * y = x w^T + bias on 4 rows of 48
     */
    private static void linear96x48AddTile4x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 96L * n), 9216, 1);

        for (int k = 0; k < 96; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 288]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 160);
        c32.intoArray(arena, y + 48 * t + n + 176);
    }

    /**
     * y = x w^T + bias on 3 rows of 48
     */
    private static void linear96x48AddTile3x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 96L * n), 9216, 1);

        for (int k = 0; k < 96; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 112);
        c22.intoArray(arena, y + 48 * t + n + 128);
    }

    /**
     * y = x w^T + bias on 2 rows of 48
     */
    private static void linear96x48AddTile2x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 96L * n), 9216, 1);

        for (int k = 0; k < 96; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 16);
        c02.intoArray(arena, y + 48 * t + n + 32);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 64);
        c12.intoArray(arena, y + 48 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 1 row of 48
     */
    private static void linear96x48AddTile1x48(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        MemorySegment panel = weights.asSlice(2 * (w + 96L * n), 9216, 1);

        for (int k = 0; k < 96; k++) {
            FloatVector b01 = pairs(panel, 48L * k);
            FloatVector b0 = lower(b01);
            FloatVector b1 = upper(b01);
            FloatVector b2 = widened(panel, 48L * k + 32);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 96 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
        }

        c0.intoArray(arena, y + 48 * t + n);
        c1.intoArray(arena, y + 48 * t + n + 16);
        c2.intoArray(arena, y + 48 * t + n + 32);
    }

    /**
     * y = y + r on rows of 48
     */
    private static void linear96x48AddFinishx48(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 48; lane += 16) {
                vector(arena, y + 48 * t + n + lane).add(vector(arena, r + 48 * t + n + lane))
                        .intoArray(arena, y + 48 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48) on rows begin to end
     */
    private static void linear96x48AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear96x48AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 4: y = mean of each sequence      x (T,48) -> y (B,48)
     */
    private static void poolMean48(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int[] starts = frame.starts(TOKENS);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = starts[s];
            int length = starts[s + 1] - start;
            int c = 0;
            FloatVector a0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector a1 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector a2 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int i = 0; i < length; i++) {
                a0 = a0.add(vector(arena, x + 48 * start + 48 * i + c));
                a1 = a1.add(vector(arena, x + 48 * start + 48 * i + c + 16));
                a2 = a2.add(vector(arena, x + 48 * start + 48 * i + c + 32));
            }
            a0.div(FloatVector.broadcast(FLOATS, (float) length)).intoArray(arena, y + 48 * s + c);
            a1.div(FloatVector.broadcast(FLOATS, (float) length))
                    .intoArray(arena, y + 48 * s + c + 16);
            a2.div(FloatVector.broadcast(FLOATS, (float) length))
                    .intoArray(arena, y + 48 * s + c + 32);
        }
    }

    /**
     * Step 5: y = x / max(|x|, 1e-12)      x (B,48) -> y (B,48)
     */
    private static void normalize48PerSequence(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int tasks = (B + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, B);
            normalize48PerSequenceRows(arena, x, y, begin, end);
        }
    }

    /**
     * y = x / max(|x|, 1e-12)      x (B,48) -> y (B,48) on rows begin to end
     */
    private static void normalize48PerSequenceRows(float[] arena, int x, int y, int begin,
            int end) {
        for (int t = begin; t < end; t++) {
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 48; c += 16) {
                squares0 = squares0.add(vector(arena, x + 48 * t + c)
                        .mul(vector(arena, x + 48 * t + c)));
            }
            float squares = sumOf(squares0);
            float length = Math.max((float) Math.sqrt(squares), 1.0E-12f);
            for (int c = 0; c < 48; c += 16) {
                vector(arena, x + 48 * t + c).div(FloatVector.broadcast(FLOATS, length))
                        .intoArray(arena, y + 48 * t + c);
            }
        }
    }

    /**
     * 2 to the x for x below 127, within 0.9 ulp; 0 below -126.
     */
    private static FloatVector twoTo(FloatVector x) {
        FloatVector shifted = x.add(FloatVector.broadcast(FLOATS, 1.2582912E7f));
        FloatVector n = shifted.sub(FloatVector.broadcast(FLOATS, 1.2582912E7f));
        FloatVector r = x.sub(n);
        FloatVector p5 = FloatVector.broadcast(FLOATS, 1.5353362E-4f).fma(r,
                FloatVector.broadcast(FLOATS, 0.0013398874f));
        FloatVector p4 = p5.fma(r, FloatVector.broadcast(FLOATS, 0.009618445f));
        FloatVector p3 = p4.fma(r, FloatVector.broadcast(FLOATS, 0.055503357f));
        FloatVector p2 = p3.fma(r, FloatVector.broadcast(FLOATS, 0.24022645f));
        FloatVector p1 = p2.fma(r, FloatVector.broadcast(FLOATS, 0.6931472f));
        FloatVector p0 = p1.fma(r, FloatVector.broadcast(FLOATS, 1.0f));
        FloatVector scaled = p0.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
        return scaled.blend(FloatVector.broadcast(FLOATS, 0.0f),
                x.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, -126.0f)));
    }

    /**
     * max(x, 0).
     */
    private static FloatVector relu(FloatVector x) {
        return x.blend(FloatVector.broadcast(FLOATS, 0.0f),
                x.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, 0.0f)));
    }

    /**
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float sumOf(FloatVector v) {
        FloatVector v8 = v.add(v.rearrange(DOWN_8));
        FloatVector v4 = v8.add(v8.rearrange(DOWN_4));
        FloatVector v2 = v4.add(v4.rearrange(DOWN_2));
        FloatVector one = v2.add(v2.rearrange(DOWN_1));
        return one.lane(0);
    }

    /**
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float largestOf(FloatVector v) {
        FloatVector u8 = v.rearrange(DOWN_8);
        FloatVector v8 = v.blend(u8, v.compare(VectorOperators.LT, u8));
        FloatVector u4 = v8.rearrange(DOWN_4);
        FloatVector v4 = v8.blend(u4, v8.compare(VectorOperators.LT, u4));
        FloatVector u2 = v4.rearrange(DOWN_2);
        FloatVector v2 = v4.blend(u2, v4.compare(VectorOperators.LT, u2));
        FloatVector u1 = v2.rearrange(DOWN_1);
        FloatVector one = v2.blend(u1, v2.compare(VectorOperators.LT, u1));
        return one.lane(0);
    }

    /**
     * Floats of the arena from the index on.
     */
    private static FloatVector vector(float[] arena, int index) {
        return FloatVector.fromArray(FLOATS, arena, index);
    }

    /**
     * Floats of the packed weights from the index on.
     */
    private static FloatVector vector(MemorySegment weights, long index) {
        return FloatVector.fromMemorySegment(FLOATS, weights, index << 2, ByteOrder.nativeOrder());
    }

    /**
     * Weights from the index on, two in each lane: first those of one vector, in the lower halves, then those of the next.
     */
    private static FloatVector pairs(MemorySegment weights, long index) {
        return FloatVector.fromMemorySegment(FLOATS, weights, index << 1, ByteOrder.nativeOrder());
    }

    /**
     * The bfloat16 in the lower half of each lane.
     */
    private static FloatVector lower(FloatVector pairs) {
        return pairs.reinterpretAsInts().lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    /**
     * The bfloat16 in the upper half of each lane.
     */
    private static FloatVector upper(FloatVector pairs) {
        return pairs.reinterpretAsInts().and(0xffff0000).reinterpretAsFloats();
    }

    /**
     * Weights from the index on.
     */
    private static FloatVector widened(MemorySegment weights, long index) {
        var bits = ShortVector.fromMemorySegment(SHORTS, weights, index << 1, ByteOrder.nativeOrder());
        var words = bits.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
        return words.reinterpretAsInts().lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }
}
