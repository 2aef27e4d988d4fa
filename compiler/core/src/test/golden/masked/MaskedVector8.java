// Generated from model.attar (spec abcc5455, compiler 0.1.0, java-vector/256, tile 6x2). Do not edit.
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
 * Masked on vectors of 8 floats (java-vector/256, tile 6x2), in execution order:
 *
 * <pre>
 * 1    embeddings.sum (T,16)                   embed16IdsPositionSegments
 * 2    embeddings.norm (T,16)                  norm16
 * 3    1 layer
 * 3.1  layer.attention.query+key+value (T,48)  linear16x48
 * 3.2  layer.attention.mixed (T,16)            attention2x8From48
 * 3.3  layer.attention.sum (T,16)              linear16x16Add
 * 3.4  layer.attention.norm (T,16)             norm16
 * 3.5  layer.feedforward.active (T,32)         linear16x32Gelu
 * 3.6  layer.feedforward.sum (T,16)            linear32x16Add
 * 3.7  layer.feedforward.norm (T,16)           norm16
 *      output "hidden"
 * 4    head.active (T,16)                      linear16x16Gelu
 * 5    head.norm (T,16)                        norm16Variant2
 * 6    head.tokens (T,37)                      linear16x37
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class MaskedVector8 implements Program {
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
            "Masked",
            8,
            List.of(
                    new ProgramPlan.Axis("tokens", 16)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 37),
                    new ProgramPlan.Input("segments", "segment id", TOKENS, 2)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(37, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.positions.weight", List.of(16, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 592L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.segments.weight", List.of(2, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 848L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.weight", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 880L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.bias", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 896L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.dense.weight", List.of(16, 16), Optional.empty(),
                            new Slot.Layout.Panels(8, 0, 16), 912L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.dense.bias", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1168L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.norm.weight", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1184L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.norm.bias", List.of(16), Optional.empty(),
                            new Slot.Layout.Rows(16), 1200L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.tokens.weight", List.of(37, 16), Optional.empty(),
                            new Slot.Layout.Panels(8, 0, 48), 1216L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.bias", List.of(37), Optional.empty(), new Slot.Layout.Rows(48),
                            1984L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 48),
                            2032L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 16, 48), 2032L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 32, 48), 2032L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2800L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2816L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2832L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            2848L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3104L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3120L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3136L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(32, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 32),
                            3152L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.bias", List.of(32),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3664L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(16, 32),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            3696L, 2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4208L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4224L,
                            2224L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4240L,
                            2224L, Slot.Source.WEIGHTS)),
            4256L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS, SEGMENTS),
                            SizeFormula.perRow(96, TOKENS),
                            new SizeFormula(304,
                                    List.of(new SizeFormula.Term(24, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            16, 16, SizeFormula.perRow(16, TOKENS)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 37,
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
        embed16IdsPositionSegments(frame, worker, 0L, 592L, 848L, 0);
        worker.barrier();
        // 2  embeddings.norm (T,16)
        norm16(frame, worker, 0, 880L, 896L, 16 * T);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 2224L;
            if (blocks > 0) {
                forwardRows3_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.1  layer.attention.query+key+value (T,48)
                linear16x48(frame, worker, 16 * T, 2032L + at, 2800L + at, 32 * T);
                worker.barrier();
            }
            // 3.2  layer.attention.mixed (T,16)
            attention2x8From48(frame, worker, 32 * T, 32 * T + 16, 32 * T + 32, 0);
            worker.barrier();
            if (blocks > 0) {
                forwardRows3_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.3  layer.attention.sum (T,16)
                linear16x16Add(frame, worker, 0, 2848L + at, 3104L + at, 16 * T, 32 * T);
                worker.barrier();
                // 3.4  layer.attention.norm (T,16)
                norm16(frame, worker, 32 * T, 3120L + at, 3136L + at, 48 * T);
                worker.barrier();
                // 3.5  layer.feedforward.active (T,32)
                linear16x32Gelu(frame, worker, 48 * T, 3152L + at, 3664L + at, 64 * T);
                worker.barrier();
                // 3.6  layer.feedforward.sum (T,16)
                linear32x16Add(frame, worker, 64 * T, 3696L + at, 4208L + at, 48 * T, 32 * T);
                worker.barrier();
                // 3.7  layer.feedforward.norm (T,16)
                norm16(frame, worker, 32 * T, 4224L + at, 4240L + at, 16 * T);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        if (blocks > 0) {
            forwardRows4(frame, worker, blocks);
        } else {
            // 4  head.active (T,16)
            linear16x16Gelu(frame, worker, 16 * T, 912L, 1168L, 0);
            worker.barrier();
            // 5  head.norm (T,16)
            norm16Variant2(frame, worker, 0, 1184L, 1200L, 32 * T);
            worker.barrier();
            // 6  head.tokens (T,37)
            linear16x37(frame, worker, 32 * T, 1216L, 1984L, 48 * T);
        }
    }

    /**
     * Step 3.1, a block of tokens at a time.
     */
    private static void forwardRows3_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 2224L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,48)
            linear16x48Rows(arena, weights, 2800L + at, 2032L + at, 16 * T, 32 * T, begin, end);
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
        long at = layer * 2224L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,16)
            linear16x16AddRows(arena, weights, 3104L + at, 2848L + at, 0, 32 * T + 16 * own, 16 * T,
                    begin, end);
            // 3.4  layer.attention.norm (T,16)
            norm16Rows(arena, weights, 32 * T + 16 * own, 48 * T + 16 * own, 3120L + at, 3136L + at,
                    begin, end);
            // 3.5  layer.feedforward.active (T,32)
            linear16x32GeluRows(arena, weights, 3664L + at, 3152L + at, 48 * T + 16 * own,
                    64 * T + 32 * own, begin, end);
            // 3.6  layer.feedforward.sum (T,16)
            linear32x16AddRows(arena, weights, 4208L + at, 3696L + at, 64 * T + 32 * own,
                    32 * T + 16 * own, 48 * T + 16 * own, begin, end);
            // 3.7  layer.feedforward.norm (T,16)
            norm16Rows(arena, weights, 32 * T + 16 * own, 16 * T, 4224L + at, 4240L + at, begin,
                    end);
        }
    }

    /**
     * Steps 4 to 6, a block of tokens at a time.
     */
    private static void forwardRows4(Frame frame, Worker worker, int blocks) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4  head.active (T,16)
            linear16x16GeluRows(arena, weights, 1168L, 912L, 16 * T, 0 + 16 * own, begin, end);
            // 5  head.norm (T,16)
            norm16Variant2Rows(arena, weights, 0 + 16 * own, 32 * T + 16 * own, 1184L, 1200L, begin,
                    end);
            // 6  head.tokens (T,37)
            linear16x37Rows(arena, weights, 1984L, 1216L, 32 * T + 16 * own, 48 * T, begin, end);
        }
    }

    /**
     * Step 1: y = tokens[ids] + positions[position] + segments[segments]      -> y (T,16)
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
                int positionRow = i;
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
     * Step 3.2: y = softmax(q k^T / sqrt(8)) v, 2 heads      q, k, v (T,16) -> y (T,16)
     */
    private static void attention2x8From48(Frame frame, Worker worker, int q, int k, int v, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int L = frame.longest(TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 8 * L;
        int p = vh + 16 * L;
        int inverse = p + 192;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention2x8From48Turn(arena, kt, k, length, h, start);
            attention2x8From48Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8From48Rows6(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 5 -> attention2x8From48Rows5(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention2x8From48Rows4(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention2x8From48Rows3(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention2x8From48Rows2(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    default -> attention2x8From48Rows1(arena, kt, q, p, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention2x8From48Turn(float[] arena, int kt, int k, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention2x8From48Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d += 8) {
                vector(arena, v + 48 * start + 48 * j + 8 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention2x8From48Rows6(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores6x16(arena, kt, q, p, j, h, i, start, 0f, 0f);
        }
        attention2x8From48SoftmaxLargest6(arena, p, parts, length);
        attention2x8From48SoftmaxFromLargest6(arena, parts, p, length);
        attention2x8From48SoftmaxSum6(arena, p, parts, length);
        attention2x8From48SoftmaxFromSum6(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8From48Mix6x8(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,length) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8From48Scores6x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 240]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 48);
        c11.intoArray(arena, p + j + 56);
        c20.intoArray(arena, p + j + 80);
        c21.intoArray(arena, p + j + 88);
        c30.intoArray(arena, p + j + 112);
        c31.intoArray(arena, p + j + 120);
        c40.intoArray(arena, p + j + 144);
        c41.intoArray(arena, p + j + 152);
        c50.intoArray(arena, p + j + 176);
        c51.intoArray(arena, p + j + 184);
        return held0 + held1;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8From48SoftmaxLargest6(float[] arena, int p, int parts,
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
            FloatVector next10 = vector(arena, p + j + 48);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 56);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 80);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 88);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 112);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 120);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 144);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 152);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next50 = vector(arena, p + j + 176);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 184);
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8From48SoftmaxFromLargest6(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8From48SoftmaxSum6(float[] arena, int p, int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 48));
            sum11 = sum11.add(vector(arena, p + j + 56));
            sum20 = sum20.add(vector(arena, p + j + 80));
            sum21 = sum21.add(vector(arena, p + j + 88));
            sum30 = sum30.add(vector(arena, p + j + 112));
            sum31 = sum31.add(vector(arena, p + j + 120));
            sum40 = sum40.add(vector(arena, p + j + 144));
            sum41 = sum41.add(vector(arena, p + j + 152));
            sum50 = sum50.add(vector(arena, p + j + 176));
            sum51 = sum51.add(vector(arena, p + j + 184));
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8From48SoftmaxFromSum6(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8From48Mix6x8(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start, float held0, float held1) {
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
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 176]);
            c5 = a5.fma(b, c5);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 16);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 32);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 48);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 64);
        FloatVector scale5 = FloatVector.broadcast(FLOATS, arena[inverse + 5]);
        c5.mul(scale5).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 80);
        return held0 + held1;
    }

    /**
     * 5 rows through all phases
     */
    private static void attention2x8From48Rows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores5x16(arena, kt, q, p, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8From48SoftmaxLargest5(arena, p, parts, length);
        attention2x8From48SoftmaxFromLargest5(arena, parts, p, length);
        attention2x8From48SoftmaxSum5(arena, p, parts, length);
        attention2x8From48SoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8From48Mix5x8(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8From48Scores5x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 48);
        c11.intoArray(arena, p + j + 56);
        c20.intoArray(arena, p + j + 80);
        c21.intoArray(arena, p + j + 88);
        c30.intoArray(arena, p + j + 112);
        c31.intoArray(arena, p + j + 120);
        c40.intoArray(arena, p + j + 144);
        c41.intoArray(arena, p + j + 152);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8From48SoftmaxLargest5(float[] arena, int p, int parts,
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
            FloatVector next10 = vector(arena, p + j + 48);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 56);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 80);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 88);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 112);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 120);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 144);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 152);
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8From48SoftmaxFromLargest5(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8From48SoftmaxSum5(float[] arena, int p, int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 48));
            sum11 = sum11.add(vector(arena, p + j + 56));
            sum20 = sum20.add(vector(arena, p + j + 80));
            sum21 = sum21.add(vector(arena, p + j + 88));
            sum30 = sum30.add(vector(arena, p + j + 112));
            sum31 = sum31.add(vector(arena, p + j + 120));
            sum40 = sum40.add(vector(arena, p + j + 144));
            sum41 = sum41.add(vector(arena, p + j + 152));
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8From48SoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8From48Mix5x8(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start, float held0, float held1, float held2,
            float held3, float held4, float held5) {
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
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c4 = a4.fma(b, c4);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 16);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 32);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 48);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 64);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * 4 rows through all phases
     */
    private static void attention2x8From48Rows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8From48SoftmaxLargest4(arena, p, parts, length);
        attention2x8From48SoftmaxFromLargest4(arena, parts, p, length);
        attention2x8From48SoftmaxSum4(arena, p, parts, length);
        attention2x8From48SoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8From48Mix4x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 16
     */
    private static void attention2x8From48Scores4x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 48);
        c11.intoArray(arena, p + j + 56);
        c20.intoArray(arena, p + j + 80);
        c21.intoArray(arena, p + j + 88);
        c30.intoArray(arena, p + j + 112);
        c31.intoArray(arena, p + j + 120);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8From48SoftmaxLargest4(float[] arena, int p, int parts,
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
            FloatVector next10 = vector(arena, p + j + 48);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 56);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 80);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 88);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 112);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 120);
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8From48SoftmaxFromLargest4(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8From48SoftmaxSum4(float[] arena, int p, int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 48));
            sum11 = sum11.add(vector(arena, p + j + 56));
            sum20 = sum20.add(vector(arena, p + j + 80));
            sum21 = sum21.add(vector(arena, p + j + 88));
            sum30 = sum30.add(vector(arena, p + j + 112));
            sum31 = sum31.add(vector(arena, p + j + 120));
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8From48SoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8From48Mix4x8(float[] arena, int vh, int p, int inverse, int y,
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
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 112]);
            c3 = a3.fma(b, c3);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 16);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 32);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 48);
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x8From48Rows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8From48SoftmaxLargest3(arena, p, parts, length);
        attention2x8From48SoftmaxFromLargest3(arena, parts, p, length);
        attention2x8From48SoftmaxSum3(arena, p, parts, length);
        attention2x8From48SoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8From48Mix3x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 16
     */
    private static void attention2x8From48Scores3x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 48);
        c11.intoArray(arena, p + j + 56);
        c20.intoArray(arena, p + j + 80);
        c21.intoArray(arena, p + j + 88);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8From48SoftmaxLargest3(float[] arena, int p, int parts,
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
            FloatVector next10 = vector(arena, p + j + 48);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 56);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 80);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 88);
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
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8From48SoftmaxFromLargest3(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8From48SoftmaxSum3(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 48));
            sum11 = sum11.add(vector(arena, p + j + 56));
            sum20 = sum20.add(vector(arena, p + j + 80));
            sum21 = sum21.add(vector(arena, p + j + 88));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8From48SoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8From48Mix3x8(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c2 = a2.fma(b, c2);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 16);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 32);
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x8From48Rows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8From48SoftmaxLargest2(arena, p, parts, length);
        attention2x8From48SoftmaxFromLargest2(arena, parts, p, length);
        attention2x8From48SoftmaxSum2(arena, p, parts, length);
        attention2x8From48SoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8From48Mix2x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 16
     */
    private static void attention2x8From48Scores2x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 48);
        c11.intoArray(arena, p + j + 56);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8From48SoftmaxLargest2(float[] arena, int p, int parts,
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
            FloatVector next10 = vector(arena, p + j + 48);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 56);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8From48SoftmaxFromLargest2(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8From48SoftmaxSum2(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 48));
            sum11 = sum11.add(vector(arena, p + j + 56));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8From48SoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8From48Mix2x8(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 48]);
            c1 = a1.fma(b, c1);
        }

        FloatVector scale0 = FloatVector.broadcast(FLOATS, arena[inverse]);
        c0.mul(scale0).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d + 16);
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x8From48Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8From48Scores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8From48Softmax1(arena, p, inverse, length);
        int d = 0;
        attention2x8From48Mix1x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 16
     */
    private static void attention2x8From48Scores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 8 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8From48Softmax1(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (length & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 32 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 32 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 32 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5100697f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 32 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5100697f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 32 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 32 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 32 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 32 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8From48Mix1x8(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
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
     * Step 3.5: y = gelu(x w^T + bias)      x (T,16), w (32,16) -> y (T,32)
     */
    private static void linear16x32Gelu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x32GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,16), w (32,16) -> y (T,32) on one panel and rows begin to end
     */
    private static void linear16x32GeluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x32GeluTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x32GeluTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x32GeluTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x32GeluTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x32GeluTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x32GeluTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x32GeluFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x32GeluTile6x16(float[] arena, MemorySegment weights, long bias,
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 8);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 40);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 72);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 104);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 136);
        c50.intoArray(arena, y + 32 * t + n + 160);
        c51.intoArray(arena, y + 32 * t + n + 168);
        return held0 + held1;
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x32GeluTile5x16(float[] arena, MemorySegment weights, long bias,
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 8);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 40);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 72);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 104);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 136);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear16x32GeluTile4x16(float[] arena, MemorySegment weights, long bias,
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 8);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 40);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 72);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 104);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear16x32GeluTile3x16(float[] arena, MemorySegment weights, long bias,
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 8);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 40);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 72);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear16x32GeluTile2x16(float[] arena, MemorySegment weights, long bias,
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 8);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 40);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear16x32GeluTile1x16(float[] arena, MemorySegment weights, long bias,
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

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 8);
    }

    /**
     * y = gelu(y) on rows of 16
     */
    private static void linear16x32GeluFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                gelu(vector(arena, y + 32 * t + n + lane)).intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,16), w (32,16) -> y (T,32) on rows begin to end
     */
    private static void linear16x32GeluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear16x32GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.6: y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16)
     */
    private static void linear32x16Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear32x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear32x16AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear32x16AddTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear32x16AddTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear32x16AddTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear32x16AddTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear32x16AddTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear32x16AddTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear32x16AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear32x16AddTile6x16(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
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
    private static float linear32x16AddTile5x16(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
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
    private static void linear32x16AddTile4x16(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
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
    private static void linear32x16AddTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
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
    private static void linear32x16AddTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
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
    private static void linear32x16AddTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 8);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 32L * n), 2048, 1);

        for (int k = 0; k < 32; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 256);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 8);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear32x16AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear32x16AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear32x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 4: y = gelu(x w^T + bias)      x (T,16), w (16,16) -> y (T,16)
     */
    private static void linear16x16Gelu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear16x16GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,16), w (16,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16GeluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16GeluTile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16GeluTile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16GeluTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x16GeluTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x16GeluTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x16GeluTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x16GeluFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16GeluTile6x16(float[] arena, MemorySegment weights, long bias,
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
    private static float linear16x16GeluTile5x16(float[] arena, MemorySegment weights, long bias,
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
    private static void linear16x16GeluTile4x16(float[] arena, MemorySegment weights, long bias,
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
    private static void linear16x16GeluTile3x16(float[] arena, MemorySegment weights, long bias,
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
    private static void linear16x16GeluTile2x16(float[] arena, MemorySegment weights, long bias,
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
    private static void linear16x16GeluTile1x16(float[] arena, MemorySegment weights, long bias,
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
     * y = gelu(y) on rows of 16
     */
    private static void linear16x16GeluFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                gelu(vector(arena, y + 16 * t + n + lane)).intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,16), w (16,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16GeluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 5: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16)
     */
    private static void norm16Variant2(Frame frame, Worker worker, int x, long gamma, long beta,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm16Variant2Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16) on rows begin to end
     */
    private static void norm16Variant2Rows(float[] arena, MemorySegment weights, int x, int y,
            long gamma, long beta, int begin, int end) {
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
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-12f);
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * Step 6: y = x w^T + bias      x (T,16), w (37,16) -> y (T,37)
     */
    private static void linear16x37(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x37Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,16), w (37,16) -> y (T,37) on one panel and rows begin to end
     */
    private static void linear16x37Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x37Tile6x16(arena, weights, bias, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x37Tile5x16(arena, weights, bias, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x37Tile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x37Tile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x37Tile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear16x37Tile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x37Tile6x16(float[] arena, MemorySegment weights, long bias,
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
    private static float linear16x37Tile5x16(float[] arena, MemorySegment weights, long bias,
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
    private static void linear16x37Tile4x16(float[] arena, MemorySegment weights, long bias, long w,
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
    private static void linear16x37Tile3x16(float[] arena, MemorySegment weights, long bias, long w,
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
    private static void linear16x37Tile2x16(float[] arena, MemorySegment weights, long bias, long w,
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
    private static void linear16x37Tile1x16(float[] arena, MemorySegment weights, long bias, long w,
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
     * y = x w^T + bias      x (T,16), w (37,16) -> y (T,37) on rows begin to end
     */
    private static void linear16x37Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 48; n += 16) {
            linear16x37Panel(arena, weights, bias, w, x, y, begin, end, n);
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
