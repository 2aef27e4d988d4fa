// Generated from model.attar (spec fae4beb0, compiler 0.1.0, java-vector/128, tile 5x4). Do not edit.
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
 * Awkward on vectors of 4 floats (java-vector/128, tile 5x4), in execution order:
 *
 * <pre>
 * 1    embeddings.sum (T,21)                   embed21IdsSegments
 * 2    embeddings.norm (T,21)                  norm21
 * 3    1 layer
 * 3.1  layer.attention.query+key+value (T,63)  linear21x63
 * 3.2  layer.attention.mixed (T,21)            attention3x7From64
 * 3.3  layer.attention.sum (T,21)              linear21x21Add
 * 3.4  layer.attention.norm (T,21)             norm21
 * 3.5  layer.feedforward.active (T,19)         linear21x19Tanh
 * 3.6  layer.feedforward.sum (T,21)            linear19x21Add
 * 3.7  layer.feedforward.norm (T,21)           norm21
 *      output "hidden"
 * 4    head.classes (T,2)                      linear21x2
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class AwkwardVector4 implements Program {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;

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
            "Awkward",
            4,
            List.of(
                    new ProgramPlan.Axis("tokens", 23)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 11),
                    new ProgramPlan.Input("segments", "segment id", TOKENS, 3)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(11, 21), Optional.empty(),
                            new Slot.Layout.Rows(32), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.segments.weight", List.of(3, 21), Optional.empty(),
                            new Slot.Layout.Rows(32), 352L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.weight", List.of(21), Optional.empty(),
                            new Slot.Layout.Rows(32), 448L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.norm.bias", List.of(21), Optional.empty(),
                            new Slot.Layout.Rows(32), 480L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.weight", List.of(2, 21), Optional.empty(),
                            new Slot.Layout.Panels(16, 0, 16), 512L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.bias", List.of(2), Optional.empty(),
                            new Slot.Layout.Rows(16), 848L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(21, 21),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 64), 864L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(21, 21),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 21, 64), 864L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(21, 21),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 42, 64), 864L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(64), 2208L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(64), 2229L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(64), 2250L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(21, 21),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 2272L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 2944L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 2976L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3008L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(19, 21),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 3040L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.bias", List.of(19),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3712L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(21, 19),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 3744L, 3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4352L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4384L,
                            3584L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.bias", List.of(21),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4416L,
                            3584L, Slot.Source.WEIGHTS)),
            4448L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS, SEGMENTS),
                            SizeFormula.perRow(160, TOKENS),
                            new SizeFormula(336,
                                    List.of(new SizeFormula.Term(23, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            21, 32, SizeFormula.perRow(32, TOKENS)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 2,
                                            16, new SizeFormula(0))))));

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
        // 1  embeddings.sum (T,21)
        embed21IdsSegments(frame, worker, 0L, 352L, 0);
        worker.barrier();
        // 2  embeddings.norm (T,21)
        norm21(frame, worker, 0, 448L, 480L, 32 * T);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 3584L;
            if (blocks > 0) {
                forwardRows3_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.1  layer.attention.query+key+value (T,63)
                linear21x63(frame, worker, 32 * T, 864L + at, 2208L + at, 64 * T);
                worker.barrier();
            }
            // 3.2  layer.attention.mixed (T,21)
            attention3x7From64(frame, worker, 64 * T, 64 * T + 21, 64 * T + 42, 0);
            worker.barrier();
            if (blocks > 0) {
                forwardRows3_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 3.3  layer.attention.sum (T,21)
                linear21x21Add(frame, worker, 0, 2272L + at, 2944L + at, 32 * T, 64 * T);
                worker.barrier();
                // 3.4  layer.attention.norm (T,21)
                norm21(frame, worker, 64 * T, 2976L + at, 3008L + at, 96 * T);
                worker.barrier();
                // 3.5  layer.feedforward.active (T,19)
                linear21x19Tanh(frame, worker, 96 * T, 3040L + at, 3712L + at, 64 * T);
                worker.barrier();
                // 3.6  layer.feedforward.sum (T,21)
                linear19x21Add(frame, worker, 64 * T, 3744L + at, 4352L + at, 96 * T, 128 * T);
                worker.barrier();
                // 3.7  layer.feedforward.norm (T,21)
                norm21(frame, worker, 128 * T, 4384L + at, 4416L + at, 32 * T);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        if (blocks > 0) {
            forwardRows4(frame, worker, blocks);
        } else {
            // 4  head.classes (T,2)
            linear21x2(frame, worker, 32 * T, 512L, 848L, 0);
        }
    }

    /**
     * Step 3.1, a block of tokens at a time.
     */
    private static void forwardRows3_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 3584L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,63)
            linear21x63Rows(arena, weights, 2208L + at, 864L + at, 32 * T, 64 * T, begin, end);
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
        long at = layer * 3584L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,21)
            linear21x21AddRows(arena, weights, 2944L + at, 2272L + at, 0, 64 * T + 32 * own, 32 * T,
                    begin, end);
            // 3.4  layer.attention.norm (T,21)
            norm21Rows(arena, weights, 64 * T + 32 * own, 96 * T + 32 * own, 2976L + at, 3008L + at,
                    begin, end);
            // 3.5  layer.feedforward.active (T,19)
            linear21x19TanhRows(arena, weights, 3712L + at, 3040L + at, 96 * T + 32 * own,
                    64 * T + 32 * own, begin, end);
            // 3.6  layer.feedforward.sum (T,21)
            linear19x21AddRows(arena, weights, 4352L + at, 3744L + at, 64 * T + 32 * own,
                    128 * T + 32 * own, 96 * T + 32 * own, begin, end);
            // 3.7  layer.feedforward.norm (T,21)
            norm21Rows(arena, weights, 128 * T + 32 * own, 32 * T, 4384L + at, 4416L + at, begin,
                    end);
        }
    }

    /**
     * Step 4, a block of tokens at a time.
     */
    private static void forwardRows4(Frame frame, Worker worker, int blocks) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 4  head.classes (T,2)
            linear21x2Rows(arena, weights, 848L, 512L, 32 * T, 0, begin, end);
        }
    }

    /**
     * Step 1: y = tokens[ids] + segments[segments]      -> y (T,21)
     */
    private static void embed21IdsSegments(Frame frame, Worker worker, long tokens, long segments,
            int y) {
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
                int segmentsRow = segmentIds[t];
                for (int c = 0; c < 32; c += 4) {
                    vector(weights, tokens + 32L * idsRow + c)
                            .add(vector(weights, segments + 32L * segmentsRow + c))
                            .intoArray(arena, y + 32 * t + c);
                }
            }
        }
    }

    /**
     * Steps 2, 3.4, 3.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,21) -> y (T,21)
     */
    private static void norm21(Frame frame, Worker worker, int x, long gamma, long beta, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm21Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,21) -> y (T,21) on rows begin to end
     */
    private static void norm21Rows(float[] arena, MemorySegment weights, int x, int y, long gamma,
            long beta, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum2 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum3 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                sum0 = sum0.add(vector(arena, x + 32 * t + c));
                sum1 = sum1.add(vector(arena, x + 32 * t + c + 4));
                sum2 = sum2.add(vector(arena, x + 32 * t + c + 8));
                sum3 = sum3.add(vector(arena, x + 32 * t + c + 12));
            }
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int c = 16; c < 21; c++) {
                sum = sum + arena[x + 32 * t + c];
            }
            float mean = sum / 21.0f;
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares1 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares2 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares3 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0.add(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean)).mul(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
                squares1 = squares1.add(vector(arena, x + 32 * t + c + 4)
                        .sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(vector(arena, x + 32 * t + c + 4)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
                squares2 = squares2.add(vector(arena, x + 32 * t + c + 8)
                        .sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(vector(arena, x + 32 * t + c + 8)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
                squares3 = squares3.add(vector(arena, x + 32 * t + c + 12)
                        .sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(vector(arena, x + 32 * t + c + 12)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
            }
            squares0 = squares0.add(squares2);
            squares1 = squares1.add(squares3);
            squares0 = squares0.add(squares1);
            float squares = sumOf(squares0);
            for (int c = 16; c < 21; c++) {
                squares = squares + (arena[x + 32 * t + c] - mean) * (arena[x + 32 * t + c] - mean);
            }
            float scale = 1.0f / (float) Math.sqrt(squares / 21.0f + 1.0E-5f);
            for (int c = 0; c < 32; c += 4) {
                vector(arena, x + 32 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 32 * t + c);
            }
        }
    }

    /**
     * Step 3.1: y = x w^T + bias      x (T,21), w (21+21+21,21) -> y (T,63)
     */
    private static void linear21x63(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 4 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear21x63Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,21), w (21+21+21,21) -> y (T,63) on one panel and rows begin to end
     */
    private static void linear21x63Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear21x63Tile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear21x63Tile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear21x63Tile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear21x63Tile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear21x63Tile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear21x63Tile5x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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
        c01.intoArray(arena, y + 64 * t + n + 4);
        c02.intoArray(arena, y + 64 * t + n + 8);
        c03.intoArray(arena, y + 64 * t + n + 12);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 68);
        c12.intoArray(arena, y + 64 * t + n + 72);
        c13.intoArray(arena, y + 64 * t + n + 76);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 132);
        c22.intoArray(arena, y + 64 * t + n + 136);
        c23.intoArray(arena, y + 64 * t + n + 140);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 196);
        c32.intoArray(arena, y + 64 * t + n + 200);
        c33.intoArray(arena, y + 64 * t + n + 204);
        c40.intoArray(arena, y + 64 * t + n + 256);
        c41.intoArray(arena, y + 64 * t + n + 260);
        c42.intoArray(arena, y + 64 * t + n + 264);
        c43.intoArray(arena, y + 64 * t + n + 268);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear21x63Tile4x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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
        c01.intoArray(arena, y + 64 * t + n + 4);
        c02.intoArray(arena, y + 64 * t + n + 8);
        c03.intoArray(arena, y + 64 * t + n + 12);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 68);
        c12.intoArray(arena, y + 64 * t + n + 72);
        c13.intoArray(arena, y + 64 * t + n + 76);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 132);
        c22.intoArray(arena, y + 64 * t + n + 136);
        c23.intoArray(arena, y + 64 * t + n + 140);
        c30.intoArray(arena, y + 64 * t + n + 192);
        c31.intoArray(arena, y + 64 * t + n + 196);
        c32.intoArray(arena, y + 64 * t + n + 200);
        c33.intoArray(arena, y + 64 * t + n + 204);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear21x63Tile3x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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
        c01.intoArray(arena, y + 64 * t + n + 4);
        c02.intoArray(arena, y + 64 * t + n + 8);
        c03.intoArray(arena, y + 64 * t + n + 12);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 68);
        c12.intoArray(arena, y + 64 * t + n + 72);
        c13.intoArray(arena, y + 64 * t + n + 76);
        c20.intoArray(arena, y + 64 * t + n + 128);
        c21.intoArray(arena, y + 64 * t + n + 132);
        c22.intoArray(arena, y + 64 * t + n + 136);
        c23.intoArray(arena, y + 64 * t + n + 140);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear21x63Tile2x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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
        c01.intoArray(arena, y + 64 * t + n + 4);
        c02.intoArray(arena, y + 64 * t + n + 8);
        c03.intoArray(arena, y + 64 * t + n + 12);
        c10.intoArray(arena, y + 64 * t + n + 64);
        c11.intoArray(arena, y + 64 * t + n + 68);
        c12.intoArray(arena, y + 64 * t + n + 72);
        c13.intoArray(arena, y + 64 * t + n + 76);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear21x63Tile1x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 64 * t + n);
        c1.intoArray(arena, y + 64 * t + n + 4);
        c2.intoArray(arena, y + 64 * t + n + 8);
        c3.intoArray(arena, y + 64 * t + n + 12);
    }

    /**
     * y = x w^T + bias      x (T,21), w (21+21+21,21) -> y (T,63) on rows begin to end
     */
    private static void linear21x63Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 16) {
            linear21x63Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.2: y = softmax(q k^T / sqrt(7)) v, 3 heads      q, k, v (T,21) -> y (T,21)
     */
    private static void attention3x7From64(Frame frame, Worker worker, int q, int k, int v, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int L = frame.longest(TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 7 * L;
        int p = vh + 16 * L;
        int inverse = p + 240;
        int parts = inverse + 16;
        int tasks = B * 3;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 3;
            int h = task % 3;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention3x7From64Turn(arena, kt, k, length, h, start);
            attention3x7From64Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 5));
                switch (rows) {
                    case 5 -> attention3x7From64Rows5(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention3x7From64Rows4(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention3x7From64Rows3(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention3x7From64Rows2(arena, kt, q, p, parts, inverse, vh, y, length, h, i, start);
                    default -> attention3x7From64Rows1(arena, kt, q, p, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,7) -> kt (7,length)
     */
    private static void attention3x7From64Turn(float[] arena, int kt, int k, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 7; d++) {
                arena[kt + 6 * (j & -16) + 16 * d + j] = arena[k + 64 * start + 64 * j + 7 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,7) -> vh (length,7)
     */
    private static void attention3x7From64Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 4; d += 4) {
                vector(arena, v + 64 * start + 64 * j + 7 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
            for (int d = 4; d < 7; d++) {
                arena[vh + 16 * j + d] = arena[v + 64 * start + 64 * j + 7 * h + d];
            }
        }
    }

    /**
     * 5 rows through all phases
     */
    private static void attention3x7From64Rows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x7From64Scores5x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x7From64SoftmaxLargest5(arena, p, parts, length);
        attention3x7From64SoftmaxFromLargest5(arena, parts, p, length);
        attention3x7From64SoftmaxSum5(arena, p, parts, length);
        attention3x7From64SoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 7; d += 4) {
            attention3x7From64Mix5x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
        for (; d < 7; d++) {
            attention3x7From64Mix5x1(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 5 rows of 16
     */
    private static void attention3x7From64Scores5x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 7; d++) {
            FloatVector b0 = vector(arena, kt + 7 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 7 * j + 16 * d + 4);
            FloatVector b2 = vector(arena, kt + 7 * j + 16 * d + 8);
            FloatVector b3 = vector(arena, kt + 7 * j + 16 * d + 12);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 192]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 256]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 20);
        c02.intoArray(arena, p + j + 24);
        c03.intoArray(arena, p + j + 28);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 68);
        c12.intoArray(arena, p + j + 72);
        c13.intoArray(arena, p + j + 76);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 116);
        c22.intoArray(arena, p + j + 120);
        c23.intoArray(arena, p + j + 124);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 164);
        c32.intoArray(arena, p + j + 168);
        c33.intoArray(arena, p + j + 172);
        c40.intoArray(arena, p + j + 208);
        c41.intoArray(arena, p + j + 212);
        c42.intoArray(arena, p + j + 216);
        c43.intoArray(arena, p + j + 220);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention3x7From64SoftmaxLargest5(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest02 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest03 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest12 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest13 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest22 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest23 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest32 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest33 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest42 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest43 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 20);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next02 = vector(arena, p + j + 24);
            largest02 = largest02.blend(next02, largest02.compare(VectorOperators.LT, next02));
            FloatVector next03 = vector(arena, p + j + 28);
            largest03 = largest03.blend(next03, largest03.compare(VectorOperators.LT, next03));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 68);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next12 = vector(arena, p + j + 72);
            largest12 = largest12.blend(next12, largest12.compare(VectorOperators.LT, next12));
            FloatVector next13 = vector(arena, p + j + 76);
            largest13 = largest13.blend(next13, largest13.compare(VectorOperators.LT, next13));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 116);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next22 = vector(arena, p + j + 120);
            largest22 = largest22.blend(next22, largest22.compare(VectorOperators.LT, next22));
            FloatVector next23 = vector(arena, p + j + 124);
            largest23 = largest23.blend(next23, largest23.compare(VectorOperators.LT, next23));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 164);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next32 = vector(arena, p + j + 168);
            largest32 = largest32.blend(next32, largest32.compare(VectorOperators.LT, next32));
            FloatVector next33 = vector(arena, p + j + 172);
            largest33 = largest33.blend(next33, largest33.compare(VectorOperators.LT, next33));
            FloatVector next40 = vector(arena, p + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 212);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next42 = vector(arena, p + j + 216);
            largest42 = largest42.blend(next42, largest42.compare(VectorOperators.LT, next42));
            FloatVector next43 = vector(arena, p + j + 220);
            largest43 = largest43.blend(next43, largest43.compare(VectorOperators.LT, next43));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 4);
        largest02.intoArray(arena, parts + 8);
        largest03.intoArray(arena, parts + 12);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 20);
        largest12.intoArray(arena, parts + 24);
        largest13.intoArray(arena, parts + 28);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 36);
        largest22.intoArray(arena, parts + 40);
        largest23.intoArray(arena, parts + 44);
        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 52);
        largest32.intoArray(arena, parts + 56);
        largest33.intoArray(arena, parts + 60);
        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 68);
        largest42.intoArray(arena, parts + 72);
        largest43.intoArray(arena, parts + 76);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention3x7From64SoftmaxFromLargest5(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 4);
            FloatVector largest2 = vector(arena, parts + 16 * row + 8);
            FloatVector largest3 = vector(arena, parts + 16 * row + 12);
            largest0 = largest0.blend(largest2, largest0.compare(VectorOperators.LT, largest2));
            largest1 = largest1.blend(largest3, largest1.compare(VectorOperators.LT, largest3));
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5452875f);
            for (int j = 0; j < ((length + 15) & -16); j += 4) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5452875f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention3x7From64SoftmaxSum5(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum02 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum03 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum12 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum13 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum22 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum23 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum32 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum33 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum42 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum43 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 20));
            sum02 = sum02.add(vector(arena, p + j + 24));
            sum03 = sum03.add(vector(arena, p + j + 28));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 68));
            sum12 = sum12.add(vector(arena, p + j + 72));
            sum13 = sum13.add(vector(arena, p + j + 76));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 116));
            sum22 = sum22.add(vector(arena, p + j + 120));
            sum23 = sum23.add(vector(arena, p + j + 124));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum31 = sum31.add(vector(arena, p + j + 164));
            sum32 = sum32.add(vector(arena, p + j + 168));
            sum33 = sum33.add(vector(arena, p + j + 172));
            sum40 = sum40.add(vector(arena, p + j + 208));
            sum41 = sum41.add(vector(arena, p + j + 212));
            sum42 = sum42.add(vector(arena, p + j + 216));
            sum43 = sum43.add(vector(arena, p + j + 220));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 4);
        sum02.intoArray(arena, parts + 8);
        sum03.intoArray(arena, parts + 12);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 20);
        sum12.intoArray(arena, parts + 24);
        sum13.intoArray(arena, parts + 28);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 36);
        sum22.intoArray(arena, parts + 40);
        sum23.intoArray(arena, parts + 44);
        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 52);
        sum32.intoArray(arena, parts + 56);
        sum33.intoArray(arena, parts + 60);
        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 68);
        sum42.intoArray(arena, parts + 72);
        sum43.intoArray(arena, parts + 76);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention3x7From64SoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 4);
            FloatVector sum2 = vector(arena, parts + 16 * row + 8);
            FloatVector sum3 = vector(arena, parts + 16 * row + 12);
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 5 rows of 4
     */
    private static void attention3x7From64Mix5x4(float[] arena, int vh, int p, int inverse, int y,
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 64);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 96);
        FloatVector scale4 = FloatVector.broadcast(FLOATS, arena[inverse + 4]);
        c4.mul(scale4).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 128);
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 5 rows of 1
     */
    private static void attention3x7From64Mix5x1(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;

        for (int j = 0; j < length; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
            float a2 = arena[p + j + 112];
            c2 = Math.fma(a2, b, c2);
            float a3 = arena[p + j + 160];
            c3 = Math.fma(a3, b, c3);
            float a4 = arena[p + j + 208];
            c4 = Math.fma(a4, b, c4);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 7 * h + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 7 * h + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 7 * h + d + 64] = c2 * scale2;
        float scale3 = arena[inverse + 3];
        arena[y + 32 * start + 32 * i + 7 * h + d + 96] = c3 * scale3;
        float scale4 = arena[inverse + 4];
        arena[y + 32 * start + 32 * i + 7 * h + d + 128] = c4 * scale4;
    }

    /**
     * 4 rows through all phases
     */
    private static void attention3x7From64Rows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x7From64Scores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x7From64SoftmaxLargest4(arena, p, parts, length);
        attention3x7From64SoftmaxFromLargest4(arena, parts, p, length);
        attention3x7From64SoftmaxSum4(arena, p, parts, length);
        attention3x7From64SoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 7; d += 4) {
            attention3x7From64Mix4x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
        for (; d < 7; d++) {
            attention3x7From64Mix4x1(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 4 rows of 16
     */
    private static void attention3x7From64Scores4x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 7; d++) {
            FloatVector b0 = vector(arena, kt + 7 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 7 * j + 16 * d + 4);
            FloatVector b2 = vector(arena, kt + 7 * j + 16 * d + 8);
            FloatVector b3 = vector(arena, kt + 7 * j + 16 * d + 12);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 192]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 20);
        c02.intoArray(arena, p + j + 24);
        c03.intoArray(arena, p + j + 28);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 68);
        c12.intoArray(arena, p + j + 72);
        c13.intoArray(arena, p + j + 76);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 116);
        c22.intoArray(arena, p + j + 120);
        c23.intoArray(arena, p + j + 124);
        c30.intoArray(arena, p + j + 160);
        c31.intoArray(arena, p + j + 164);
        c32.intoArray(arena, p + j + 168);
        c33.intoArray(arena, p + j + 172);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention3x7From64SoftmaxLargest4(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest02 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest03 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest12 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest13 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest22 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest23 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest32 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest33 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 20);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next02 = vector(arena, p + j + 24);
            largest02 = largest02.blend(next02, largest02.compare(VectorOperators.LT, next02));
            FloatVector next03 = vector(arena, p + j + 28);
            largest03 = largest03.blend(next03, largest03.compare(VectorOperators.LT, next03));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 68);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next12 = vector(arena, p + j + 72);
            largest12 = largest12.blend(next12, largest12.compare(VectorOperators.LT, next12));
            FloatVector next13 = vector(arena, p + j + 76);
            largest13 = largest13.blend(next13, largest13.compare(VectorOperators.LT, next13));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 116);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next22 = vector(arena, p + j + 120);
            largest22 = largest22.blend(next22, largest22.compare(VectorOperators.LT, next22));
            FloatVector next23 = vector(arena, p + j + 124);
            largest23 = largest23.blend(next23, largest23.compare(VectorOperators.LT, next23));
            FloatVector next30 = vector(arena, p + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 164);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next32 = vector(arena, p + j + 168);
            largest32 = largest32.blend(next32, largest32.compare(VectorOperators.LT, next32));
            FloatVector next33 = vector(arena, p + j + 172);
            largest33 = largest33.blend(next33, largest33.compare(VectorOperators.LT, next33));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 4);
        largest02.intoArray(arena, parts + 8);
        largest03.intoArray(arena, parts + 12);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 20);
        largest12.intoArray(arena, parts + 24);
        largest13.intoArray(arena, parts + 28);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 36);
        largest22.intoArray(arena, parts + 40);
        largest23.intoArray(arena, parts + 44);
        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 52);
        largest32.intoArray(arena, parts + 56);
        largest33.intoArray(arena, parts + 60);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention3x7From64SoftmaxFromLargest4(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 4);
            FloatVector largest2 = vector(arena, parts + 16 * row + 8);
            FloatVector largest3 = vector(arena, parts + 16 * row + 12);
            largest0 = largest0.blend(largest2, largest0.compare(VectorOperators.LT, largest2));
            largest1 = largest1.blend(largest3, largest1.compare(VectorOperators.LT, largest3));
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5452875f);
            for (int j = 0; j < ((length + 15) & -16); j += 4) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5452875f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention3x7From64SoftmaxSum4(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum02 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum03 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum12 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum13 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum22 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum23 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum32 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum33 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 20));
            sum02 = sum02.add(vector(arena, p + j + 24));
            sum03 = sum03.add(vector(arena, p + j + 28));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 68));
            sum12 = sum12.add(vector(arena, p + j + 72));
            sum13 = sum13.add(vector(arena, p + j + 76));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 116));
            sum22 = sum22.add(vector(arena, p + j + 120));
            sum23 = sum23.add(vector(arena, p + j + 124));
            sum30 = sum30.add(vector(arena, p + j + 160));
            sum31 = sum31.add(vector(arena, p + j + 164));
            sum32 = sum32.add(vector(arena, p + j + 168));
            sum33 = sum33.add(vector(arena, p + j + 172));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 4);
        sum02.intoArray(arena, parts + 8);
        sum03.intoArray(arena, parts + 12);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 20);
        sum12.intoArray(arena, parts + 24);
        sum13.intoArray(arena, parts + 28);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 36);
        sum22.intoArray(arena, parts + 40);
        sum23.intoArray(arena, parts + 44);
        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 52);
        sum32.intoArray(arena, parts + 56);
        sum33.intoArray(arena, parts + 60);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention3x7From64SoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 4);
            FloatVector sum2 = vector(arena, parts + 16 * row + 8);
            FloatVector sum3 = vector(arena, parts + 16 * row + 12);
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 4 rows of 4
     */
    private static void attention3x7From64Mix4x4(float[] arena, int vh, int p, int inverse, int y,
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 64);
        FloatVector scale3 = FloatVector.broadcast(FLOATS, arena[inverse + 3]);
        c3.mul(scale3).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 96);
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 4 rows of 1
     */
    private static void attention3x7From64Mix4x1(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int j = 0; j < length; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
            float a2 = arena[p + j + 112];
            c2 = Math.fma(a2, b, c2);
            float a3 = arena[p + j + 160];
            c3 = Math.fma(a3, b, c3);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 7 * h + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 7 * h + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 7 * h + d + 64] = c2 * scale2;
        float scale3 = arena[inverse + 3];
        arena[y + 32 * start + 32 * i + 7 * h + d + 96] = c3 * scale3;
    }

    /**
     * 3 rows through all phases
     */
    private static void attention3x7From64Rows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x7From64Scores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x7From64SoftmaxLargest3(arena, p, parts, length);
        attention3x7From64SoftmaxFromLargest3(arena, parts, p, length);
        attention3x7From64SoftmaxSum3(arena, p, parts, length);
        attention3x7From64SoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 7; d += 4) {
            attention3x7From64Mix3x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
        for (; d < 7; d++) {
            attention3x7From64Mix3x1(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 16
     */
    private static void attention3x7From64Scores3x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 7; d++) {
            FloatVector b0 = vector(arena, kt + 7 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 7 * j + 16 * d + 4);
            FloatVector b2 = vector(arena, kt + 7 * j + 16 * d + 8);
            FloatVector b3 = vector(arena, kt + 7 * j + 16 * d + 12);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 128]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 20);
        c02.intoArray(arena, p + j + 24);
        c03.intoArray(arena, p + j + 28);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 68);
        c12.intoArray(arena, p + j + 72);
        c13.intoArray(arena, p + j + 76);
        c20.intoArray(arena, p + j + 112);
        c21.intoArray(arena, p + j + 116);
        c22.intoArray(arena, p + j + 120);
        c23.intoArray(arena, p + j + 124);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention3x7From64SoftmaxLargest3(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest02 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest03 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest12 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest13 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest22 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest23 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 20);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next02 = vector(arena, p + j + 24);
            largest02 = largest02.blend(next02, largest02.compare(VectorOperators.LT, next02));
            FloatVector next03 = vector(arena, p + j + 28);
            largest03 = largest03.blend(next03, largest03.compare(VectorOperators.LT, next03));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 68);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next12 = vector(arena, p + j + 72);
            largest12 = largest12.blend(next12, largest12.compare(VectorOperators.LT, next12));
            FloatVector next13 = vector(arena, p + j + 76);
            largest13 = largest13.blend(next13, largest13.compare(VectorOperators.LT, next13));
            FloatVector next20 = vector(arena, p + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 116);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next22 = vector(arena, p + j + 120);
            largest22 = largest22.blend(next22, largest22.compare(VectorOperators.LT, next22));
            FloatVector next23 = vector(arena, p + j + 124);
            largest23 = largest23.blend(next23, largest23.compare(VectorOperators.LT, next23));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 4);
        largest02.intoArray(arena, parts + 8);
        largest03.intoArray(arena, parts + 12);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 20);
        largest12.intoArray(arena, parts + 24);
        largest13.intoArray(arena, parts + 28);
        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 36);
        largest22.intoArray(arena, parts + 40);
        largest23.intoArray(arena, parts + 44);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention3x7From64SoftmaxFromLargest3(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 4);
            FloatVector largest2 = vector(arena, parts + 16 * row + 8);
            FloatVector largest3 = vector(arena, parts + 16 * row + 12);
            largest0 = largest0.blend(largest2, largest0.compare(VectorOperators.LT, largest2));
            largest1 = largest1.blend(largest3, largest1.compare(VectorOperators.LT, largest3));
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5452875f);
            for (int j = 0; j < ((length + 15) & -16); j += 4) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5452875f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention3x7From64SoftmaxSum3(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum02 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum03 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum12 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum13 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum22 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum23 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 20));
            sum02 = sum02.add(vector(arena, p + j + 24));
            sum03 = sum03.add(vector(arena, p + j + 28));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 68));
            sum12 = sum12.add(vector(arena, p + j + 72));
            sum13 = sum13.add(vector(arena, p + j + 76));
            sum20 = sum20.add(vector(arena, p + j + 112));
            sum21 = sum21.add(vector(arena, p + j + 116));
            sum22 = sum22.add(vector(arena, p + j + 120));
            sum23 = sum23.add(vector(arena, p + j + 124));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 4);
        sum02.intoArray(arena, parts + 8);
        sum03.intoArray(arena, parts + 12);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 20);
        sum12.intoArray(arena, parts + 24);
        sum13.intoArray(arena, parts + 28);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 36);
        sum22.intoArray(arena, parts + 40);
        sum23.intoArray(arena, parts + 44);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention3x7From64SoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 4);
            FloatVector sum2 = vector(arena, parts + 16 * row + 8);
            FloatVector sum3 = vector(arena, parts + 16 * row + 12);
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 3 rows of 4
     */
    private static void attention3x7From64Mix3x4(float[] arena, int vh, int p, int inverse, int y,
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 32);
        FloatVector scale2 = FloatVector.broadcast(FLOATS, arena[inverse + 2]);
        c2.mul(scale2).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 64);
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 3 rows of 1
     */
    private static void attention3x7From64Mix3x1(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;

        for (int j = 0; j < length; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
            float a2 = arena[p + j + 112];
            c2 = Math.fma(a2, b, c2);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 7 * h + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 7 * h + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 7 * h + d + 64] = c2 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention3x7From64Rows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x7From64Scores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x7From64SoftmaxLargest2(arena, p, parts, length);
        attention3x7From64SoftmaxFromLargest2(arena, parts, p, length);
        attention3x7From64SoftmaxSum2(arena, p, parts, length);
        attention3x7From64SoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 7; d += 4) {
            attention3x7From64Mix2x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
        for (; d < 7; d++) {
            attention3x7From64Mix2x1(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 16
     */
    private static void attention3x7From64Scores2x16(float[] arena, int kt, int q, int p, int j,
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

        for (int d = 0; d < 7; d++) {
            FloatVector b0 = vector(arena, kt + 7 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 7 * j + 16 * d + 4);
            FloatVector b2 = vector(arena, kt + 7 * j + 16 * d + 8);
            FloatVector b3 = vector(arena, kt + 7 * j + 16 * d + 12);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d + 64]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 20);
        c02.intoArray(arena, p + j + 24);
        c03.intoArray(arena, p + j + 28);
        c10.intoArray(arena, p + j + 64);
        c11.intoArray(arena, p + j + 68);
        c12.intoArray(arena, p + j + 72);
        c13.intoArray(arena, p + j + 76);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention3x7From64SoftmaxLargest2(float[] arena, int p, int parts,
            int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest02 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest03 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest12 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest13 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 20);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next02 = vector(arena, p + j + 24);
            largest02 = largest02.blend(next02, largest02.compare(VectorOperators.LT, next02));
            FloatVector next03 = vector(arena, p + j + 28);
            largest03 = largest03.blend(next03, largest03.compare(VectorOperators.LT, next03));
            FloatVector next10 = vector(arena, p + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 68);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next12 = vector(arena, p + j + 72);
            largest12 = largest12.blend(next12, largest12.compare(VectorOperators.LT, next12));
            FloatVector next13 = vector(arena, p + j + 76);
            largest13 = largest13.blend(next13, largest13.compare(VectorOperators.LT, next13));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 4);
        largest02.intoArray(arena, parts + 8);
        largest03.intoArray(arena, parts + 12);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 20);
        largest12.intoArray(arena, parts + 24);
        largest13.intoArray(arena, parts + 28);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention3x7From64SoftmaxFromLargest2(float[] arena, int parts, int p,
            int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 4);
            FloatVector largest2 = vector(arena, parts + 16 * row + 8);
            FloatVector largest3 = vector(arena, parts + 16 * row + 12);
            largest0 = largest0.blend(largest2, largest0.compare(VectorOperators.LT, largest2));
            largest1 = largest1.blend(largest3, largest1.compare(VectorOperators.LT, largest3));
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5452875f);
            for (int j = 0; j < ((length + 15) & -16); j += 4) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5452875f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention3x7From64SoftmaxSum2(float[] arena, int p, int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum02 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum03 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum12 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum13 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 20));
            sum02 = sum02.add(vector(arena, p + j + 24));
            sum03 = sum03.add(vector(arena, p + j + 28));
            sum10 = sum10.add(vector(arena, p + j + 64));
            sum11 = sum11.add(vector(arena, p + j + 68));
            sum12 = sum12.add(vector(arena, p + j + 72));
            sum13 = sum13.add(vector(arena, p + j + 76));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 4);
        sum02.intoArray(arena, parts + 8);
        sum03.intoArray(arena, parts + 12);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 20);
        sum12.intoArray(arena, parts + 24);
        sum13.intoArray(arena, parts + 28);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention3x7From64SoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 4);
            FloatVector sum2 = vector(arena, parts + 16 * row + 8);
            FloatVector sum3 = vector(arena, parts + 16 * row + 12);
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 2 rows of 4
     */
    private static void attention3x7From64Mix2x4(float[] arena, int vh, int p, int inverse, int y,
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
        c0.mul(scale0).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d);
        FloatVector scale1 = FloatVector.broadcast(FLOATS, arena[inverse + 1]);
        c1.mul(scale1).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d + 32);
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 2 rows of 1
     */
    private static void attention3x7From64Mix2x1(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;

        for (int j = 0; j < length; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 7 * h + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 7 * h + d + 32] = c1 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention3x7From64Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention3x7From64Scores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention3x7From64Softmax1(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 7; d += 4) {
            attention3x7From64Mix1x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
        for (; d < 7; d++) {
            attention3x7From64Mix1x1(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 16
     */
    private static void attention3x7From64Scores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 7; d++) {
            FloatVector b0 = vector(arena, kt + 7 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 7 * j + 16 * d + 4);
            FloatVector b2 = vector(arena, kt + 7 * j + 16 * d + 8);
            FloatVector b3 = vector(arena, kt + 7 * j + 16 * d + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 64 * start + 64 * i + 7 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 20);
        c2.intoArray(arena, p + j + 24);
        c3.intoArray(arena, p + j + 28);
    }

    /**
     * p = e^((p - max(p)) / sqrt(7)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention3x7From64Softmax1(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest2 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest3 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (length & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 48 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 48 * row + j + 20);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
                FloatVector next2 = vector(arena, p + 48 * row + j + 24);
                largest2 = largest2.blend(next2, largest2.compare(VectorOperators.LT, next2));
                FloatVector next3 = vector(arena, p + 48 * row + j + 28);
                largest3 = largest3.blend(next3, largest3.compare(VectorOperators.LT, next3));
            }
            largest0 = largest0.blend(largest2, largest0.compare(VectorOperators.LT, largest2));
            largest1 = largest1.blend(largest3, largest1.compare(VectorOperators.LT, largest3));
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.5452875f);
            for (int j = 0; j < ((length + 15) & -16); j += 4) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 0.5452875f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum2 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum3 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 48 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 48 * row + j + 20));
                sum2 = sum2.add(vector(arena, p + 48 * row + j + 24));
                sum3 = sum3.add(vector(arena, p + 48 * row + j + 28));
            }
            sum0 = sum0.add(sum2);
            sum1 = sum1.add(sum3);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 1 row of 4
     */
    private static void attention3x7From64Mix1x4(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 32 * start + 32 * i + 7 * h + d);
    }

    /**
     * y = p vh * inverse      -> y (rows,7) on 1 row of 1
     */
    private static void attention3x7From64Mix1x1(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c = initial;

        for (int j = 0; j < length; j++) {
            float b = arena[vh + 16 * j + d];
            float a = arena[p + j + 16];
            c = Math.fma(a, b, c);
        }

        float scale = arena[inverse];
        arena[y + 32 * start + 32 * i + 7 * h + d] = c * scale;
    }

    /**
     * Step 3.3: y = x w^T + bias + r      x (T,21), w (21,21), r (T,21) -> y (T,21)
     */
    private static void linear21x21Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear21x21AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,21), w (21,21), r (T,21) -> y (T,21) on one panel and rows begin to end
     */
    private static void linear21x21AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear21x21AddTile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear21x21AddTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear21x21AddTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear21x21AddTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear21x21AddTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear21x21AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear21x21AddTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 132);
        c42.intoArray(arena, y + 32 * t + n + 136);
        c43.intoArray(arena, y + 32 * t + n + 140);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear21x21AddTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear21x21AddTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear21x21AddTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear21x21AddTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 4);
        c2.intoArray(arena, y + 32 * t + n + 8);
        c3.intoArray(arena, y + 32 * t + n + 12);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear21x21AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 4) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,21), w (21,21), r (T,21) -> y (T,21) on rows begin to end
     */
    private static void linear21x21AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear21x21AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 3.5: y = tanh(x w^T + bias)      x (T,21), w (19,21) -> y (T,19)
     */
    private static void linear21x19Tanh(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear21x19TanhPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = tanh(x w^T + bias)      x (T,21), w (19,21) -> y (T,19) on one panel and rows begin to end
     */
    private static void linear21x19TanhPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear21x19TanhTile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear21x19TanhTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear21x19TanhTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear21x19TanhTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear21x19TanhTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear21x19TanhFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear21x19TanhTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 132);
        c42.intoArray(arena, y + 32 * t + n + 136);
        c43.intoArray(arena, y + 32 * t + n + 140);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear21x19TanhTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear21x19TanhTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear21x19TanhTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear21x19TanhTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 4);
        c2.intoArray(arena, y + 32 * t + n + 8);
        c3.intoArray(arena, y + 32 * t + n + 12);
    }

    /**
     * y = tanh(y) on rows of 16
     */
    private static void linear21x19TanhFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 4) {
                tanh(vector(arena, y + 32 * t + n + lane)).intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = tanh(x w^T + bias)      x (T,21), w (19,21) -> y (T,19) on rows begin to end
     */
    private static void linear21x19TanhRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear21x19TanhPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 3.6: y = x w^T + bias + r      x (T,19), w (21,19), r (T,21) -> y (T,21)
     */
    private static void linear19x21Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 119) / 120;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 120;
            int end = Math.min(begin + 120, T);
            linear19x21AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,19), w (21,19), r (T,21) -> y (T,21) on one panel and rows begin to end
     */
    private static void linear19x21AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear19x21AddTile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear19x21AddTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear19x21AddTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear19x21AddTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear19x21AddTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear19x21AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear19x21AddTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 19L * n), 1216, 1);

        for (int k = 0; k < 19; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
        c40.intoArray(arena, y + 32 * t + n + 128);
        c41.intoArray(arena, y + 32 * t + n + 132);
        c42.intoArray(arena, y + 32 * t + n + 136);
        c43.intoArray(arena, y + 32 * t + n + 140);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear19x21AddTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 19L * n), 1216, 1);

        for (int k = 0; k < 19; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
        c30.intoArray(arena, y + 32 * t + n + 96);
        c31.intoArray(arena, y + 32 * t + n + 100);
        c32.intoArray(arena, y + 32 * t + n + 104);
        c33.intoArray(arena, y + 32 * t + n + 108);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear19x21AddTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 19L * n), 1216, 1);

        for (int k = 0; k < 19; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 68);
        c22.intoArray(arena, y + 32 * t + n + 72);
        c23.intoArray(arena, y + 32 * t + n + 76);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear19x21AddTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 19L * n), 1216, 1);

        for (int k = 0; k < 19; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 32 * t + n);
        c01.intoArray(arena, y + 32 * t + n + 4);
        c02.intoArray(arena, y + 32 * t + n + 8);
        c03.intoArray(arena, y + 32 * t + n + 12);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 36);
        c12.intoArray(arena, y + 32 * t + n + 40);
        c13.intoArray(arena, y + 32 * t + n + 44);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear19x21AddTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 19L * n), 1216, 1);

        for (int k = 0; k < 19; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 4);
        c2.intoArray(arena, y + 32 * t + n + 8);
        c3.intoArray(arena, y + 32 * t + n + 12);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear19x21AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 4) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,19), w (21,19), r (T,21) -> y (T,21) on rows begin to end
     */
    private static void linear19x21AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear19x21AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 4: y = x w^T + bias      x (T,21), w (2,21) -> y (T,2)
     */
    private static void linear21x2(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear21x2Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,21), w (2,21) -> y (T,2) on one panel and rows begin to end
     */
    private static void linear21x2Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 5));
            switch (rows) {
                case 5 -> linear21x2Tile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear21x2Tile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear21x2Tile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear21x2Tile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear21x2Tile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear21x2Tile5x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector c40 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector c41 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector c42 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        FloatVector c43 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 4);
        c02.intoArray(arena, y + 16 * t + n + 8);
        c03.intoArray(arena, y + 16 * t + n + 12);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 20);
        c12.intoArray(arena, y + 16 * t + n + 24);
        c13.intoArray(arena, y + 16 * t + n + 28);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 36);
        c22.intoArray(arena, y + 16 * t + n + 40);
        c23.intoArray(arena, y + 16 * t + n + 44);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 52);
        c32.intoArray(arena, y + 16 * t + n + 56);
        c33.intoArray(arena, y + 16 * t + n + 60);
        c40.intoArray(arena, y + 16 * t + n + 64);
        c41.intoArray(arena, y + 16 * t + n + 68);
        c42.intoArray(arena, y + 16 * t + n + 72);
        c43.intoArray(arena, y + 16 * t + n + 76);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear21x2Tile4x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector c30 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector c31 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector c32 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        FloatVector c33 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 4);
        c02.intoArray(arena, y + 16 * t + n + 8);
        c03.intoArray(arena, y + 16 * t + n + 12);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 20);
        c12.intoArray(arena, y + 16 * t + n + 24);
        c13.intoArray(arena, y + 16 * t + n + 28);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 36);
        c22.intoArray(arena, y + 16 * t + n + 40);
        c23.intoArray(arena, y + 16 * t + n + 44);
        c30.intoArray(arena, y + 16 * t + n + 48);
        c31.intoArray(arena, y + 16 * t + n + 52);
        c32.intoArray(arena, y + 16 * t + n + 56);
        c33.intoArray(arena, y + 16 * t + n + 60);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear21x2Tile3x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector c22 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        FloatVector c23 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 4);
        c02.intoArray(arena, y + 16 * t + n + 8);
        c03.intoArray(arena, y + 16 * t + n + 12);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 20);
        c12.intoArray(arena, y + 16 * t + n + 24);
        c13.intoArray(arena, y + 16 * t + n + 28);
        c20.intoArray(arena, y + 16 * t + n + 32);
        c21.intoArray(arena, y + 16 * t + n + 36);
        c22.intoArray(arena, y + 16 * t + n + 40);
        c23.intoArray(arena, y + 16 * t + n + 44);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear21x2Tile2x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c02 = initial2;
        FloatVector c12 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c03 = initial3;
        FloatVector c13 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
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

        c00.intoArray(arena, y + 16 * t + n);
        c01.intoArray(arena, y + 16 * t + n + 4);
        c02.intoArray(arena, y + 16 * t + n + 8);
        c03.intoArray(arena, y + 16 * t + n + 12);
        c10.intoArray(arena, y + 16 * t + n + 16);
        c11.intoArray(arena, y + 16 * t + n + 20);
        c12.intoArray(arena, y + 16 * t + n + 24);
        c13.intoArray(arena, y + 16 * t + n + 28);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear21x2Tile1x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 4);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 8);
        FloatVector c2 = initial2;
        FloatVector initial3 = vector(weights, bias + n + 12);
        FloatVector c3 = initial3;
        MemorySegment panel = weights.asSlice(4 * (w + 21L * n), 1344, 1);

        for (int k = 0; k < 21; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 4);
            FloatVector b2 = vector(panel, 16L * k + 8);
            FloatVector b3 = vector(panel, 16L * k + 12);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 4);
        c2.intoArray(arena, y + 16 * t + n + 8);
        c3.intoArray(arena, y + 16 * t + n + 12);
    }

    /**
     * y = x w^T + bias      x (T,21), w (2,21) -> y (T,2) on rows begin to end
     */
    private static void linear21x2Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear21x2Panel(arena, weights, bias, w, x, y, begin, end, n);
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
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float sumOf(FloatVector v) {
        FloatVector v2 = v.add(v.rearrange(DOWN_2));
        FloatVector one = v2.add(v2.rearrange(DOWN_1));
        return one.lane(0);
    }

    /**
     * All lanes as one: lane j with lane j + half, until one is left.
     */
    private static float largestOf(FloatVector v) {
        FloatVector u2 = v.rearrange(DOWN_2);
        FloatVector v2 = v.blend(u2, v.compare(VectorOperators.LT, u2));
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
