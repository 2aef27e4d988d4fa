// Generated from model.attar (spec 437bd7fd, compiler 0.1.0, java-vector/256, tile 6x2). Do not edit.
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
 * Roberta on vectors of 8 floats (java-vector/256, tile 6x2), in execution order:
 *
 * <pre>
 * 1    embeddings.sum (T,16)                   embed16IdsPositionSegments
 * 2    embeddings.norm (T,16)                  norm16
 * 3    1 layer
 * 3.1  layer.attention.query+key+value (T,48)  linear16x48
 * 3.2  layer.attention.mixed (T,16)            attention1x16From48
 * 3.3  layer.attention.sum (T,16)              linear16x16Add
 * 3.4  layer.attention.norm (T,16)             norm16
 * 3.5  layer.feedforward.active (T,64)         linear16x64Silu
 * 3.6  layer.feedforward.sum (T,16)            linear64x16Add
 * 3.7  layer.feedforward.norm (T,16)           norm16
 *      output "hidden"
 * 4    head.pool (B,16)                        poolCls16
 * 5    head.active (B,16)                      linear16x16TanhPerSequence
 * 6    head.classes (B,2)                      linear16x2PerSequence
 * 7    head.softmax (B,2)                      softmax2PerSequence
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class RobertaVector8 implements Program {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

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
            "Roberta",
            8,
            List.of(
                    new ProgramPlan.Axis("tokens", 20)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 50),
                    new ProgramPlan.Input("segments", "segment id", TOKENS, 1)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(50, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.positions.weight", List.of(22, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 800L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.segments.weight", List.of(1, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1152L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.weight", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1168L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.bias", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1184L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.dense.weight", List.of(16, 16), Optional.empty(),
                            new Slot.Layout.Panels(8, 0, 16), 1200L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.dense.bias", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1456L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.weight", List.of(2, 16), Optional.empty(),
                            new Slot.Layout.Panels(8, 0, 16), 1472L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.bias", List.of(2), Optional.empty(),
                            new Slot.Layout.Rows(16), 1728L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 48),
                            1744L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 16, 48), 1744L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 32, 48), 1744L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2512L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2528L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2544L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            2560L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 2816L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 2832L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 2848L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(64, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 64),
                            2864L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.bias", List.of(64),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(64), 3888L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(16, 64),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            3952L, 3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4976L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4992L,
                            3280L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 5008L,
                            3280L, Slot.Source.WEIGHTS)),
            5024L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS, SEGMENTS),
                            SizeFormula.perRow(128, TOKENS),
                            new SizeFormula(400,
                                    List.of(new SizeFormula.Term(32, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            16, 16, SizeFormula.perRow(16, TOKENS)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.PER_SEQUENCE, 2, 16,
                                            SizeFormula.perRow(16, TOKENS))))));

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
        if (members > 1 && T < 512 * members) return 0;
        return Math.ceilDiv(Math.ceilDiv(T, 128), members) * members;
    }

    /**
     * All steps of the entry point forward.
     */
    private static void forward(Frame frame, Worker worker) {
        int T = frame.rows(TOKENS);
        int blocks = blocks(T, worker.members());
        // 1  embeddings.sum (T,16)
        embed16IdsPositionSegments(frame, worker, 0L, 800L, 1152L, 0);
        worker.barrier();
        // 2  embeddings.norm (T,16)
        norm16(frame, worker, 0, 1168L, 1184L, 16 * T);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 3280L;
            if (blocks > 0) {
                forwardRows3_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.1  layer.attention.query+key+value (T,48)
                linear16x48(frame, worker, 16 * T, 1744L + at, 2512L + at, 32 * T);
                worker.barrier();
            }
            // 3.2  layer.attention.mixed (T,16)
            attention1x16From48(frame, worker, 32 * T, 32 * T + 16, 32 * T + 32, 0);
            worker.barrier();
            if (blocks > 0) {
                forwardRows3_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.3  layer.attention.sum (T,16)
                linear16x16Add(frame, worker, 0, 2560L + at, 2816L + at, 16 * T, 32 * T);
                worker.barrier();
                // 3.4  layer.attention.norm (T,16)
                norm16(frame, worker, 32 * T, 2832L + at, 2848L + at, 48 * T);
                worker.barrier();
                // 3.5  layer.feedforward.active (T,64)
                linear16x64Silu(frame, worker, 48 * T, 2864L + at, 3888L + at, 64 * T);
                worker.barrier();
                // 3.6  layer.feedforward.sum (T,16)
                linear64x16Add(frame, worker, 64 * T, 3952L + at, 4976L + at, 48 * T, 32 * T);
                worker.barrier();
                // 3.7  layer.feedforward.norm (T,16)
                norm16(frame, worker, 32 * T, 4992L + at, 5008L + at, 16 * T);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        // 4  head.pool (B,16)
        poolCls16(frame, worker, 16 * T, 0);
        worker.barrier();
        // 5  head.active (B,16)
        linear16x16TanhPerSequence(frame, worker, 0, 1200L, 1456L, 16 * T);
        worker.barrier();
        // 6  head.classes (B,2)
        linear16x2PerSequence(frame, worker, 16 * T, 1472L, 1728L, 0);
        worker.barrier();
        // 7  head.softmax (B,2)
        softmax2PerSequence(frame, worker, 0, 16 * T);
    }

    /**
     * Step 3.1, a block of tokens at a time.
     */
    private static void forwardRows3_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 3280L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,48)
            linear16x48Rows(arena, weights, 2512L + at, 1744L + at, 16 * T, 32 * T, begin, end);
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
        long at = layer * 3280L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,16)
            linear16x16AddRows(arena, weights, 2816L + at, 2560L + at, 0, 32 * T + 16 * own, 16 * T,
                    begin, end);
            // 3.4  layer.attention.norm (T,16)
            norm16Rows(arena, weights, 32 * T + 16 * own, 48 * T + 16 * own, 2832L + at, 2848L + at,
                    begin, end);
            // 3.5  layer.feedforward.active (T,64)
            linear16x64SiluRows(arena, weights, 3888L + at, 2864L + at, 48 * T + 16 * own,
                    64 * T + 64 * own, begin, end);
            // 3.6  layer.feedforward.sum (T,16)
            linear64x16AddRows(arena, weights, 4976L + at, 3952L + at, 64 * T + 64 * own,
                    32 * T + 16 * own, 48 * T + 16 * own, begin, end);
            // 3.7  layer.feedforward.norm (T,16)
            norm16Rows(arena, weights, 32 * T + 16 * own, 16 * T, 4992L + at, 5008L + at, begin,
                    end);
        }
    }

    /**
     * Step 1: y = tokens[ids] + positions[position + 2] + segments[segments]      -> y (T,16)
     */
    private static void embed16IdsPositionSegments(Frame frame, Worker worker, long tokens,
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
                int positionRow = i + 2;
                int segmentsRow = segmentIds[t];
                for (int c = 0; c < 16; c += 8) {
                    vector(weights, tokens + 16L * idsRow + c)
                            .add(vector(weights, positions + 16L * positionRow + c))
                            .add(vector(weights, segments + 16L * segmentsRow + c))
                            .intoArray(arena, y + 16 * t + c);
                }
            }
        }
    }

    /**
     * Steps 2, 3.4, 3.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16)
     */
    private static void norm16(Frame frame, Worker worker, int x, long gamma, long beta, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm16Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16) on rows begin to end
     */
    private static void norm16Rows(float[] arena, MemorySegment weights, int x, int y, long gamma,
            long beta, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                sum0 = sum0.add(vector(arena, x + 16 * t + c));
                sum1 = sum1.add(vector(arena, x + 16 * t + c + 8));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            float mean = sum / 16.0f;
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0.add(vector(arena, x + 16 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean)).mul(vector(arena, x + 16 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
                squares1 = squares1.add(vector(arena, x + 16 * t + c + 8)
                        .sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(vector(arena, x + 16 * t + c + 8)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
            }
            squares0 = squares0.add(squares1);
            float squares = sumOf(squares0);
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-5f);
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * Step 3.1: y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48)
     */
    private static void linear16x48(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x48Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48) on one panel and rows begin to end
     */
    private static void linear16x48Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x48Tile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x48Tile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x48Tile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x48Tile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x48Tile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x48Tile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48Tile6x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 8);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 56);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 104);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 152);
        c40.intoArray(arena, y + 48 * t + n + 192);
        c41.intoArray(arena, y + 48 * t + n + 200);
        c50.intoArray(arena, y + 48 * t + n + 240);
        c51.intoArray(arena, y + 48 * t + n + 248);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48Tile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 8);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 56);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 104);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 152);
        c40.intoArray(arena, y + 48 * t + n + 192);
        c41.intoArray(arena, y + 48 * t + n + 200);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x48Tile4x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 8);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 56);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 104);
        c30.intoArray(arena, y + 48 * t + n + 144);
        c31.intoArray(arena, y + 48 * t + n + 152);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x48Tile3x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 8);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 56);
        c20.intoArray(arena, y + 48 * t + n + 96);
        c21.intoArray(arena, y + 48 * t + n + 104);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x48Tile2x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 48 * t + n);
        c01.intoArray(arena, y + 48 * t + n + 8);
        c10.intoArray(arena, y + 48 * t + n + 48);
        c11.intoArray(arena, y + 48 * t + n + 56);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x48Tile1x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 48 * t + n);
        c1.intoArray(arena, y + 48 * t + n + 8);
    }

    /**
     * y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48) on rows begin to end
     */
    private static void linear16x48Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 48; n += 16) {
            linear16x48Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.2: y = softmax(q k^T / sqrt(16)) v, 1 heads      q, k, v (T,16) -> y (T,16)
     */
    private static void attention1x16From48(Frame frame, Worker worker, int q, int k, int v,
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
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int h = 0;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention1x16From48Turn(arena, kt, k, length, h, start);
            attention1x16From48Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention1x16From48Rows6(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 5 -> attention1x16From48Rows5(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention1x16From48Rows4(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention1x16From48Rows3(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention1x16From48Rows2(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    default -> attention1x16From48Rows1(arena, kt, q, p, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,16) -> kt (16,length)
     */
    private static void attention1x16From48Turn(float[] arena, int kt, int k, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d++) {
                arena[kt + 15 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 16 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,16) -> vh (length,16)
     */
    private static void attention1x16From48Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d += 8) {
                vector(arena, v + 48 * start + 48 * j + 16 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention1x16From48Rows6(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores6x16(arena, kt, q, p, j, h, i, start, 0f, 0f);
        }
        attention1x16From48SoftmaxLargest6(arena, p, parts, length);
        attention1x16From48SoftmaxFromLargest6(arena, parts, p, length);
        attention1x16From48SoftmaxSum6(arena, p, parts, length);
        attention1x16From48SoftmaxFromSum6(arena, parts, p, inverse, length);
        int d = 0;
        attention1x16From48Mix6x16(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,length) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention1x16From48Scores6x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;
        FloatVector c50 = initial;
        FloatVector c51 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 240]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 72);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 120);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 168);
        c40.intoArray(arena, p + j + 208);
        c41.intoArray(arena, p + j + 216);
        c50.intoArray(arena, p + j + 256);
        c51.intoArray(arena, p + j + 264);
        return held0 + held1;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention1x16From48SoftmaxLargest6(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest50 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest51 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 72);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 120);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 168);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 216);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next50 = vector(arena, p + j + 256);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 264);
            largest51 = largest51.blend(next51, largest51.compare(VectorOperators.LT, next51));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
        largest50.intoArray(arena, parts + 80);
        largest51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention1x16From48SoftmaxFromLargest6(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
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
    private static void attention1x16From48SoftmaxSum6(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum50 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum51 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 72));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 120));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum31 = sum31.add(vector(arena, p + j + 168));
            sum40 = sum40.add(vector(arena, p + j + 208));
            sum41 = sum41.add(vector(arena, p + j + 216));
            sum50 = sum50.add(vector(arena, p + j + 256));
            sum51 = sum51.add(vector(arena, p + j + 264));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
        sum50.intoArray(arena, parts + 80);
        sum51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention1x16From48SoftmaxFromSum6(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention1x16From48Mix6x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;
        FloatVector c50 = initial;
        FloatVector c51 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 256]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c00.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c01.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c10.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 16);
        c11.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 24);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c20.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 32);
        c21.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 40);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c30.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 48);
        c31.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 56);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c40.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 64);
        c41.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 72);
        FloatVector scale5 = FloatVector.broadcast(FLOATS, arena[inverse + 5]);
        c50.mul(scale5).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 80);
        c51.mul(scale5).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 88);
        return held0 + held1;
    }

    /**
     * 5 rows through all phases
     */
    private static void attention1x16From48Rows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores5x16(arena, kt, q, p, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention1x16From48SoftmaxLargest5(arena, p, parts, length);
        attention1x16From48SoftmaxFromLargest5(arena, parts, p, length);
        attention1x16From48SoftmaxSum5(arena, p, parts, length);
        attention1x16From48SoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        attention1x16From48Mix5x16(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention1x16From48Scores5x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 72);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 120);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 168);
        c40.intoArray(arena, p + j + 208);
        c41.intoArray(arena, p + j + 216);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention1x16From48SoftmaxLargest5(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 72);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 120);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 168);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 216);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention1x16From48SoftmaxFromLargest5(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
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
    private static void attention1x16From48SoftmaxSum5(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 72));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 120));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum31 = sum31.add(vector(arena, p + j + 168));
            sum40 = sum40.add(vector(arena, p + j + 208));
            sum41 = sum41.add(vector(arena, p + j + 216));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention1x16From48SoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention1x16From48Mix5x16(float[] arena, int vh, int p, int inverse,
            int y, int length, int d, int h, int i, int start, float held0, float held1,
            float held2, float held3, float held4, float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        FloatVector c40 = initial;
        FloatVector c41 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c00.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c01.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c10.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 16);
        c11.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 24);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c20.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 32);
        c21.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 40);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c30.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 48);
        c31.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 56);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c40.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 64);
        c41.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 72);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * 4 rows through all phases
     */
    private static void attention1x16From48Rows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention1x16From48SoftmaxLargest4(arena, p, parts, length);
        attention1x16From48SoftmaxFromLargest4(arena, parts, p, length);
        attention1x16From48SoftmaxSum4(arena, p, parts, length);
        attention1x16From48SoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        attention1x16From48Mix4x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 16
     */
    private static void attention1x16From48Scores4x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 72);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 120);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 168);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention1x16From48SoftmaxLargest4(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 72);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 120);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 168);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention1x16From48SoftmaxFromLargest4(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
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
    private static void attention1x16From48SoftmaxSum4(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 72));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 120));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum31 = sum31.add(vector(arena, p + j + 168));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention1x16From48SoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
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
    private static void attention1x16From48Mix4x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 160]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c00.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c01.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c10.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 16);
        c11.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 24);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c20.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 32);
        c21.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 40);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c30.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 48);
        c31.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 56);
    }

    /**
     * 3 rows through all phases
     */
    private static void attention1x16From48Rows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention1x16From48SoftmaxLargest3(arena, p, parts, length);
        attention1x16From48SoftmaxFromLargest3(arena, parts, p, length);
        attention1x16From48SoftmaxSum3(arena, p, parts, length);
        attention1x16From48SoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        attention1x16From48Mix3x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 16
     */
    private static void attention1x16From48Scores3x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 72);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 120);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention1x16From48SoftmaxLargest3(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 72);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 120);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention1x16From48SoftmaxFromLargest3(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
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
    private static void attention1x16From48SoftmaxSum3(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 72));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 120));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention1x16From48SoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
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
    private static void attention1x16From48Mix3x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c00.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c01.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c10.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 16);
        c11.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 24);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c20.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 32);
        c21.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 40);
    }

    /**
     * 2 rows through all phases
     */
    private static void attention1x16From48Rows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention1x16From48SoftmaxLargest2(arena, p, parts, length);
        attention1x16From48SoftmaxFromLargest2(arena, parts, p, length);
        attention1x16From48SoftmaxSum2(arena, p, parts, length);
        attention1x16From48SoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        attention1x16From48Mix2x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 16
     */
    private static void attention1x16From48Scores2x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 72);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention1x16From48SoftmaxLargest2(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 72);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention1x16From48SoftmaxFromLargest2(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
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
    private static void attention1x16From48SoftmaxSum2(float[] arena, int p, int parts,
            int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 72));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention1x16From48SoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
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
    private static void attention1x16From48Mix2x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c00.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c01.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c10.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 16);
        c11.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 24);
    }

    /**
     * 1 row through all phases
     */
    private static void attention1x16From48Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention1x16From48Scores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention1x16From48Softmax1(arena, p, inverse, length);
        int d = 0;
        attention1x16From48Mix1x16(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 16
     */
    private static void attention1x16From48Scores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 16; d++) {
            FloatVector b0 = vector(arena, kt + 16 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 16 * j + 16 * d + 8);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 16 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention1x16From48Softmax1(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (length & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 48 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 48 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.36067376f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 48 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 48 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
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
    private static void attention1x16From48Mix1x16(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b0 = vector(arena, vh + 16 * j + d);
            FloatVector b1 = vector(arena, vh + 16 * j + d + 8);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d);
        c1.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 16 * h + d + 8);
    }

    /**
     * Step 3.3: y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16)
     */
    private static void linear16x16Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear16x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16AddTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16AddTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16AddTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x16AddTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x16AddTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x16AddTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x16AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddTile6x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        c50.intoArray(arena, y + 16 * t + n + 80);
        c51.intoArray(arena, y + 16 * t + n + 88);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x16AddTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x16AddTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x16AddTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x16AddTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 8);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear16x16AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 3.5: y = silu(x w^T + bias)      x (T,16), w (64,16) -> y (T,64)
     */
    private static void linear16x64Silu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 4 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x64SiluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = silu(x w^T + bias)      x (T,16), w (64,16) -> y (T,64) on one panel and rows begin to end
     */
    private static void linear16x64SiluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x64SiluTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x64SiluTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x64SiluTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x64SiluTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x64SiluTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x64SiluTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x64SiluFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x64SiluTile6x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 8);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 72);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 136);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 200);
        c40.intoArray(arena, y + 64 * t + n + 256);
        c41.intoArray(arena, y + 64 * t + n + 264);
        c50.intoArray(arena, y + 64 * t + n + 320);
        c51.intoArray(arena, y + 64 * t + n + 328);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x64SiluTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 8);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 72);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 136);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 200);
        c40.intoArray(arena, y + 64 * t + n + 256);
        c41.intoArray(arena, y + 64 * t + n + 264);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x64SiluTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 8);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 72);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 136);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 200);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x64SiluTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 8);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 72);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 136);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x64SiluTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 64 * t + n);
        c01.intoArray(arena, y + 64 * t + n + 8);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 72);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x64SiluTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 64 * t + n);
        c1.intoArray(arena, y + 64 * t + n + 8);
    }

    /**
     * y = silu(y) on rows of 16
     */
    private static void linear16x64SiluFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                silu(vector(arena, y + 64 * t + n + lane)).intoArray(arena, y + 64 * t + n + lane);
            }
        }
    }

    /**
     * y = silu(x w^T + bias)      x (T,16), w (64,16) -> y (T,64) on rows begin to end
     */
    private static void linear16x64SiluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 16) {
            linear16x64SiluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.6: y = x w^T + bias + r      x (T,64), w (16,64), r (T,16) -> y (T,16)
     */
    private static void linear64x16Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear64x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (16,64), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear64x16AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear64x16AddTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear64x16AddTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear64x16AddTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear64x16AddTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear64x16AddTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear64x16AddTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear64x16AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear64x16AddTile6x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        c50.intoArray(arena, y + 16 * t + n + 80);
        c51.intoArray(arena, y + 16 * t + n + 88);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear64x16AddTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear64x16AddTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear64x16AddTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear64x16AddTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear64x16AddTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 64L * n), 4096, 1);

        for (int k = 0; k < 64; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 512);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 64 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 8);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear64x16AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (16,64), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear64x16AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear64x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 4: y = cls of each sequence      x (T,16) -> y (B,16)
     */
    private static void poolCls16(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int[] starts = frame.starts(TOKENS);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = starts[s];
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * start + c).intoArray(arena, y + 16 * s + c);
            }
        }
    }

    /**
     * Step 5: y = tanh(x w^T + bias)      x (B,16), w (16,16) -> y (B,16)
     */
    private static void linear16x16TanhPerSequence(Frame frame, Worker worker, int x, long w,
            long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int tasks = (B + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, B);
            linear16x16TanhPerSequencePanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = tanh(x w^T + bias)      x (B,16), w (16,16) -> y (B,16) on one panel and rows begin to end
     */
    private static void linear16x16TanhPerSequencePanel(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16TanhPerSequenceTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16TanhPerSequenceTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16TanhPerSequenceTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x16TanhPerSequenceTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x16TanhPerSequenceTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x16TanhPerSequenceTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x16TanhPerSequenceFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16TanhPerSequenceTile6x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        c50.intoArray(arena, y + 16 * t + n + 80);
        c51.intoArray(arena, y + 16 * t + n + 88);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16TanhPerSequenceTile5x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t, float held0, float held1, float held2,
            float held3, float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x16TanhPerSequenceTile4x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x16TanhPerSequenceTile3x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x16TanhPerSequenceTile2x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x16TanhPerSequenceTile1x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 8);
    }

    /**
     * y = tanh(y) on rows of 16
     */
    private static void linear16x16TanhPerSequenceFinishx16(float[] arena, int y, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                tanh(vector(arena, y + 16 * t + n + lane)).intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * Step 6: y = x w^T + bias      x (B,16), w (2,16) -> y (B,2)
     */
    private static void linear16x2PerSequence(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int tasks = (B + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, B);
            linear16x2PerSequencePanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (B,16), w (2,16) -> y (B,2) on one panel and rows begin to end
     */
    private static void linear16x2PerSequencePanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x2PerSequenceTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x2PerSequenceTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x2PerSequenceTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x2PerSequenceTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x2PerSequenceTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x2PerSequenceTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x2PerSequenceTile6x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t, float held0, float held1) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector c50 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector c51 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        c50.intoArray(arena, y + 16 * t + n + 80);
        c51.intoArray(arena, y + 16 * t + n + 88);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x2PerSequenceTile5x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t, float held0, float held1, float held2,
            float held3, float held4, float held5) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 72);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x2PerSequenceTile4x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 56);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x2PerSequenceTile3x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 40);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x2PerSequenceTile2x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 8);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 24);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x2PerSequenceTile1x16(float[] arena, MemorySegment weights,
            long bias, long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 1024, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 128);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 8);
    }

    /**
     * Step 7: y = exp(x - max(x)) / sum      x (B,2) -> y (B,2)
     */
    private static void softmax2PerSequence(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int tasks = (B + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, B);
            softmax2PerSequenceRows(arena, x, y, begin, end);
        }
    }

    /**
     * y = exp(x - max(x)) / sum      x (B,2) -> y (B,2) on rows begin to end
     */
    private static void softmax2PerSequenceRows(float[] arena, int x, int y, int begin, int end) {
        for (int t = begin; t < end; t++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < 2; c++) {
                float next = arena[x + 16 * t + c];
                largest = (largest < next ? next : largest);
            }
            for (int c = 0; c < 16; c += 8) {
                exp(vector(arena, x + 16 * t + c).sub(FloatVector.broadcast(FLOATS, largest)))
                        .intoArray(arena, y + 16 * t + c);
            }
            float sum = 0.0f;
            for (int c = 0; c < 2; c++) {
                sum = sum + arena[y + 16 * t + c];
            }
            float scale = 1.0f / sum;
            for (int c = 0; c < 16; c += 8) {
                vector(arena, y + 16 * t + c).mul(FloatVector.broadcast(FLOATS, scale))
                        .intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * e to the x, within 0.9 ulp; 0 below -87.33654, infinite above 88.72283.
     */
    private static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(FloatVector.broadcast(FLOATS, 1.442695f),
                FloatVector.broadcast(FLOATS, 1.2582912E7f));
        FloatVector n = shifted.sub(FloatVector.broadcast(FLOATS, 1.2582912E7f));
        FloatVector high = n.fma(FloatVector.broadcast(FLOATS, -0.6931472f), x);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, 1.9046542E-9f), high);
        FloatVector p5 = FloatVector.broadcast(FLOATS, 0.0013816669f).fma(r,
                FloatVector.broadcast(FLOATS, 0.008368916f));
        FloatVector p4 = p5.fma(r, FloatVector.broadcast(FLOATS, 0.04166863f));
        FloatVector p3 = p4.fma(r, FloatVector.broadcast(FLOATS, 0.1666652f));
        FloatVector p2 = p3.fma(r, FloatVector.broadcast(FLOATS, 0.4999999f));
        FloatVector p1 = p2.fma(r, FloatVector.broadcast(FLOATS, 1.0f));
        FloatVector p0 = p1.fma(r, FloatVector.broadcast(FLOATS, 1.0f));
        FloatVector scaled = p0.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
        FloatVector over = x.mul(FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY));
        FloatVector finite = over.blend(scaled,
                x.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, 88.72284f)));
        return finite.blend(FloatVector.broadcast(FLOATS, 0.0f),
                x.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, -87.33654f)));
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
     * The hyperbolic tangent, within 3.7 ulp.
     */
    private static FloatVector tanh(FloatVector x) {
        FloatVector s = x.mul(x);
        FloatVector p1 = FloatVector.broadcast(FLOATS, 1.0576275E-4f).fma(s,
                FloatVector.broadcast(FLOATS, 0.027410122f));
        FloatVector p0 = p1.fma(s, FloatVector.broadcast(FLOATS, 0.9195476f));
        FloatVector q = FloatVector.broadcast(FLOATS, 2.2905917E-6f).fma(s,
                FloatVector.broadcast(FLOATS, 0.0022256393f)).fma(s,
                FloatVector.broadcast(FLOATS, 0.20807812f));
        FloatVector q2 = q.fma(s, FloatVector.broadcast(FLOATS, 1.8390952f));
        FloatVector n = x.mul(p0);
        FloatVector y = n.add(n).mul(q2).div(n.fma(n, q2.mul(q2)));
        FloatVector high = y.blend(FloatVector.broadcast(FLOATS, 1.0f),
                FloatVector.broadcast(FLOATS, 8.3f).compare(VectorOperators.LT, x));
        return high.blend(FloatVector.broadcast(FLOATS, -1.0f),
                x.compare(VectorOperators.LT, FloatVector.broadcast(FLOATS, -8.3f)));
    }

    /**
     * x / (1 + exp(-x)).
     */
    private static FloatVector silu(FloatVector x) {
        FloatVector e = exp(x.neg());
        return x.div(FloatVector.broadcast(FLOATS, 1.0f).add(e));
    }

    /**
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float sumOf(FloatVector v) {
        FloatVector v4 = v.add(v.rearrange(DOWN_4));
        FloatVector v2 = v4.add(v4.rearrange(DOWN_2));
        FloatVector one = v2.add(v2.rearrange(DOWN_1));
        return one.lane(0);
    }

    /**
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float largestOf(FloatVector v) {
        FloatVector u4 = v.rearrange(DOWN_4);
        FloatVector v4 = v.blend(u4, v.compare(VectorOperators.LT, u4));
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
