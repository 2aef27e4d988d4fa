// Generated from model.attar (spec d1a71415, compiler 0.1.0, java-vector/512, tile 6x4). Do not edit.
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
 * Banded on vectors of 16 floats (java-vector/512, tile 6x4), in execution order:
 *
 * <pre>
 * 1    embeddings.tokens (T,24)                embed24Ids
 * 2    1 layer
 * 2.1  layer.attention.query+key+value (T,40)  linear24x40
 * 2.2  layer.attention.mixed (T,24)            attention3x8Of1CausalBand5AlibiFrom48
 * 2.3  layer.attention.sum (T,24)              linear24x24Add
 * 2.4  layer.attention.norm (T,24)             norm24
 * 2.5  layer.feedforward.active (T,16)         linear24x16Gelu
 * 2.6  layer.feedforward.sum (T,24)            linear16x24Add
 * 2.7  layer.feedforward.norm (T,24)           norm24
 *      output "hidden"
 * 3    head.classes (T,4)                      linear24x4
 *      output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class BandedVector16 implements Program {
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

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Banded",
            16,
            List.of(
                    new ProgramPlan.Axis("tokens", 24)),
            List.of(
                    new ProgramPlan.Input("ids", "token id", TOKENS, 19)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(19, 24), Optional.empty(),
                            new Slot.Layout.Rows(32), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("alibi of 3 heads", List.of(3, 62), Optional.empty(),
                            new Slot.Layout.Rows(64), 608L, 0L,
                            new Slot.Source.Alibi(List.of(0.0625, 0.00390625, 0.25), 23)),
                    new Slot("head.classes.weight", List.of(4, 24), Optional.empty(),
                            new Slot.Layout.Panels(16, 0, 16), 800L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.bias", List.of(4), Optional.empty(),
                            new Slot.Layout.Rows(16), 1184L, 0L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.query.weight", List.of(24, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 48), 1200L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.key.weight", List.of(8, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 24, 48), 1200L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.value.weight", List.of(8, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 32, 48), 1200L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.query.bias", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2352L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.key.bias", List.of(8),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2376L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.value.bias", List.of(8),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(48), 2384L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.output.weight", List.of(24, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 2400L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.output.bias", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3168L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.norm.weight", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3200L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.norm.bias", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 3232L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.up.weight", List.of(16, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 3264L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.up.bias", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3648L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.down.weight", List.of(24, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 3664L, 3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.down.bias", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4176L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.norm.weight", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4208L,
                            3072L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.norm.bias", List.of(24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(32), 4240L,
                            3072L, Slot.Source.WEIGHTS)),
            4272L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(TOKENS),
                            List.of(IDS),
                            SizeFormula.perRow(144, TOKENS),
                            new SizeFormula(400,
                                    List.of(new SizeFormula.Term(24, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            24, 32, new SizeFormula(0)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 4,
                                            16, SizeFormula.perRow(32, TOKENS))))));

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
        // 1  embeddings.tokens (T,24)
        embed24Ids(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 3072L;
            if (blocks > 0) {
                forwardRows2_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.1  layer.attention.query+key+value (T,40)
                linear24x40(frame, worker, 0, 1200L + at, 2352L + at, 32 * T);
                worker.barrier();
            }
            // 2.2  layer.attention.mixed (T,24)
            attention3x8Of1CausalBand5AlibiFrom48(frame, worker, 32 * T, 32 * T + 24, 32 * T + 32,
                    608L, 80 * T);
            worker.barrier();
            if (blocks > 0) {
                forwardRows2_3(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.3  layer.attention.sum (T,24)
                linear24x24Add(frame, worker, 80 * T, 2400L + at, 3168L + at, 0, 32 * T);
                worker.barrier();
                // 2.4  layer.attention.norm (T,24)
                norm24(frame, worker, 32 * T, 3200L + at, 3232L + at, 112 * T);
                worker.barrier();
                // 2.5  layer.feedforward.active (T,16)
                linear24x16Gelu(frame, worker, 112 * T, 3264L + at, 3648L + at, 64 * T);
                worker.barrier();
                // 2.6  layer.feedforward.sum (T,24)
                linear16x24Add(frame, worker, 64 * T, 3664L + at, 4176L + at, 112 * T, 32 * T);
                worker.barrier();
                // 2.7  layer.feedforward.norm (T,24)
                norm24(frame, worker, 32 * T, 4208L + at, 4240L + at, 0);
                worker.barrier();
            }
        }
        if (frame.output() == 0) return;
        if (blocks > 0) {
            forwardRows3(frame, worker, blocks);
        } else {
            // 3  head.classes (T,4)
            linear24x4(frame, worker, 0, 800L, 1184L, 32 * T);
        }
    }

    /**
     * Step 2.1, a block of tokens at a time.
     */
    private static void forwardRows2_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        long at = layer * 3072L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 2.1  layer.attention.query+key+value (T,40)
            linear24x40Rows(arena, weights, 2352L + at, 1200L + at, 0, 32 * T, begin, end);
        }
    }

    /**
     * Steps 2.3 to 2.7, a block of tokens at a time.
     */
    private static void forwardRows2_3(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 3072L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.3  layer.attention.sum (T,24)
            linear24x24AddRows(arena, weights, 3168L + at, 2400L + at, 80 * T, 32 * T + 32 * own, 0,
                    begin, end);
            // 2.4  layer.attention.norm (T,24)
            norm24Rows(arena, weights, 32 * T + 32 * own, 112 * T + 32 * own, 3200L + at,
                    3232L + at, begin, end);
            // 2.5  layer.feedforward.active (T,16)
            linear24x16GeluRows(arena, weights, 3648L + at, 3264L + at, 112 * T + 32 * own,
                    64 * T + 16 * own, begin, end);
            // 2.6  layer.feedforward.sum (T,24)
            linear16x24AddRows(arena, weights, 4176L + at, 3664L + at, 64 * T + 16 * own,
                    32 * T + 32 * own, 112 * T + 32 * own, begin, end);
            // 2.7  layer.feedforward.norm (T,24)
            norm24Rows(arena, weights, 32 * T + 32 * own, 0, 4208L + at, 4240L + at, begin, end);
        }
    }

    /**
     * Step 3, a block of tokens at a time.
     */
    private static void forwardRows3(Frame frame, Worker worker, int blocks) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3  head.classes (T,4)
            linear24x4Rows(arena, weights, 1184L, 800L, 0, 32 * T, begin, end);
        }
    }

    /**
     * Step 1: y = tokens[ids]      -> y (T,24)
     */
    private static void embed24Ids(Frame frame, Worker worker, long tokens, int y) {
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
                for (int c = 0; c < 32; c += 16) {
                    vector(weights, tokens + 32L * idsRow + c).intoArray(arena, y + 32 * t + c);
                }
            }
        }
    }

    /**
     * Step 2.1: y = x w^T + bias      x (T,24), w (24+8+8,24) -> y (T,40)
     */
    private static void linear24x40(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear24x40Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,24), w (24+8+8,24) -> y (T,40) on one panel and rows begin to end
     */
    private static void linear24x40Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear24x40Tile6x48(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear24x40Tile5x48(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear24x40Tile4x48(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear24x40Tile3x48(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear24x40Tile2x48(arena, weights, bias, w, x, y, n, t);
                default -> linear24x40Tile1x48(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 48
     */
    private static void linear24x40Tile6x48(float[] arena, MemorySegment weights, long bias, long w,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
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
        c50.intoArray(arena, y + 48 * t + n + 240);
        c51.intoArray(arena, y + 48 * t + n + 256);
        c52.intoArray(arena, y + 48 * t + n + 272);
    }

    /**
     * y = x w^T + bias on 5 rows of 48
     */
    private static void linear24x40Tile5x48(float[] arena, MemorySegment weights, long bias, long w,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
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
    private static void linear24x40Tile4x48(float[] arena, MemorySegment weights, long bias, long w,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
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
    private static void linear24x40Tile3x48(float[] arena, MemorySegment weights, long bias, long w,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
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
    private static void linear24x40Tile2x48(float[] arena, MemorySegment weights, long bias, long w,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
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
    private static void linear24x40Tile1x48(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        FloatVector initial2 = vector(weights, bias + n + 32);
        FloatVector c2 = initial2;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 4608, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
            FloatVector b2 = vector(panel, 16L * k + 768);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
        }

        c0.intoArray(arena, y + 48 * t + n);
        c1.intoArray(arena, y + 48 * t + n + 16);
        c2.intoArray(arena, y + 48 * t + n + 32);
    }

    /**
     * y = x w^T + bias      x (T,24), w (24+8+8,24) -> y (T,40) on rows begin to end
     */
    private static void linear24x40Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear24x40Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 2.2: y = softmax(q k^T / sqrt(8) - slope of the head * distance) v, 3 heads on 1, causal, band 5      q (T,24), k, v (T,8) -> y (T,24)
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48(Frame frame, Worker worker, int q,
            int k, int v, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int L = frame.longest(TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 8 * L;
        int p = vh + 16 * L;
        int inverse = p + 288;
        int parts = inverse + 16;
        int tasks = B * 3;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 3;
            int g = 0;
            int m = task % 3;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention3x8Of1CausalBand5AlibiFrom48Turn(arena, kt, k, length, g, start);
            attention3x8Of1CausalBand5AlibiFrom48Gather(arena, vh, v, length, g, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention3x8Of1CausalBand5AlibiFrom48Rows6(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, g, m, start, length);
                    case 5 -> attention3x8Of1CausalBand5AlibiFrom48Rows5(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, g, m, start, length);
                    case 4 -> attention3x8Of1CausalBand5AlibiFrom48Rows4(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, g, m, start, length);
                    case 3 -> attention3x8Of1CausalBand5AlibiFrom48Rows3(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, g, m, start, length);
                    case 2 -> attention3x8Of1CausalBand5AlibiFrom48Rows2(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, g, m, start, length);
                    default -> attention3x8Of1CausalBand5AlibiFrom48Rows1(arena, weights, kt, q, p, bias, inverse, vh, y, i, g, m, start, length);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Turn(float[] arena, int kt, int k,
            int length, int g, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 8 * g + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Gather(float[] arena, int vh, int v,
            int length, int g, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[vh + 16 * j + d] = arena[v + 48 * start + 48 * j + 8 * g + d];
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows6(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 21) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores6x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 21) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores6x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom6(arena, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest6(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest6(arena, parts, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum6(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum6(arena, parts, inverse, p, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix6x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 6 rows of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores6x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 240]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }

        c00.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c01.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c02.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c03.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
        c10.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c11.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 38 - i))
                .intoArray(arena, p + j + 80);
        c12.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 54 - i))
                .intoArray(arena, p + j + 96);
        c13.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 70 - i))
                .intoArray(arena, p + j + 112);
        c20.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c21.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 37 - i))
                .intoArray(arena, p + j + 128);
        c22.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 53 - i))
                .intoArray(arena, p + j + 144);
        c23.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 69 - i))
                .intoArray(arena, p + j + 160);
        c30.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
        c31.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 36 - i))
                .intoArray(arena, p + j + 176);
        c32.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 52 - i))
                .intoArray(arena, p + j + 192);
        c33.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 68 - i))
                .intoArray(arena, p + j + 208);
        c40.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 19 - i))
                .intoArray(arena, p + j + 208);
        c41.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 35 - i))
                .intoArray(arena, p + j + 224);
        c42.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 51 - i))
                .intoArray(arena, p + j + 240);
        c43.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 67 - i))
                .intoArray(arena, p + j + 256);
        c50.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 18 - i))
                .intoArray(arena, p + j + 256);
        c51.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 34 - i))
                .intoArray(arena, p + j + 272);
        c52.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 50 - i))
                .intoArray(arena, p + j + 288);
        c53.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 66 - i))
                .intoArray(arena, p + j + 304);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 6 rows of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores6x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 192]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 240]);
            c5 = a5.fma(b, c5);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c2.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c3.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
        c4.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 19 - i))
                .intoArray(arena, p + j + 208);
        c5.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 18 - i))
                .intoArray(arena, p + j + 256);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 6 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom6(float[] arena, int p,
            int i) {
        for (int row = 0; row < 6; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest6(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
        }

        largest00.intoArray(arena, parts);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest10.intoArray(arena, parts + 16);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
        }

        largest20.intoArray(arena, parts + 32);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
        }

        largest30.intoArray(arena, parts + 48);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 20) & -16) - ((0 - Math.min(1 - i, 0)) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + ((0 - Math.min(1 - i, 0)) & -16) + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
        }

        largest40.intoArray(arena, parts + 64);
        FloatVector largest50 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 21) & -16) - ((0 - Math.min(0 - i, 0)) & -16); j += 16) {
            FloatVector next50 = vector(arena, p + ((0 - Math.min(0 - i, 0)) & -16) + j + 256);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
        }

        largest50.intoArray(arena, parts + 80);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest6(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum6(float[] arena, int p,
            int parts, int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16));
        }

        sum00.intoArray(arena, parts);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64));
        }

        sum10.intoArray(arena, parts + 16);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112));
        }

        sum20.intoArray(arena, parts + 32);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160));
        }

        sum30.intoArray(arena, parts + 48);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 20) & -16) - ((0 - Math.min(1 - i, 0)) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + ((0 - Math.min(1 - i, 0)) & -16) + j + 208));
        }

        sum40.intoArray(arena, parts + 64);
        FloatVector sum50 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 21) & -16) - ((0 - Math.min(0 - i, 0)) & -16); j += 16) {
            sum50 = sum50.add(vector(arena, p + ((0 - Math.min(0 - i, 0)) & -16) + j + 256));
        }

        sum50.intoArray(arena, parts + 80);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum6(float[] arena,
            int parts, int inverse, int p, int i, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 6 rows of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix6x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;
        float c5 = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 6; j++) {
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
            float a5 = arena[p + j + 256];
            c5 = Math.fma(a5, b, c5);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 64] = c2 * scale2;
        float scale3 = arena[inverse + 3];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 96] = c3 * scale3;
        float scale4 = arena[inverse + 4];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 128] = c4 * scale4;
        float scale5 = arena[inverse + 5];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 160] = c5 * scale5;
    }

    /**
     * 5 rows through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows5(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 20) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores5x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 20) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores5x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom5(arena, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest5(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest5(arena, parts, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum5(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum5(arena, parts, inverse, p, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix5x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 5 rows of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores5x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 192]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }

        c00.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c01.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c02.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c03.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
        c10.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c11.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 38 - i))
                .intoArray(arena, p + j + 80);
        c12.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 54 - i))
                .intoArray(arena, p + j + 96);
        c13.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 70 - i))
                .intoArray(arena, p + j + 112);
        c20.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c21.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 37 - i))
                .intoArray(arena, p + j + 128);
        c22.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 53 - i))
                .intoArray(arena, p + j + 144);
        c23.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 69 - i))
                .intoArray(arena, p + j + 160);
        c30.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
        c31.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 36 - i))
                .intoArray(arena, p + j + 176);
        c32.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 52 - i))
                .intoArray(arena, p + j + 192);
        c33.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 68 - i))
                .intoArray(arena, p + j + 208);
        c40.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 19 - i))
                .intoArray(arena, p + j + 208);
        c41.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 35 - i))
                .intoArray(arena, p + j + 224);
        c42.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 51 - i))
                .intoArray(arena, p + j + 240);
        c43.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 67 - i))
                .intoArray(arena, p + j + 256);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 5 rows of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores5x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 192]);
            c4 = a4.fma(b, c4);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c2.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c3.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
        c4.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 19 - i))
                .intoArray(arena, p + j + 208);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 5 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom5(float[] arena, int p,
            int i) {
        for (int row = 0; row < 5; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest5(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
        }

        largest00.intoArray(arena, parts);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest10.intoArray(arena, parts + 16);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
        }

        largest20.intoArray(arena, parts + 32);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
        }

        largest30.intoArray(arena, parts + 48);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 20) & -16) - ((0 - Math.min(1 - i, 0)) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + ((0 - Math.min(1 - i, 0)) & -16) + j + 208);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
        }

        largest40.intoArray(arena, parts + 64);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest5(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum5(float[] arena, int p,
            int parts, int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16));
        }

        sum00.intoArray(arena, parts);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64));
        }

        sum10.intoArray(arena, parts + 16);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112));
        }

        sum20.intoArray(arena, parts + 32);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160));
        }

        sum30.intoArray(arena, parts + 48);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 20) & -16) - ((0 - Math.min(1 - i, 0)) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + ((0 - Math.min(1 - i, 0)) & -16) + j + 208));
        }

        sum40.intoArray(arena, parts + 64);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum5(float[] arena,
            int parts, int inverse, int p, int i, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 5 rows of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix5x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 5; j++) {
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
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 64] = c2 * scale2;
        float scale3 = arena[inverse + 3];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 96] = c3 * scale3;
        float scale4 = arena[inverse + 4];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 128] = c4 * scale4;
    }

    /**
     * 4 rows through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 19) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores4x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 19) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores4x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom4(arena, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest4(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest4(arena, parts, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum4(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum4(arena, parts, inverse, p, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix4x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 4 rows of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores4x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }

        c00.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c01.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c02.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c03.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
        c10.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c11.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 38 - i))
                .intoArray(arena, p + j + 80);
        c12.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 54 - i))
                .intoArray(arena, p + j + 96);
        c13.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 70 - i))
                .intoArray(arena, p + j + 112);
        c20.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c21.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 37 - i))
                .intoArray(arena, p + j + 128);
        c22.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 53 - i))
                .intoArray(arena, p + j + 144);
        c23.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 69 - i))
                .intoArray(arena, p + j + 160);
        c30.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
        c31.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 36 - i))
                .intoArray(arena, p + j + 176);
        c32.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 52 - i))
                .intoArray(arena, p + j + 192);
        c33.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 68 - i))
                .intoArray(arena, p + j + 208);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 4 rows of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores4x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 144]);
            c3 = a3.fma(b, c3);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c2.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c3.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 20 - i))
                .intoArray(arena, p + j + 160);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 4 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom4(float[] arena, int p,
            int i) {
        for (int row = 0; row < 4; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest4(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
        }

        largest00.intoArray(arena, parts);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest10.intoArray(arena, parts + 16);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
        }

        largest20.intoArray(arena, parts + 32);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
        }

        largest30.intoArray(arena, parts + 48);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest4(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum4(float[] arena, int p,
            int parts, int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16));
        }

        sum00.intoArray(arena, parts);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64));
        }

        sum10.intoArray(arena, parts + 16);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112));
        }

        sum20.intoArray(arena, parts + 32);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16) - ((0 - Math.min(2 - i, 0)) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + ((0 - Math.min(2 - i, 0)) & -16) + j + 160));
        }

        sum30.intoArray(arena, parts + 48);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum4(float[] arena,
            int parts, int inverse, int p, int i, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 4 rows of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix4x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 4; j++) {
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
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 64] = c2 * scale2;
        float scale3 = arena[inverse + 3];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 96] = c3 * scale3;
    }

    /**
     * 3 rows through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows3(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 18) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores3x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 18) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores3x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom3(arena, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest3(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest3(arena, parts, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum3(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum3(arena, parts, inverse, p, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix3x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 3 rows of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores3x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }

        c00.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c01.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c02.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c03.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
        c10.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c11.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 38 - i))
                .intoArray(arena, p + j + 80);
        c12.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 54 - i))
                .intoArray(arena, p + j + 96);
        c13.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 70 - i))
                .intoArray(arena, p + j + 112);
        c20.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
        c21.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 37 - i))
                .intoArray(arena, p + j + 128);
        c22.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 53 - i))
                .intoArray(arena, p + j + 144);
        c23.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 69 - i))
                .intoArray(arena, p + j + 160);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 3 rows of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores3x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 96]);
            c2 = a2.fma(b, c2);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c2.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 21 - i))
                .intoArray(arena, p + j + 112);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom3(float[] arena, int p,
            int i) {
        for (int row = 0; row < 3; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest3(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
        }

        largest00.intoArray(arena, parts);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest10.intoArray(arena, parts + 16);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
        }

        largest20.intoArray(arena, parts + 32);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest3(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum3(float[] arena, int p,
            int parts, int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16));
        }

        sum00.intoArray(arena, parts);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64));
        }

        sum10.intoArray(arena, parts + 16);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16) - ((0 - Math.min(3 - i, 0)) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + ((0 - Math.min(3 - i, 0)) & -16) + j + 112));
        }

        sum20.intoArray(arena, parts + 32);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum3(float[] arena,
            int parts, int inverse, int p, int i, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix3x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 3; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
            float a2 = arena[p + j + 112];
            c2 = Math.fma(a2, b, c2);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 32] = c1 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 64] = c2 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows2(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 17) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores2x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 17) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores2x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom2(arena, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest2(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest2(arena, parts, p, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum2(arena, p, parts, i);
        attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum2(arena, parts, inverse, p, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix2x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 2 rows of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores2x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c02 = initial;
        FloatVector c03 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c12 = initial;
        FloatVector c13 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }

        c00.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c01.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c02.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c03.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
        c10.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
        c11.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 38 - i))
                .intoArray(arena, p + j + 80);
        c12.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 54 - i))
                .intoArray(arena, p + j + 96);
        c13.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 70 - i))
                .intoArray(arena, p + j + 112);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 2 rows of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores2x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d + 48]);
            c1 = a1.fma(b, c1);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 22 - i))
                .intoArray(arena, p + j + 64);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFrom2(float[] arena, int p,
            int i) {
        for (int row = 0; row < 2; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxLargest2(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
        }

        largest00.intoArray(arena, parts);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
        }

        largest10.intoArray(arena, parts + 16);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromLargest2(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxSum2(float[] arena, int p,
            int parts, int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16) - ((0 - Math.min(5 - i, 0)) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + ((0 - Math.min(5 - i, 0)) & -16) + j + 16));
        }

        sum00.intoArray(arena, parts);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16) - ((0 - Math.min(4 - i, 0)) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + ((0 - Math.min(4 - i, 0)) & -16) + j + 64));
        }

        sum10.intoArray(arena, parts + 16);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48SoftmaxFromSum2(float[] arena,
            int parts, int inverse, int p, int i, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix2x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 2; j++) {
            float b = arena[vh + 16 * j + d];
            float a0 = arena[p + j + 16];
            c0 = Math.fma(a0, b, c0);
            float a1 = arena[p + j + 64];
            c1 = Math.fma(a1, b, c1);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c0 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d + 32] = c1 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Rows1(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int vh, int y,
            int i, int g, int m, int start, int length) {
        int j = ((0 - Math.min(5 - i, 0)) & -16);
        for (; j + 64 <= ((i + 16) & -16); j += 64) {
            attention3x8Of1CausalBand5AlibiFrom48Scores1x64(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        for (; j + 16 <= ((i + 16) & -16); j += 16) {
            attention3x8Of1CausalBand5AlibiFrom48Scores1x16(arena, weights, kt, q, p, bias, j, g, i, m, start);
        }
        attention3x8Of1CausalBand5AlibiFrom48Softmax1(arena, p, inverse, i, length);
        int d = 0;
        for (; d < 8; d++) {
            attention3x8Of1CausalBand5AlibiFrom48Mix1x1(arena, vh, p, inverse, y, i, d, g, m, start);
        }
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 1 row of 64
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores1x64(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 128);
            FloatVector b2 = vector(arena, kt + 8 * j + 16 * d + 256);
            FloatVector b3 = vector(arena, kt + 8 * j + 16 * d + 384);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
            c2 = a.fma(b2, c2);
            c3 = a.fma(b3, c3);
        }

        c0.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
        c1.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 39 - i))
                .intoArray(arena, p + j + 32);
        c2.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 55 - i))
                .intoArray(arena, p + j + 48);
        c3.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 71 - i))
                .intoArray(arena, p + j + 64);
    }

    /**
     * p = q kt / sqrt(8) - slope of the head * distance      -> p (rows,length) on 1 row of 16
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Scores1x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int g, int i, int m,
            int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b = vector(arena, kt + 8 * j + 16 * d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 48 * start + 48 * i + 24 * g + 8 * m + d]);
            c = a.fma(b, c);
        }

        c.fma(FloatVector.broadcast(FLOATS, 0.35355338f),
                vector(weights, bias + 192L * g + 64L * m + j + 23 - i))
                .intoArray(arena, p + j + 16);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Softmax1(float[] arena, int p,
            int inverse, int i, int length) {
        for (int row = 0; row < 1; row++) {
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY)
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < 0 - Math.min(5 - i - row, 0); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 48 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < ((i + row + 16) & -16) - ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 48 * row + ((0 - Math.min(5 - i - row, 0)) & -16) + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
            }
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = ((0 - Math.min(5 - i - row, 0)) & -16); j < ((i + row + 16) & -16); j += 16) {
                twoTo(vector(arena, p + 48 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 48 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < ((i + row + 16) & -16) - ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                sum0 = sum0
                        .add(vector(arena, p + 48 * row + ((0 - Math.min(5 - i - row, 0)) & -16) + j + 16));
            }
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = 0; j < ((0 - Math.min(5 - i - row, 0)) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 16) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 48 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 1
     */
    private static void attention3x8Of1CausalBand5AlibiFrom48Mix1x1(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int g, int m, int start) {
        float initial = 0.0f;
        float c = initial;

        for (int j = 0 - Math.min(5 - i, 0); j < i + 1; j++) {
            float b = arena[vh + 16 * j + d];
            float a = arena[p + j + 16];
            c = Math.fma(a, b, c);
        }

        float scale = arena[inverse];
        arena[y + 32 * start + 32 * i + 24 * g + 8 * m + d] = c * scale;
    }

    /**
     * Step 2.3: y = x w^T + bias + r      x (T,24), w (24,24), r (T,24) -> y (T,24)
     */
    private static void linear24x24Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear24x24AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,24), w (24,24), r (T,24) -> y (T,24) on one panel and rows begin to end
     */
    private static void linear24x24AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear24x24AddTile6x32(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear24x24AddTile5x32(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear24x24AddTile4x32(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear24x24AddTile3x32(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear24x24AddTile2x32(arena, weights, bias, w, x, y, n, t);
                default -> linear24x24AddTile1x32(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear24x24AddFinishx32(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 32
     */
    private static void linear24x24AddTile6x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddTile5x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddTile4x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddTile3x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddTile2x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddTile1x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 3072, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 384);
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
    private static void linear24x24AddFinishx32(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 32; lane += 16) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,24), w (24,24), r (T,24) -> y (T,24) on rows begin to end
     */
    private static void linear24x24AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear24x24AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Steps 2.4, 2.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,24) -> y (T,24)
     */
    private static void norm24(Frame frame, Worker worker, int x, long gamma, long beta, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm24Rows(arena, weights, x, y, gamma, beta, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,24) -> y (T,24) on rows begin to end
     */
    private static void norm24Rows(float[] arena, MemorySegment weights, int x, int y, long gamma,
            long beta, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                sum0 = sum0.add(vector(arena, x + 32 * t + c));
            }
            float sum = sumOf(sum0);
            for (int c = 16; c < 24; c++) {
                sum = sum + arena[x + 32 * t + c];
            }
            float mean = sum / 24.0f;
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0.add(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean)).mul(vector(arena, x + 32 * t + c)
                        .sub(FloatVector.broadcast(FLOATS, mean))));
            }
            float squares = sumOf(squares0);
            for (int c = 16; c < 24; c++) {
                squares = squares + (arena[x + 32 * t + c] - mean) * (arena[x + 32 * t + c] - mean);
            }
            float scale = 1.0f / (float) Math.sqrt(squares / 24.0f + 1.0E-5f);
            for (int c = 0; c < 32; c += 16) {
                vector(arena, x + 32 * t + c).sub(FloatVector.broadcast(FLOATS, mean))
                        .mul(FloatVector.broadcast(FLOATS, scale)).fma(vector(weights, gamma + c),
                        vector(weights, beta + c)).intoArray(arena, y + 32 * t + c);
            }
        }
    }

    /**
     * Step 2.5: y = gelu(x w^T + bias)      x (T,24), w (16,24) -> y (T,16)
     */
    private static void linear24x16Gelu(Frame frame, Worker worker, int x, long w, long bias,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear24x16GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,24), w (16,24) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear24x16GeluPanel(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear24x16GeluTile6x16(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear24x16GeluTile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear24x16GeluTile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear24x16GeluTile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear24x16GeluTile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear24x16GeluTile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear24x16GeluFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     */
    private static void linear24x16GeluTile6x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c5 = a5.fma(b, c5);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
        c4.intoArray(arena, y + 16 * t + n + 64);
        c5.intoArray(arena, y + 16 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear24x16GeluTile5x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c4 = a4.fma(b, c4);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
        c4.intoArray(arena, y + 16 * t + n + 64);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear24x16GeluTile4x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear24x16GeluTile3x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear24x16GeluTile2x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear24x16GeluTile1x16(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c = a.fma(b, c);
        }

        c.intoArray(arena, y + 16 * t + n);
    }

    /**
     * y = gelu(y) on rows of 16
     */
    private static void linear24x16GeluFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 16) {
                gelu(vector(arena, y + 16 * t + n + lane)).intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,24), w (16,24) -> y (T,16) on rows begin to end
     */
    private static void linear24x16GeluRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear24x16GeluPanel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * Step 2.6: y = x w^T + bias + r      x (T,16), w (24,16), r (T,24) -> y (T,24)
     */
    private static void linear16x24Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear16x24AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,16), w (24,16), r (T,24) -> y (T,24) on one panel and rows begin to end
     */
    private static void linear16x24AddPanel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear16x24AddTile6x32(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear16x24AddTile5x32(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear16x24AddTile4x32(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear16x24AddTile3x32(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear16x24AddTile2x32(arena, weights, bias, w, x, y, n, t);
                default -> linear16x24AddTile1x32(arena, weights, bias, w, x, y, n, t);
            }
        }
        linear16x24AddFinishx32(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T + bias on 6 rows of 32
     */
    private static void linear16x24AddTile6x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
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
    private static void linear16x24AddTile5x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
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
    private static void linear16x24AddTile4x32(float[] arena, MemorySegment weights, long bias,
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
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
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
    private static void linear16x24AddTile3x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector c20 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        FloatVector c21 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
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
        c01.intoArray(arena, y + 32 * t + n + 16);
        c10.intoArray(arena, y + 32 * t + n + 32);
        c11.intoArray(arena, y + 32 * t + n + 48);
        c20.intoArray(arena, y + 32 * t + n + 64);
        c21.intoArray(arena, y + 32 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 2 rows of 32
     */
    private static void linear16x24AddTile2x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c00 = initial0;
        FloatVector c10 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c01 = initial1;
        FloatVector c11 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k + 16]);
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
    private static void linear16x24AddTile1x32(float[] arena, MemorySegment weights, long bias,
            long w, int x, int y, int n, int t) {
        FloatVector initial0 = vector(weights, bias + n);
        FloatVector c0 = initial0;
        FloatVector initial1 = vector(weights, bias + n + 16);
        FloatVector c1 = initial1;
        MemorySegment panel = weights.asSlice(4 * (w + 16L * n), 2048, 1);

        for (int k = 0; k < 16; k++) {
            FloatVector b0 = vector(panel, 16L * k);
            FloatVector b1 = vector(panel, 16L * k + 256);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 16 * t + k]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, y + 32 * t + n);
        c1.intoArray(arena, y + 32 * t + n + 16);
    }

    /**
     * y = y + r on rows of 32
     */
    private static void linear16x24AddFinishx32(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 32; lane += 16) {
                vector(arena, y + 32 * t + n + lane).add(vector(arena, r + 32 * t + n + lane))
                        .intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,16), w (24,16), r (T,24) -> y (T,24) on rows begin to end
     */
    private static void linear16x24AddRows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear16x24AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Step 3: y = x w^T + bias      x (T,24), w (4,24) -> y (T,4)
     */
    private static void linear24x4(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 119) / 120;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 120;
            int end = Math.min(begin + 120, T);
            linear24x4Panel(arena, weights, bias, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T + bias      x (T,24), w (4,24) -> y (T,4) on one panel and rows begin to end
     */
    private static void linear24x4Panel(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 6));
            switch (rows) {
                case 6 -> linear24x4Tile6x16(arena, weights, bias, w, x, y, n, t);
                case 5 -> linear24x4Tile5x16(arena, weights, bias, w, x, y, n, t);
                case 4 -> linear24x4Tile4x16(arena, weights, bias, w, x, y, n, t);
                case 3 -> linear24x4Tile3x16(arena, weights, bias, w, x, y, n, t);
                case 2 -> linear24x4Tile2x16(arena, weights, bias, w, x, y, n, t);
                default -> linear24x4Tile1x16(arena, weights, bias, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T + bias on 6 rows of 16
     */
    private static void linear24x4Tile6x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 160]);
            c5 = a5.fma(b, c5);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
        c4.intoArray(arena, y + 16 * t + n + 64);
        c5.intoArray(arena, y + 16 * t + n + 80);
    }

    /**
     * y = x w^T + bias on 5 rows of 16
     */
    private static void linear24x4Tile5x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 128]);
            c4 = a4.fma(b, c4);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
        c4.intoArray(arena, y + 16 * t + n + 64);
    }

    /**
     * y = x w^T + bias on 4 rows of 16
     */
    private static void linear24x4Tile4x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 96]);
            c3 = a3.fma(b, c3);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
        c3.intoArray(arena, y + 16 * t + n + 48);
    }

    /**
     * y = x w^T + bias on 3 rows of 16
     */
    private static void linear24x4Tile3x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 64]);
            c2 = a2.fma(b, c2);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
        c2.intoArray(arena, y + 16 * t + n + 32);
    }

    /**
     * y = x w^T + bias on 2 rows of 16
     */
    private static void linear24x4Tile2x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k + 32]);
            c1 = a1.fma(b, c1);
        }

        c0.intoArray(arena, y + 16 * t + n);
        c1.intoArray(arena, y + 16 * t + n + 16);
    }

    /**
     * y = x w^T + bias on 1 row of 16
     */
    private static void linear24x4Tile1x16(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int n, int t) {
        FloatVector initial = vector(weights, bias + n);
        FloatVector c = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b = vector(panel, 16L * k);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[x + 32 * t + k]);
            c = a.fma(b, c);
        }

        c.intoArray(arena, y + 16 * t + n);
    }

    /**
     * y = x w^T + bias      x (T,24), w (4,24) -> y (T,4) on rows begin to end
     */
    private static void linear24x4Rows(float[] arena, MemorySegment weights, long bias, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 64; n += 64) {
            linear24x4Panel(arena, weights, bias, w, x, y, begin, end, n);
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
