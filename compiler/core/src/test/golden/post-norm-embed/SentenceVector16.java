// Generated from model.attar (spec d5b15fe8, compiler 0.1.0, java-vector/512, tile 6x4). Do not edit.
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
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sentence on vectors of 16 floats (java-vector/512, tile 6x4), in execution order:
 *
 * <pre>
 * 1    embeddings.sum (T,32)                   embed32IdsPositionSegments
 * 2    embeddings.norm (T,32)                  norm32
 * 3    2 layers, each
 * 3.1  layer.attention.query+key+value (T,96)  linear32x96
 * 3.2  layer.attention.mixed (T,32)            attention2x16From96
 * 3.3  layer.attention.sum (T,32)              linear32x32Add
 * 3.4  layer.attention.norm (T,32)             norm32
 * 3.5  layer.feedforward.active (T,64)         linear32x64Gelu
 * 3.6  layer.feedforward.sum (T,32)            linear64x32Add
 * 3.7  layer.feedforward.norm (T,32)           norm32
 *      output "hidden"
 * 4    head.pool (B,32)                        poolMean32
 *      output "unnormalized"
 * 5    head.normalized (B,32)                  normalize32PerSequence
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class SentenceVector16 implements Program {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;

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

    /**
     * The input of segment ids.
     */
    private static final int SEGMENTS = 1;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Sentence",
            16,
            List.of(
                    new ProgramPlan.Axis("tokens", 24)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 40),
                    new ProgramPlan.Input("segments", "segment id", TOKENS, 2)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(40, 32), Optional.empty(),
                            new Slot.Layout.Rows(32), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.positions.weight", List.of(24, 32), Optional.empty(),
                            new Slot.Layout.Rows(32), 1280L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.segments.weight", List.of(2, 32), Optional.empty(),
                            new Slot.Layout.Rows(32), 2048L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.weight", List.of(32), Optional.empty(),
                            new Slot.Layout.Rows(32), 2112L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.bias", List.of(32), Optional.empty(),
                            new Slot.Layout.Rows(32), 2144L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(32, 32),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 0, 96), 2176L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(32, 32),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 32, 96), 2176L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(32, 32),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 64, 96), 2176L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(96), 5248L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(96), 5280L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(96), 5312L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(32, 32),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 0, 32), 5344L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 6368L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 6400L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 6432L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(64, 32),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 0, 64), 6464L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.bias", List.of(64),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(64), 8512L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(32, 64),
                            Optional.of(new Slot.Layers(0, 1, 2)),
                            new Slot.Layout.Panels(16, 0, 32), 8576L, 8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 10624L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 10656L,
                            8544L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 2)), new Slot.Layout.Rows(32), 10688L,
                            8544L, Slot.Source.WEIGHTS)),
            19264L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS, SEGMENTS),
                            SizeFormula.perRow(192, TOKENS),
                            new SizeFormula(400,
                                    List.of(new SizeFormula.Term(32, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            32, 32, SizeFormula.perRow(32, TOKENS)),
                                    new EntryPlan.Output("unnormalized",
                                            EntryPlan.Rows.PER_SEQUENCE, 32, 32,
                                            new SizeFormula(0)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.PER_SEQUENCE, 32,
                                            32, SizeFormula.perRow(32, TOKENS))))));

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
        // 1  embeddings.sum (T,32)
        embed32IdsPositionSegments(frame, worker, 0L, 1280L, 2048L, 0);
        worker.barrier();
        // 2  embeddings.norm (T,32)
        norm32(frame, worker, 0, 2112L, 2144L, 32 * T);
        worker.barrier();
        for (int layer = 0; layer < 2; layer++) {
            long at = layer * 8544L;
            if (blocks > 0) {
                forwardRows3_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.1  layer.attention.query+key+value (T,96)
                linear32x96(frame, worker, 32 * T, 2176L + at, 5248L + at, 64 * T);
                worker.barrier();
            }
            // 3.2  layer.attention.mixed (T,32)
            attention2x16From96(frame, worker, 64 * T, 64 * T + 32, 64 * T + 64, 0);
            worker.barrier();
            if (blocks > 0) {
                forwardRows3_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.3  layer.attention.sum (T,32)
                linear32x32Add(frame, worker, 0, 5344L + at, 6368L + at, 32 * T, 64 * T);
                worker.barrier();
                // 3.4  layer.attention.norm (T,32)
                norm32(frame, worker, 64 * T, 6400L + at, 6432L + at, 96 * T);
                worker.barrier();
                // 3.5  layer.feedforward.active (T,64)
                linear32x64Gelu(frame, worker, 96 * T, 6464L + at, 8512L + at, 128 * T);
                worker.barrier();
                // 3.6  layer.feedforward.sum (T,32)
                linear64x32Add(frame, worker, 128 * T, 8576L + at, 10624L + at, 96 * T, 64 * T);
                worker.barrier();
                // 3.7  layer.feedforward.norm (T,32)
                norm32(frame, worker, 64 * T, 10656L + at, 10688L + at, 32 * T);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        // 4  head.pool (B,32)
        poolMean32(frame, worker, 32 * T, 0);
        worker.barrier();
        if (frame.output() == 1) return;
        // 5  head.normalized (B,32)
        normalize32PerSequence(frame, worker, 0, 32 * T);
    }

    /**
     * Step 3.1, a block of tokens at a time.
     */
    private static void forwardRows3_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 8544L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,96)
            linear32x96Rows(arena, weights, 5248L + at, 2176L + at, 32 * T, 64 * T, begin, end);
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
        long at = layer * 8544L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,32)
            linear32x32AddRows(arena, weights, 6368L + at, 5344L + at, 0, 64 * T + 32 * own, 32 * T,
                    begin, end);
            // 3.4  layer.attention.norm (T,32)
            norm32Rows(arena, weights, 64 * T + 32 * own, 96 * T + 32 * own, 6400L + at, 6432L + at,
                    begin, end);
            // 3.5  layer.feedforward.active (T,64)
            linear32x64GeluRows(arena, weights, 8512L + at, 6464L + at, 96 * T + 32 * own,
                    128 * T + 64 * own, begin, end);
            // 3.6  layer.feedforward.sum (T,32)
            linear64x32AddRows(arena, weights, 10624L + at, 8576L + at, 128 * T + 64 * own,
                    64 * T + 32 * own, 96 * T + 32 * own, begin, end);
            // 3.7  layer.feedforward.norm (T,32)
            norm32Rows(arena, weights, 64 * T + 32 * own, 32 * T, 10656L + at, 10688L + at, begin,
                    end);
        }
    }

    /**
     * Step 1: y = tokens[ids] + positions[position] + segments[segments]      -> y (T,32)
     */
    private static void embed32IdsPositionSegments(Frame frame, Worker worker, long tokens,
            long positions, long segments, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int[] tokenIds = frame.indices(IDS);
        int[] segmentIds = frame.indices(SEGMENTS);
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
                int segmentsRow = segmentIds[t];
                for (int c = 0; c < 32; c += 16) {
                    vector(weights, tokens + 32L * idsRow + c)
                            .add(vector(weights, positions + 32L * positionRow + c))
                            .add(vector(weights, segments + 32L * segmentsRow + c))
                            .intoArray(arena, y + 32 * t + c);
                }
            }
        }
    }

    /**
     * Steps 2, 3.4, 3.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,32) -> y (T,32)
     */
    private static void norm32(Frame frame, Worker worker, int x, long gamma, long beta, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm32Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,32) -> y (T,32) on rows begin to end
     */
    private static void norm32Rows(float[] arena, MemorySegment weights, int x, int y, long gamma,
            long beta, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 32; c += 16) {
                sum0 = sum0.add(vector(arena, x + 32 * t + c));
            }
            float sum = sumOf(sum0);
            float mean = sum / 32.0f;
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 32; c += 16) {
                squares0 = squares0.add(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean)).mul(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
            }
            float squares = sumOf(squares0);
            float scale = 1.0f / (float) Math.sqrt(squares / 32.0f + 1.0E-12f);
            for (int c = 0; c < 32; c += 16) {
                vector(arena, x + 32 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 32 * t + c);
            }
        }
    }

    /**
     * Step 3.1: y = x w^T + bias      x (T,32), w (32+32+32,32) -> y (T,96)
     */
    private static void linear32x96(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int panel = task / beginCount * 64;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear32x96Panel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * y = x w^T + bias      x (T,32), w (32+32+32,32) -> y (T,96) on one panel and rows begin to end
     */
    private static void linear32x96Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int panel, int begin, int end) {
        int n = panel;
        for (; n + 64 <= Math.min(panel + 64, 96); n += 64) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
                switch (rows) {
                    case 6 -> linear32x96Tile6x64(arena, weights, bias, w, x, y, n, t);
                    case 5 -> linear32x96Tile5x64(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear32x96Tile4x64(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear32x96Tile3x64(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear32x96Tile2x64(arena, weights, bias, w, x, y, n, t);
                    default -> linear32x96Tile1x64(arena, weights, bias, w, x, y, n, t);
                }
            }
        }
        for (; n + 32 <= Math.min(panel + 64, 96); n += 32) {
            for (int t = begin, rows; t < end; t += rows) {
                rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
                switch (rows) {
                    case 6 -> linear32x96Tile6x32(arena, weights, bias, w, x, y, n, t);
                    case 5 -> linear32x96Tile5x32(arena, weights, bias, w, x, y, n, t);
                    case 4 -> linear32x96Tile4x32(arena, weights, bias, w, x, y, n, t);
                    case 3 -> linear32x96Tile3x32(arena, weights, bias, w, x, y, n, t);
                    case 2 -> linear32x96Tile2x32(arena, weights, bias, w, x, y, n, t);
                    default -> linear32x96Tile1x32(arena, weights, bias, w, x, y, n, t);
                }
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 64
     */
    private static void linear32x96Tile6x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector c52 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        FloatVector c53 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
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
        c50.intoArray(arena, y + 96 * t + n + 480);
        c51.intoArray(arena, y + 96 * t + n + 496);
        c52.intoArray(arena, y + 96 * t + n + 512);
        c53.intoArray(arena, y + 96 * t + n + 528);
    }

    /**
     * y = x w^T + bias on 5 rows of 64
     */
    private static void linear32x96Tile5x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
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
    private static void linear32x96Tile4x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
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
    private static void linear32x96Tile3x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
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
    private static void linear32x96Tile2x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
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
    private static void linear32x96Tile1x64(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
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
     * y = x w^T + bias on 6 rows of 32
     */
    private static void linear32x96Tile6x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
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
        c50.intoArray(arena, y + 96 * t + n + 480);
        c51.intoArray(arena, y + 96 * t + n + 496);
    }

    /**
     * y = x w^T + bias on 5 rows of 32
     */
    private static void linear32x96Tile5x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
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
    private static void linear32x96Tile4x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
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
    private static void linear32x96Tile3x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
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
    private static void linear32x96Tile2x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
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
    private static void linear32x96Tile1x32(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 96 * t + n);
        c1.intoArray(arena, y + 96 * t + n + 16);
    }

    /**
     * y = x w^T + bias      x (T,32), w (32+32+32,32) -> y (T,96) on rows begin to end
     */
    private static void linear32x96Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int panel = 0; panel < 128; panel += 64) {
            linear32x96Panel(arena, weights, bias, w, x, y, panel, begin, end);
        }
    }

    /**
     * Step 3.2: y = softmax(q k^T / sqrt(16)) v, 2 heads      q, k, v (T,32) -> y (T,32)
     */
    private static void attention2x16From96(Frame frame, Worker worker, int q, int k, int v,
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
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention2x16From96Turn(arena, kt, k, length, h, start);
            attention2x16From96Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x16From96Rows6(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 5 -> attention2x16From96Rows5(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention2x16From96Rows4(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention2x16From96Rows3(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention2x16From96Rows2(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    default -> attention2x16From96Rows1(arena, kt, q, p, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,16) -> kt (16,length)
     */
    private static void attention2x16From96Turn(float[] arena, int kt, int k, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d++) {
                arena[kt + 15 * (j & -16) + 16 * d + j] = arena[k + 96 * start + 96 * j + 16 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,16) -> vh (length,16)
     */
    private static void attention2x16From96Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d += 16) {
                vector(arena, v + 96 * start + 96 * j + 16 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention2x16From96Rows6(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores6x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores6x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96SoftmaxLargest6(arena, p, parts, length);
        attention2x16From96SoftmaxFromLargest6(arena, parts, p, length);
        attention2x16From96SoftmaxSum6(arena, p, parts, length);
        attention2x16From96SoftmaxFromSum6(arena, parts, p, inverse, length);
        int d = 0;
        attention2x16From96Mix6x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 6 rows of 64
     */
    private static void attention2x16From96Scores6x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 384]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 480]);
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
    private static void attention2x16From96Scores6x16(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 384]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 480]);
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
    private static void attention2x16From96SoftmaxLargest6(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromLargest6(float[] arena, int parts, int p,
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
    private static void attention2x16From96SoftmaxSum6(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromSum6(float[] arena, int parts, int p,
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
    private static void attention2x16From96Mix6x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 64);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 96);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 128);
        FloatVector scale5 = FloatVector.broadcast(FLOATS, arena[inverse + 5]);
        c5.mul(scale5).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 160);
    }

    /**
     * 5 rows through all phases
     */
    private static void attention2x16From96Rows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores5x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores5x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96SoftmaxLargest5(arena, p, parts, length);
        attention2x16From96SoftmaxFromLargest5(arena, parts, p, length);
        attention2x16From96SoftmaxSum5(arena, p, parts, length);
        attention2x16From96SoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        attention2x16From96Mix5x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 64
     */
    private static void attention2x16From96Scores5x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 384]);
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
    private static void attention2x16From96Scores5x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 384]);
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
    private static void attention2x16From96SoftmaxLargest5(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromLargest5(float[] arena, int parts, int p,
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
    private static void attention2x16From96SoftmaxSum5(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromSum5(float[] arena, int parts, int p,
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
    private static void attention2x16From96Mix5x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 64);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 96);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 128);
    }

    /**
     * 4 rows through all phases
     */
    private static void attention2x16From96Rows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores4x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96SoftmaxLargest4(arena, p, parts, length);
        attention2x16From96SoftmaxFromLargest4(arena, parts, p, length);
        attention2x16From96SoftmaxSum4(arena, p, parts, length);
        attention2x16From96SoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        attention2x16From96Mix4x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 64
     */
    private static void attention2x16From96Scores4x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
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
    private static void attention2x16From96Scores4x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 288]);
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
    private static void attention2x16From96SoftmaxLargest4(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromLargest4(float[] arena, int parts, int p,
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
    private static void attention2x16From96SoftmaxSum4(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromSum4(float[] arena, int parts, int p,
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
    private static void attention2x16From96Mix4x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 64);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 96);
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x16From96Rows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores3x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96SoftmaxLargest3(arena, p, parts, length);
        attention2x16From96SoftmaxFromLargest3(arena, parts, p, length);
        attention2x16From96SoftmaxSum3(arena, p, parts, length);
        attention2x16From96SoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        attention2x16From96Mix3x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 64
     */
    private static void attention2x16From96Scores3x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
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
    private static void attention2x16From96Scores3x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 192]);
            c2 = a2.fma(b, c2);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
        c2.intoArray(arena, p + j + 112);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x16From96SoftmaxLargest3(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromLargest3(float[] arena, int parts, int p,
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
    private static void attention2x16From96SoftmaxSum3(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromSum3(float[] arena, int parts, int p,
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
    private static void attention2x16From96Mix3x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 64);
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x16From96Rows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores2x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96SoftmaxLargest2(arena, p, parts, length);
        attention2x16From96SoftmaxFromLargest2(arena, parts, p, length);
        attention2x16From96SoftmaxSum2(arena, p, parts, length);
        attention2x16From96SoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        attention2x16From96Mix2x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 64
     */
    private static void attention2x16From96Scores2x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
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
    private static void attention2x16From96Scores2x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d + 96]);
            c1 = a1.fma(b, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 64);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x16From96SoftmaxLargest2(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromLargest2(float[] arena, int parts, int p,
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
    private static void attention2x16From96SoftmaxSum2(float[] arena, int p, int parts,
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
    private static void attention2x16From96SoftmaxFromSum2(float[] arena, int parts, int p,
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
    private static void attention2x16From96Mix2x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d + 32);
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x16From96Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 64 <= ((length + 15) & -16); j += 64) {
            attention2x16From96Scores1x64(arena, kt, q, p, j, h, i, start);
        }
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x16From96Scores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x16From96Softmax1(arena, p, inverse, length);
        int d = 0;
        attention2x16From96Mix1x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 64
     */
    private static void attention2x16From96Scores1x64(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
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
    private static void attention2x16From96Scores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b = vector(arena, kt + 16 * j + 16 * d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 96 * start + 96 * i + 16 * h + d]);
            c = a.fma(b, c);
        }

        c.intoArray(arena, p + j + 16);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x16From96Softmax1(float[] arena, int p, int inverse, int length) {
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
    private static void attention2x16From96Mix1x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 32 * start + 32 * i + 16 * h + d);
    }

    /**
     * Step 3.3: y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32)
     */
    private static void linear32x32Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear32x32AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32) on one panel and rows begin to end
     */
    private static void linear32x32AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear32x32AddTile6x32(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear32x32AddTile5x32(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear32x32AddTile4x32(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear32x32AddTile3x32(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear32x32AddTile2x32(arena, weights, bias, w, x, y, n, t);
                default -> linear32x32AddTile1x32(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear32x32AddFinishx32(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 32
     */
    private static void linear32x32AddTile6x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 144);
        c50.intoArray(arena, y + 32 * t + n + 160);
        c51.intoArray(arena, y + 32 * t + n + 176);
    }

    /**
     * y = x w^T + bias on 5 rows of 32
     */
    private static void linear32x32AddTile5x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 144);
    }

    /**
     * y = x w^T + bias on 4 rows of 32
     */
    private static void linear32x32AddTile4x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
    }

    /**
     * y = x w^T + bias on 3 rows of 32
     */
    private static void linear32x32AddTile3x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 2 rows of 32
     */
    private static void linear32x32AddTile2x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
    }

    /**
     * y = x w^T + bias on 1 row of 32
     */
    private static void linear32x32AddTile1x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 4096, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 16);
    }

    /**
     * y = y + r on rows of 32
     */
    private static void linear32x32AddFinishx32(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 32; lane += 16) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32) on rows begin to end
     */
    private static void linear32x32AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear32x32AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 3.5: y = gelu(x w^T + bias)      x (T,32), w (64,32) -> y (T,64)
     */
    private static void linear32x64Gelu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear32x64GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,32), w (64,32) -> y (T,64) on one panel and rows begin to end
     */
    private static void linear32x64GeluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear32x64GeluTile6x64(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear32x64GeluTile5x64(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear32x64GeluTile4x64(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear32x64GeluTile3x64(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear32x64GeluTile2x64(arena, weights, bias, w, x, y, n, t);
                default -> linear32x64GeluTile1x64(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear32x64GeluFinishx64(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 64
     */
    private static void linear32x64GeluTile6x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector c52 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        FloatVector c53 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 16);
        c02.intoArray(arena, y + 64 * t + n + 32);
        c03.intoArray(arena, y + 64 * t + n + 48);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 80);
        c12.intoArray(arena, y + 64 * t + n + 96);
        c13.intoArray(arena, y + 64 * t + n + 112);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 144);
        c22.intoArray(arena, y + 64 * t + n + 160);
        c23.intoArray(arena, y + 64 * t + n + 176);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 208);
        c32.intoArray(arena, y + 64 * t + n + 224);
        c33.intoArray(arena, y + 64 * t + n + 240);
        c40.intoArray(arena, y + 64 * t + n + 256);
        c41.intoArray(arena, y + 64 * t + n + 272);
        c42.intoArray(arena, y + 64 * t + n + 288);
        c43.intoArray(arena, y + 64 * t + n + 304);
        c50.intoArray(arena, y + 64 * t + n + 320);
        c51.intoArray(arena, y + 64 * t + n + 336);
        c52.intoArray(arena, y + 64 * t + n + 352);
        c53.intoArray(arena, y + 64 * t + n + 368);
    }

    /**
     * y = x w^T + bias on 5 rows of 64
     */
    private static void linear32x64GeluTile5x64(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 16);
        c02.intoArray(arena, y + 64 * t + n + 32);
        c03.intoArray(arena, y + 64 * t + n + 48);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 80);
        c12.intoArray(arena, y + 64 * t + n + 96);
        c13.intoArray(arena, y + 64 * t + n + 112);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 144);
        c22.intoArray(arena, y + 64 * t + n + 160);
        c23.intoArray(arena, y + 64 * t + n + 176);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 208);
        c32.intoArray(arena, y + 64 * t + n + 224);
        c33.intoArray(arena, y + 64 * t + n + 240);
        c40.intoArray(arena, y + 64 * t + n + 256);
        c41.intoArray(arena, y + 64 * t + n + 272);
        c42.intoArray(arena, y + 64 * t + n + 288);
        c43.intoArray(arena, y + 64 * t + n + 304);
    }

    /**
     * y = x w^T + bias on 4 rows of 64
     */
    private static void linear32x64GeluTile4x64(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 16);
        c02.intoArray(arena, y + 64 * t + n + 32);
        c03.intoArray(arena, y + 64 * t + n + 48);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 80);
        c12.intoArray(arena, y + 64 * t + n + 96);
        c13.intoArray(arena, y + 64 * t + n + 112);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 144);
        c22.intoArray(arena, y + 64 * t + n + 160);
        c23.intoArray(arena, y + 64 * t + n + 176);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 208);
        c32.intoArray(arena, y + 64 * t + n + 224);
        c33.intoArray(arena, y + 64 * t + n + 240);
    }

    /**
     * y = x w^T + bias on 3 rows of 64
     */
    private static void linear32x64GeluTile3x64(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 16);
        c02.intoArray(arena, y + 64 * t + n + 32);
        c03.intoArray(arena, y + 64 * t + n + 48);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 80);
        c12.intoArray(arena, y + 64 * t + n + 96);
        c13.intoArray(arena, y + 64 * t + n + 112);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 144);
        c22.intoArray(arena, y + 64 * t + n + 160);
        c23.intoArray(arena, y + 64 * t + n + 176);
    }

    /**
     * y = x w^T + bias on 2 rows of 64
     */
    private static void linear32x64GeluTile2x64(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 16);
        c02.intoArray(arena, y + 64 * t + n + 32);
        c03.intoArray(arena, y + 64 * t + n + 48);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 80);
        c12.intoArray(arena, y + 64 * t + n + 96);
        c13.intoArray(arena, y + 64 * t + n + 112);
    }

    /**
     * y = x w^T + bias on 1 row of 64
     */
    private static void linear32x64GeluTile1x64(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 48);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 8192, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 512);
            FloatVector b2 = vector(panel, 16L * k + 1024);
            FloatVector b3 = vector(panel, 16L * k + 1536);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 64 * t + n);
        c1.intoArray(arena, y + 64 * t + n + 16);
        c2.intoArray(arena, y + 64 * t + n + 32);
        c3.intoArray(arena, y + 64 * t + n + 48);
    }

    /**
     * y = gelu(y) on rows of 64
     */
    private static void linear32x64GeluFinishx64(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 64; lane += 16) {
                gelu(vector(arena, y + 64 * t + n + lane)).intoArray(arena, y + 64 * t + n + lane);
            }
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,32), w (64,32) -> y (T,64) on rows begin to end
     */
    private static void linear32x64GeluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear32x64GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.6: y = x w^T + bias + r      x (T,64), w (32,64), r (T,32) -> y (T,32)
     */
    private static void linear64x32Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear64x32AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (32,64), r (T,32) -> y (T,32) on one panel and rows begin to end
     */
    private static void linear64x32AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear64x32AddTile6x32(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear64x32AddTile5x32(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear64x32AddTile4x32(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear64x32AddTile3x32(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear64x32AddTile2x32(arena, weights, bias, w, x, y, n, t);
                default -> linear64x32AddTile1x32(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear64x32AddFinishx32(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 32
     */
    private static void linear64x32AddTile6x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 192]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 256]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 320]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 144);
        c50.intoArray(arena, y + 32 * t + n + 160);
        c51.intoArray(arena, y + 32 * t + n + 176);
    }

    /**
     * y = x w^T + bias on 5 rows of 32
     */
    private static void linear64x32AddTile5x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 192]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 256]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 144);
    }

    /**
     * y = x w^T + bias on 4 rows of 32
     */
    private static void linear64x32AddTile4x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 192]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 112);
    }

    /**
     * y = x w^T + bias on 3 rows of 32
     */
    private static void linear64x32AddTile3x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 2 rows of 32
     */
    private static void linear64x32AddTile2x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
    }

    /**
     * y = x w^T + bias on 1 row of 32
     */
    private static void linear64x32AddTile1x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 8192, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 1024);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 16);
    }

    /**
     * y = y + r on rows of 32
     */
    private static void linear64x32AddFinishx32(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 32; lane += 16) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (32,64), r (T,32) -> y (T,32) on rows begin to end
     */
    private static void linear64x32AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear64x32AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 4: y = mean of each sequence      x (T,32) -> y (B,32)
     */
    private static void poolMean32(Frame frame, Worker worker, int x, int y) {
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
            for (int i = 0; i < length; i++) {
                a0 = a0.add(vector(arena, x + 32 * start + 32 * i + c));
                a1 = a1.add(vector(arena, x + 32 * start + 32 * i + c + 16));
            }
            a0.div(FloatVector.broadcast(FLOATS, (float) length)).intoArray(arena, y + 32 * s + c);
            a1.div(FloatVector.broadcast(FLOATS, (float) length))
                    .intoArray(arena, y + 32 * s + c + 16);
        }
    }

    /**
     * Step 5: y = x / max(|x|, 1e-12)      x (B,32) -> y (B,32)
     */
    private static void normalize32PerSequence(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int tasks = (B + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, B);
            normalize32PerSequenceRows(arena, x, y, begin, end);
        }
    }

    /**
     * y = x / max(|x|, 1e-12)      x (B,32) -> y (B,32) on rows begin to end
     */
    private static void normalize32PerSequenceRows(float[] arena, int x, int y, int begin,
            int end) {
        for (int t = begin; t < end; t++) {
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 32; c += 16) {
                squares0 = squares0.add(vector(arena, x + 32 * t + c)
                        .mul(vector(arena, x + 32 * t + c)));
            }
            float squares = sumOf(squares0);
            float length = Math.max((float) Math.sqrt(squares), 1.0E-12f);
            for (int c = 0; c < 32; c += 16) {
                vector(arena, x + 32 * t + c).div(FloatVector.broadcast(FLOATS, length))
                        .intoArray(arena, y + 32 * t + c);
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
     * The error function, within 1.2e-7.
     */
    private static FloatVector erf(FloatVector x) {
        FloatVector low = x.blend(FloatVector.broadcast(FLOATS, 4.0f),
                FloatVector.broadcast(FLOATS, 4.0f).compare(VectorOperators.LT, x));
        FloatVector c = low.blend(FloatVector.broadcast(FLOATS, -4.0f),
                low.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, -4.0f)));
        FloatVector s = c.mul(c);
        FloatVector p4 = FloatVector.broadcast(FLOATS, 7.181957E-9f).fma(s,
                FloatVector.broadcast(FLOATS, 2.2571896E-7f));
        FloatVector p3 = p4.fma(s, FloatVector.broadcast(FLOATS, -3.5967827E-5f));
        FloatVector p2 = p3.fma(s, FloatVector.broadcast(FLOATS, 0.0014058498f));
        FloatVector p1 = p2.fma(s, FloatVector.broadcast(FLOATS, -0.030526511f));
        FloatVector p0 = p1.fma(s, FloatVector.broadcast(FLOATS, 0.50150186f));
        FloatVector z = c.mul(p0);
        FloatVector v = FloatVector.broadcast(FLOATS, 0.5f).mul(z).fma(z.neg().fma(z,
                FloatVector.broadcast(FLOATS, 1.0f)), z);
        return FloatVector.broadcast(FLOATS, 0.5f).mul(v).fma(v.neg().fma(v,
                FloatVector.broadcast(FLOATS, 1.0f)), v);
    }

    /**
     * x (1 + erf(x / sqrt(2))) / 2.
     */
    private static FloatVector gelu(FloatVector x) {
        FloatVector e = erf(x.mul(FloatVector.broadcast(FLOATS, 0.70710677f)));
        FloatVector half = x.mul(FloatVector.broadcast(FLOATS, 0.5f));
        return half.fma(e, half);
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
}
