// Generated from model.attar (spec d5b15fe8, compiler 0.1.0, java-scalar, tile 3x4). Do not edit.
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Worker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * Sentence on plain floats (java-scalar, tile 3x4), in execution order:
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
final class SentenceScalar implements Program {
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
            1,
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
                            new SizeFormula(1040,
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
        int H = frame.narrowPanels();
        int scratch = frame.scratch(worker);
        long at = layer * 8544L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3.1  layer.attention.query+key+value (T,96)
            linear32x96Rows(arena, weights, 5248L + at, scratch, 2176L + at, scratch + 16, 32 * T,
                    64 * T, H, begin, end);
        }
    }

    /**
     * Steps 3.3 to 3.7, a block of tokens at a time.
     */
    private static void forwardRows3_3(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int most = Math.ceilDiv(T, blocks);
        int scratch = frame.scratch(worker);
        long at = layer * 8544L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 3.3  layer.attention.sum (T,32)
            linear32x32AddRows(arena, weights, 6368L + at, scratch, 5344L + at, scratch + 16, 0,
                    64 * T + 32 * own, 32 * T, H, begin, end);
            // 3.4  layer.attention.norm (T,32)
            norm32Rows(arena, weights, 64 * T + 32 * own, 6400L + at, scratch, 6432L + at,
                    scratch + 32, 96 * T + 32 * own, begin, end);
            // 3.5  layer.feedforward.active (T,64)
            linear32x64GeluRows(arena, weights, 8512L + at, scratch, 6464L + at, scratch + 16,
                    96 * T + 32 * own, 128 * T + 64 * own, H, begin, end);
            // 3.6  layer.feedforward.sum (T,32)
            linear64x32AddRows(arena, weights, 10624L + at, scratch, 8576L + at, scratch + 16,
                    128 * T + 64 * own, 64 * T + 32 * own, 96 * T + 32 * own, H, begin, end);
            // 3.7  layer.feedforward.norm (T,32)
            norm32Rows(arena, weights, 64 * T + 32 * own, 10656L + at, scratch, 10688L + at,
                    scratch + 32, 32 * T, begin, end);
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
        int tokensFetched = frame.scratch(worker);
        int positionsFetched = tokensFetched + 32;
        int segmentsFetched = positionsFetched + 32;
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
                fetch(weights, tokens + 32L * idsRow, arena, tokensFetched, 32);
                fetch(weights, positions + 32L * positionRow, arena, positionsFetched, 32);
                fetch(weights, segments + 32L * segmentsRow, arena, segmentsFetched, 32);
                for (int c = 0; c < 32; c++) {
                    arena[y + 32 * t + c] = arena[tokensFetched + c] + arena[positionsFetched + c]
                            + arena[segmentsFetched + c];
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
        int gammaFetched = frame.scratch(worker);
        int betaFetched = gammaFetched + 32;
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            norm32Rows(arena, weights, x, gamma, gammaFetched, beta, betaFetched, y, begin, end);
        }
    }

    /**
     * y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,32) -> y (T,32) on rows begin to end
     */
    private static void norm32Rows(float[] arena, MemorySegment weights, int x, long gamma,
            int gammaFetched, long beta, int betaFetched, int y, int begin, int end) {
        for (int t = begin; t < end; t++) {
            float sum0 = 0.0f;
            float sum1 = 0.0f;
            float sum2 = 0.0f;
            float sum3 = 0.0f;
            float sum4 = 0.0f;
            float sum5 = 0.0f;
            float sum6 = 0.0f;
            float sum7 = 0.0f;
            float sum8 = 0.0f;
            float sum9 = 0.0f;
            float sum10 = 0.0f;
            float sum11 = 0.0f;
            float sum12 = 0.0f;
            float sum13 = 0.0f;
            float sum14 = 0.0f;
            float sum15 = 0.0f;
            for (int c = 0; c < 32; c += 16) {
                sum0 = sum0 + arena[x + 32 * t + c];
                sum1 = sum1 + arena[x + 32 * t + c + 1];
                sum2 = sum2 + arena[x + 32 * t + c + 2];
                sum3 = sum3 + arena[x + 32 * t + c + 3];
                sum4 = sum4 + arena[x + 32 * t + c + 4];
                sum5 = sum5 + arena[x + 32 * t + c + 5];
                sum6 = sum6 + arena[x + 32 * t + c + 6];
                sum7 = sum7 + arena[x + 32 * t + c + 7];
                sum8 = sum8 + arena[x + 32 * t + c + 8];
                sum9 = sum9 + arena[x + 32 * t + c + 9];
                sum10 = sum10 + arena[x + 32 * t + c + 10];
                sum11 = sum11 + arena[x + 32 * t + c + 11];
                sum12 = sum12 + arena[x + 32 * t + c + 12];
                sum13 = sum13 + arena[x + 32 * t + c + 13];
                sum14 = sum14 + arena[x + 32 * t + c + 14];
                sum15 = sum15 + arena[x + 32 * t + c + 15];
            }
            sum0 = sum0 + sum8;
            sum1 = sum1 + sum9;
            sum2 = sum2 + sum10;
            sum3 = sum3 + sum11;
            sum4 = sum4 + sum12;
            sum5 = sum5 + sum13;
            sum6 = sum6 + sum14;
            sum7 = sum7 + sum15;
            sum0 = sum0 + sum4;
            sum1 = sum1 + sum5;
            sum2 = sum2 + sum6;
            sum3 = sum3 + sum7;
            sum0 = sum0 + sum2;
            sum1 = sum1 + sum3;
            sum0 = sum0 + sum1;
            float sum = sum0;
            float mean = sum / 32.0f;
            float squares0 = 0.0f;
            float squares1 = 0.0f;
            float squares2 = 0.0f;
            float squares3 = 0.0f;
            float squares4 = 0.0f;
            float squares5 = 0.0f;
            float squares6 = 0.0f;
            float squares7 = 0.0f;
            float squares8 = 0.0f;
            float squares9 = 0.0f;
            float squares10 = 0.0f;
            float squares11 = 0.0f;
            float squares12 = 0.0f;
            float squares13 = 0.0f;
            float squares14 = 0.0f;
            float squares15 = 0.0f;
            for (int c = 0; c < 32; c += 16) {
                squares0 = squares0 + (arena[x + 32 * t + c] - mean) * (arena[x + 32 * t + c]
                        - mean);
                squares1 = squares1 + (arena[x + 32 * t + c + 1] - mean)
                        * (arena[x + 32 * t + c + 1] - mean);
                squares2 = squares2 + (arena[x + 32 * t + c + 2] - mean)
                        * (arena[x + 32 * t + c + 2] - mean);
                squares3 = squares3 + (arena[x + 32 * t + c + 3] - mean)
                        * (arena[x + 32 * t + c + 3] - mean);
                squares4 = squares4 + (arena[x + 32 * t + c + 4] - mean)
                        * (arena[x + 32 * t + c + 4] - mean);
                squares5 = squares5 + (arena[x + 32 * t + c + 5] - mean)
                        * (arena[x + 32 * t + c + 5] - mean);
                squares6 = squares6 + (arena[x + 32 * t + c + 6] - mean)
                        * (arena[x + 32 * t + c + 6] - mean);
                squares7 = squares7 + (arena[x + 32 * t + c + 7] - mean)
                        * (arena[x + 32 * t + c + 7] - mean);
                squares8 = squares8 + (arena[x + 32 * t + c + 8] - mean)
                        * (arena[x + 32 * t + c + 8] - mean);
                squares9 = squares9 + (arena[x + 32 * t + c + 9] - mean)
                        * (arena[x + 32 * t + c + 9] - mean);
                squares10 = squares10 + (arena[x + 32 * t + c + 10] - mean)
                        * (arena[x + 32 * t + c + 10] - mean);
                squares11 = squares11 + (arena[x + 32 * t + c + 11] - mean)
                        * (arena[x + 32 * t + c + 11] - mean);
                squares12 = squares12 + (arena[x + 32 * t + c + 12] - mean)
                        * (arena[x + 32 * t + c + 12] - mean);
                squares13 = squares13 + (arena[x + 32 * t + c + 13] - mean)
                        * (arena[x + 32 * t + c + 13] - mean);
                squares14 = squares14 + (arena[x + 32 * t + c + 14] - mean)
                        * (arena[x + 32 * t + c + 14] - mean);
                squares15 = squares15 + (arena[x + 32 * t + c + 15] - mean)
                        * (arena[x + 32 * t + c + 15] - mean);
            }
            squares0 = squares0 + squares8;
            squares1 = squares1 + squares9;
            squares2 = squares2 + squares10;
            squares3 = squares3 + squares11;
            squares4 = squares4 + squares12;
            squares5 = squares5 + squares13;
            squares6 = squares6 + squares14;
            squares7 = squares7 + squares15;
            squares0 = squares0 + squares4;
            squares1 = squares1 + squares5;
            squares2 = squares2 + squares6;
            squares3 = squares3 + squares7;
            squares0 = squares0 + squares2;
            squares1 = squares1 + squares3;
            squares0 = squares0 + squares1;
            float squares = squares0;
            float scale = 1.0f / (float) Math.sqrt(squares / 32.0f + 1.0E-12f);
            fetch(weights, gamma, arena, gammaFetched, 32);
            fetch(weights, beta, arena, betaFetched, 32);
            for (int c = 0; c < 32; c++) {
                arena[y + 32 * t + c] = Math.fma((arena[x + 32 * t + c] - mean) * scale,
                        arena[gammaFetched + c], arena[betaFetched + c]);
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
        int H = frame.narrowPanels();
        int biasFetched = frame.scratch(worker);
        int wFetched = biasFetched + 16;
        int beginCount = (T + 95) / 96;
        int tasks = 6 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear32x96Panel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + bias      x (T,32), w (32+32+32,32) -> y (T,96) on one panel and rows begin to end
     */
    private static void linear32x96Panel(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, bias + n, arena, biasFetched, 16);
        fetch(weights, w + 32L * n, arena, wFetched, 512);
        int K = 32;
        int xRow = 32;
        int yRow = 96;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product3x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product2x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product1x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
            }
        }
    }

    /**
     * y = x w^T + bias on 3 rows of 4
     */
    private static void product3x4(float[] arena, int biasFetched, int wFetched, int x, int y,
            int column, int K, int first, int wRow, int t, int xRow, int n, int yRow) {
        float initial0 = arena[biasFetched + column];
        float c00 = initial0;
        float c10 = initial0;
        float c20 = initial0;
        float initial1 = arena[biasFetched + column + 1];
        float c01 = initial1;
        float c11 = initial1;
        float c21 = initial1;
        float initial2 = arena[biasFetched + column + 2];
        float c02 = initial2;
        float c12 = initial2;
        float c22 = initial2;
        float initial3 = arena[biasFetched + column + 3];
        float c03 = initial3;
        float c13 = initial3;
        float c23 = initial3;

        for (int k = 0; k < K; k++) {
            float b0 = arena[wFetched + k * wRow + first];
            float b1 = arena[wFetched + k * wRow + first + 1];
            float b2 = arena[wFetched + k * wRow + first + 2];
            float b3 = arena[wFetched + k * wRow + first + 3];
            float a0 = arena[x + t * xRow + k];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[x + t * xRow + xRow + k];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[x + t * xRow + 2 * xRow + k];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        arena[y + t * yRow + n + column] = c00;
        arena[y + t * yRow + n + column + 1] = c01;
        arena[y + t * yRow + n + column + 2] = c02;
        arena[y + t * yRow + n + column + 3] = c03;
        arena[y + t * yRow + yRow + n + column] = c10;
        arena[y + t * yRow + yRow + n + column + 1] = c11;
        arena[y + t * yRow + yRow + n + column + 2] = c12;
        arena[y + t * yRow + yRow + n + column + 3] = c13;
        arena[y + t * yRow + 2 * yRow + n + column] = c20;
        arena[y + t * yRow + 2 * yRow + n + column + 1] = c21;
        arena[y + t * yRow + 2 * yRow + n + column + 2] = c22;
        arena[y + t * yRow + 2 * yRow + n + column + 3] = c23;
    }

    /**
     * y = x w^T + bias on 2 rows of 4
     */
    private static void product2x4(float[] arena, int biasFetched, int wFetched, int x, int y,
            int column, int K, int first, int wRow, int t, int xRow, int n, int yRow) {
        float initial0 = arena[biasFetched + column];
        float c00 = initial0;
        float c10 = initial0;
        float initial1 = arena[biasFetched + column + 1];
        float c01 = initial1;
        float c11 = initial1;
        float initial2 = arena[biasFetched + column + 2];
        float c02 = initial2;
        float c12 = initial2;
        float initial3 = arena[biasFetched + column + 3];
        float c03 = initial3;
        float c13 = initial3;

        for (int k = 0; k < K; k++) {
            float b0 = arena[wFetched + k * wRow + first];
            float b1 = arena[wFetched + k * wRow + first + 1];
            float b2 = arena[wFetched + k * wRow + first + 2];
            float b3 = arena[wFetched + k * wRow + first + 3];
            float a0 = arena[x + t * xRow + k];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[x + t * xRow + xRow + k];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        arena[y + t * yRow + n + column] = c00;
        arena[y + t * yRow + n + column + 1] = c01;
        arena[y + t * yRow + n + column + 2] = c02;
        arena[y + t * yRow + n + column + 3] = c03;
        arena[y + t * yRow + yRow + n + column] = c10;
        arena[y + t * yRow + yRow + n + column + 1] = c11;
        arena[y + t * yRow + yRow + n + column + 2] = c12;
        arena[y + t * yRow + yRow + n + column + 3] = c13;
    }

    /**
     * y = x w^T + bias on 1 row of 4
     */
    private static void product1x4(float[] arena, int biasFetched, int wFetched, int x, int y,
            int column, int K, int first, int wRow, int t, int xRow, int n, int yRow) {
        float initial0 = arena[biasFetched + column];
        float c0 = initial0;
        float initial1 = arena[biasFetched + column + 1];
        float c1 = initial1;
        float initial2 = arena[biasFetched + column + 2];
        float c2 = initial2;
        float initial3 = arena[biasFetched + column + 3];
        float c3 = initial3;

        for (int k = 0; k < K; k++) {
            float b0 = arena[wFetched + k * wRow + first];
            float b1 = arena[wFetched + k * wRow + first + 1];
            float b2 = arena[wFetched + k * wRow + first + 2];
            float b3 = arena[wFetched + k * wRow + first + 3];
            float a = arena[x + t * xRow + k];
            c0 = Math.fma(a, b0, c0);
            c1 = Math.fma(a, b1, c1);
            c2 = Math.fma(a, b2, c2);
            c3 = Math.fma(a, b3, c3);
        }

        arena[y + t * yRow + n + column] = c0;
        arena[y + t * yRow + n + column + 1] = c1;
        arena[y + t * yRow + n + column + 2] = c2;
        arena[y + t * yRow + n + column + 3] = c3;
    }

    /**
     * y = x w^T + bias      x (T,32), w (32+32+32,32) -> y (T,96) on rows begin to end
     */
    private static void linear32x96Rows(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 96; n += 16) {
            linear32x96Panel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
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
        int inverse = p + 144;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention2x16From96Turn(arena, kt, k, length, L, h, start);
            attention2x16From96Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 3));
                switch (rows) {
                    case 3 -> attention2x16From96Rows3(arena, kt, q, p, inverse, vh, y, length, L, h, i, start);
                    case 2 -> attention2x16From96Rows2(arena, kt, q, p, inverse, vh, y, length, L, h, i, start);
                    default -> attention2x16From96Rows1(arena, kt, q, p, inverse, vh, y, length, L, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,16) -> kt (16,length)
     */
    private static void attention2x16From96Turn(float[] arena, int kt, int k, int length, int L,
            int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d++) {
                arena[kt + L * d + j] = arena[k + 96 * start + 96 * j + 16 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,16) -> vh (length,16)
     */
    private static void attention2x16From96Gather(float[] arena, int vh, int v, int length, int h,
            int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 16; d++) {
                arena[vh + 16 * j + d] = arena[v + 96 * start + 96 * j + 16 * h + d];
            }
        }
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x16From96Rows3(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int L, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x16From96Scores3x4(arena, kt, q, p, L, j, h, i, start);
        }
        attention2x16From96Softmax3(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 16; d += 4) {
            attention2x16From96Mix3x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 3 rows of 4
     */
    private static void attention2x16From96Scores3x4(float[] arena, int kt, int q, int p, int L,
            int j, int h, int i, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;
        float c20 = initial;
        float c21 = initial;
        float c22 = initial;
        float c23 = initial;

        for (int d = 0; d < 16; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a0 = arena[q + 96 * start + 96 * i + 16 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 96 * start + 96 * i + 16 * h + d + 96];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[q + 96 * start + 96 * i + 16 * h + d + 192];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        arena[p + j + 16] = c00;
        arena[p + j + 17] = c01;
        arena[p + j + 18] = c02;
        arena[p + j + 19] = c03;
        arena[p + j + 64] = c10;
        arena[p + j + 65] = c11;
        arena[p + j + 66] = c12;
        arena[p + j + 67] = c13;
        arena[p + j + 112] = c20;
        arena[p + j + 113] = c21;
        arena[p + j + 114] = c22;
        arena[p + j + 115] = c23;
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x16From96Softmax3(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            float largest0 = Float.NEGATIVE_INFINITY;
            float largest1 = Float.NEGATIVE_INFINITY;
            float largest2 = Float.NEGATIVE_INFINITY;
            float largest3 = Float.NEGATIVE_INFINITY;
            float largest4 = Float.NEGATIVE_INFINITY;
            float largest5 = Float.NEGATIVE_INFINITY;
            float largest6 = Float.NEGATIVE_INFINITY;
            float largest7 = Float.NEGATIVE_INFINITY;
            float largest8 = Float.NEGATIVE_INFINITY;
            float largest9 = Float.NEGATIVE_INFINITY;
            float largest10 = Float.NEGATIVE_INFINITY;
            float largest11 = Float.NEGATIVE_INFINITY;
            float largest12 = Float.NEGATIVE_INFINITY;
            float largest13 = Float.NEGATIVE_INFINITY;
            float largest14 = Float.NEGATIVE_INFINITY;
            float largest15 = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < (length & -16); j += 16) {
                float next0 = arena[p + 48 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 48 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 48 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 48 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 48 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 48 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 48 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 48 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 48 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 48 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 48 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 48 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 48 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 48 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 48 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 48 * row + j + 31];
                largest15 = (largest15 < next15 ? next15 : largest15);
            }
            largest0 = (largest0 < largest8 ? largest8 : largest0);
            largest1 = (largest1 < largest9 ? largest9 : largest1);
            largest2 = (largest2 < largest10 ? largest10 : largest2);
            largest3 = (largest3 < largest11 ? largest11 : largest3);
            largest4 = (largest4 < largest12 ? largest12 : largest4);
            largest5 = (largest5 < largest13 ? largest13 : largest5);
            largest6 = (largest6 < largest14 ? largest14 : largest6);
            largest7 = (largest7 < largest15 ? largest15 : largest7);
            largest0 = (largest0 < largest4 ? largest4 : largest0);
            largest1 = (largest1 < largest5 ? largest5 : largest1);
            largest2 = (largest2 < largest6 ? largest6 : largest2);
            largest3 = (largest3 < largest7 ? largest7 : largest3);
            largest0 = (largest0 < largest2 ? largest2 : largest0);
            largest1 = (largest1 < largest3 ? largest3 : largest1);
            largest0 = (largest0 < largest1 ? largest1 : largest0);
            float largest = largest0;
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 48 * row + j + 16] = twoTo(Math.fma(arena[p + 48 * row + j + 16],
                        0.36067376f, shift));
            }
            float sum0 = 0.0f;
            float sum1 = 0.0f;
            float sum2 = 0.0f;
            float sum3 = 0.0f;
            float sum4 = 0.0f;
            float sum5 = 0.0f;
            float sum6 = 0.0f;
            float sum7 = 0.0f;
            float sum8 = 0.0f;
            float sum9 = 0.0f;
            float sum10 = 0.0f;
            float sum11 = 0.0f;
            float sum12 = 0.0f;
            float sum13 = 0.0f;
            float sum14 = 0.0f;
            float sum15 = 0.0f;
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0 + arena[p + 48 * row + j + 16];
                sum1 = sum1 + arena[p + 48 * row + j + 17];
                sum2 = sum2 + arena[p + 48 * row + j + 18];
                sum3 = sum3 + arena[p + 48 * row + j + 19];
                sum4 = sum4 + arena[p + 48 * row + j + 20];
                sum5 = sum5 + arena[p + 48 * row + j + 21];
                sum6 = sum6 + arena[p + 48 * row + j + 22];
                sum7 = sum7 + arena[p + 48 * row + j + 23];
                sum8 = sum8 + arena[p + 48 * row + j + 24];
                sum9 = sum9 + arena[p + 48 * row + j + 25];
                sum10 = sum10 + arena[p + 48 * row + j + 26];
                sum11 = sum11 + arena[p + 48 * row + j + 27];
                sum12 = sum12 + arena[p + 48 * row + j + 28];
                sum13 = sum13 + arena[p + 48 * row + j + 29];
                sum14 = sum14 + arena[p + 48 * row + j + 30];
                sum15 = sum15 + arena[p + 48 * row + j + 31];
            }
            sum0 = sum0 + sum8;
            sum1 = sum1 + sum9;
            sum2 = sum2 + sum10;
            sum3 = sum3 + sum11;
            sum4 = sum4 + sum12;
            sum5 = sum5 + sum13;
            sum6 = sum6 + sum14;
            sum7 = sum7 + sum15;
            sum0 = sum0 + sum4;
            sum1 = sum1 + sum5;
            sum2 = sum2 + sum6;
            sum3 = sum3 + sum7;
            sum0 = sum0 + sum2;
            sum1 = sum1 + sum3;
            sum0 = sum0 + sum1;
            float sum = sum0;
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 3 rows of 4
     */
    private static void attention2x16From96Mix3x4(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;
        float c20 = initial;
        float c21 = initial;
        float c22 = initial;
        float c23 = initial;

        for (int j = 0; j < length; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 64];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[p + j + 112];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 16 * h + d] = c00 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 1] = c01 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 2] = c02 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 16 * h + d + 32] = c10 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 33] = c11 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 34] = c12 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 35] = c13 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 32 * start + 32 * i + 16 * h + d + 64] = c20 * scale2;
        arena[y + 32 * start + 32 * i + 16 * h + d + 65] = c21 * scale2;
        arena[y + 32 * start + 32 * i + 16 * h + d + 66] = c22 * scale2;
        arena[y + 32 * start + 32 * i + 16 * h + d + 67] = c23 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x16From96Rows2(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int L, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x16From96Scores2x4(arena, kt, q, p, L, j, h, i, start);
        }
        attention2x16From96Softmax2(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 16; d += 4) {
            attention2x16From96Mix2x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 2 rows of 4
     */
    private static void attention2x16From96Scores2x4(float[] arena, int kt, int q, int p, int L,
            int j, int h, int i, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int d = 0; d < 16; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a0 = arena[q + 96 * start + 96 * i + 16 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 96 * start + 96 * i + 16 * h + d + 96];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        arena[p + j + 16] = c00;
        arena[p + j + 17] = c01;
        arena[p + j + 18] = c02;
        arena[p + j + 19] = c03;
        arena[p + j + 64] = c10;
        arena[p + j + 65] = c11;
        arena[p + j + 66] = c12;
        arena[p + j + 67] = c13;
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x16From96Softmax2(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            float largest0 = Float.NEGATIVE_INFINITY;
            float largest1 = Float.NEGATIVE_INFINITY;
            float largest2 = Float.NEGATIVE_INFINITY;
            float largest3 = Float.NEGATIVE_INFINITY;
            float largest4 = Float.NEGATIVE_INFINITY;
            float largest5 = Float.NEGATIVE_INFINITY;
            float largest6 = Float.NEGATIVE_INFINITY;
            float largest7 = Float.NEGATIVE_INFINITY;
            float largest8 = Float.NEGATIVE_INFINITY;
            float largest9 = Float.NEGATIVE_INFINITY;
            float largest10 = Float.NEGATIVE_INFINITY;
            float largest11 = Float.NEGATIVE_INFINITY;
            float largest12 = Float.NEGATIVE_INFINITY;
            float largest13 = Float.NEGATIVE_INFINITY;
            float largest14 = Float.NEGATIVE_INFINITY;
            float largest15 = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < (length & -16); j += 16) {
                float next0 = arena[p + 48 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 48 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 48 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 48 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 48 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 48 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 48 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 48 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 48 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 48 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 48 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 48 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 48 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 48 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 48 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 48 * row + j + 31];
                largest15 = (largest15 < next15 ? next15 : largest15);
            }
            largest0 = (largest0 < largest8 ? largest8 : largest0);
            largest1 = (largest1 < largest9 ? largest9 : largest1);
            largest2 = (largest2 < largest10 ? largest10 : largest2);
            largest3 = (largest3 < largest11 ? largest11 : largest3);
            largest4 = (largest4 < largest12 ? largest12 : largest4);
            largest5 = (largest5 < largest13 ? largest13 : largest5);
            largest6 = (largest6 < largest14 ? largest14 : largest6);
            largest7 = (largest7 < largest15 ? largest15 : largest7);
            largest0 = (largest0 < largest4 ? largest4 : largest0);
            largest1 = (largest1 < largest5 ? largest5 : largest1);
            largest2 = (largest2 < largest6 ? largest6 : largest2);
            largest3 = (largest3 < largest7 ? largest7 : largest3);
            largest0 = (largest0 < largest2 ? largest2 : largest0);
            largest1 = (largest1 < largest3 ? largest3 : largest1);
            largest0 = (largest0 < largest1 ? largest1 : largest0);
            float largest = largest0;
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 48 * row + j + 16] = twoTo(Math.fma(arena[p + 48 * row + j + 16],
                        0.36067376f, shift));
            }
            float sum0 = 0.0f;
            float sum1 = 0.0f;
            float sum2 = 0.0f;
            float sum3 = 0.0f;
            float sum4 = 0.0f;
            float sum5 = 0.0f;
            float sum6 = 0.0f;
            float sum7 = 0.0f;
            float sum8 = 0.0f;
            float sum9 = 0.0f;
            float sum10 = 0.0f;
            float sum11 = 0.0f;
            float sum12 = 0.0f;
            float sum13 = 0.0f;
            float sum14 = 0.0f;
            float sum15 = 0.0f;
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0 + arena[p + 48 * row + j + 16];
                sum1 = sum1 + arena[p + 48 * row + j + 17];
                sum2 = sum2 + arena[p + 48 * row + j + 18];
                sum3 = sum3 + arena[p + 48 * row + j + 19];
                sum4 = sum4 + arena[p + 48 * row + j + 20];
                sum5 = sum5 + arena[p + 48 * row + j + 21];
                sum6 = sum6 + arena[p + 48 * row + j + 22];
                sum7 = sum7 + arena[p + 48 * row + j + 23];
                sum8 = sum8 + arena[p + 48 * row + j + 24];
                sum9 = sum9 + arena[p + 48 * row + j + 25];
                sum10 = sum10 + arena[p + 48 * row + j + 26];
                sum11 = sum11 + arena[p + 48 * row + j + 27];
                sum12 = sum12 + arena[p + 48 * row + j + 28];
                sum13 = sum13 + arena[p + 48 * row + j + 29];
                sum14 = sum14 + arena[p + 48 * row + j + 30];
                sum15 = sum15 + arena[p + 48 * row + j + 31];
            }
            sum0 = sum0 + sum8;
            sum1 = sum1 + sum9;
            sum2 = sum2 + sum10;
            sum3 = sum3 + sum11;
            sum4 = sum4 + sum12;
            sum5 = sum5 + sum13;
            sum6 = sum6 + sum14;
            sum7 = sum7 + sum15;
            sum0 = sum0 + sum4;
            sum1 = sum1 + sum5;
            sum2 = sum2 + sum6;
            sum3 = sum3 + sum7;
            sum0 = sum0 + sum2;
            sum1 = sum1 + sum3;
            sum0 = sum0 + sum1;
            float sum = sum0;
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 2 rows of 4
     */
    private static void attention2x16From96Mix2x4(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int j = 0; j < length; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 64];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        float scale0 = arena[inverse];
        arena[y + 32 * start + 32 * i + 16 * h + d] = c00 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 1] = c01 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 2] = c02 * scale0;
        arena[y + 32 * start + 32 * i + 16 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 32 * start + 32 * i + 16 * h + d + 32] = c10 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 33] = c11 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 34] = c12 * scale1;
        arena[y + 32 * start + 32 * i + 16 * h + d + 35] = c13 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x16From96Rows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int length, int L, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x16From96Scores1x4(arena, kt, q, p, L, j, h, i, start);
        }
        attention2x16From96Softmax1(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 16; d += 4) {
            attention2x16From96Mix1x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,length) on 1 row of 4
     */
    private static void attention2x16From96Scores1x4(float[] arena, int kt, int q, int p, int L,
            int j, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int d = 0; d < 16; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a = arena[q + 96 * start + 96 * i + 16 * h + d];
            c0 = Math.fma(a, b0, c0);
            c1 = Math.fma(a, b1, c1);
            c2 = Math.fma(a, b2, c2);
            c3 = Math.fma(a, b3, c3);
        }

        arena[p + j + 16] = c0;
        arena[p + j + 17] = c1;
        arena[p + j + 18] = c2;
        arena[p + j + 19] = c3;
    }

    /**
     * p = e^((p - max(p)) / sqrt(16)), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x16From96Softmax1(float[] arena, int p, int inverse, int length) {
        for (int row = 0; row < 1; row++) {
            float largest0 = Float.NEGATIVE_INFINITY;
            float largest1 = Float.NEGATIVE_INFINITY;
            float largest2 = Float.NEGATIVE_INFINITY;
            float largest3 = Float.NEGATIVE_INFINITY;
            float largest4 = Float.NEGATIVE_INFINITY;
            float largest5 = Float.NEGATIVE_INFINITY;
            float largest6 = Float.NEGATIVE_INFINITY;
            float largest7 = Float.NEGATIVE_INFINITY;
            float largest8 = Float.NEGATIVE_INFINITY;
            float largest9 = Float.NEGATIVE_INFINITY;
            float largest10 = Float.NEGATIVE_INFINITY;
            float largest11 = Float.NEGATIVE_INFINITY;
            float largest12 = Float.NEGATIVE_INFINITY;
            float largest13 = Float.NEGATIVE_INFINITY;
            float largest14 = Float.NEGATIVE_INFINITY;
            float largest15 = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < (length & -16); j += 16) {
                float next0 = arena[p + 48 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 48 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 48 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 48 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 48 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 48 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 48 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 48 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 48 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 48 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 48 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 48 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 48 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 48 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 48 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 48 * row + j + 31];
                largest15 = (largest15 < next15 ? next15 : largest15);
            }
            largest0 = (largest0 < largest8 ? largest8 : largest0);
            largest1 = (largest1 < largest9 ? largest9 : largest1);
            largest2 = (largest2 < largest10 ? largest10 : largest2);
            largest3 = (largest3 < largest11 ? largest11 : largest3);
            largest4 = (largest4 < largest12 ? largest12 : largest4);
            largest5 = (largest5 < largest13 ? largest13 : largest5);
            largest6 = (largest6 < largest14 ? largest14 : largest6);
            largest7 = (largest7 < largest15 ? largest15 : largest7);
            largest0 = (largest0 < largest4 ? largest4 : largest0);
            largest1 = (largest1 < largest5 ? largest5 : largest1);
            largest2 = (largest2 < largest6 ? largest6 : largest2);
            largest3 = (largest3 < largest7 ? largest7 : largest3);
            largest0 = (largest0 < largest2 ? largest2 : largest0);
            largest1 = (largest1 < largest3 ? largest3 : largest1);
            largest0 = (largest0 < largest1 ? largest1 : largest0);
            float largest = largest0;
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 48 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 48 * row + j + 16] = twoTo(Math.fma(arena[p + 48 * row + j + 16],
                        0.36067376f, shift));
            }
            float sum0 = 0.0f;
            float sum1 = 0.0f;
            float sum2 = 0.0f;
            float sum3 = 0.0f;
            float sum4 = 0.0f;
            float sum5 = 0.0f;
            float sum6 = 0.0f;
            float sum7 = 0.0f;
            float sum8 = 0.0f;
            float sum9 = 0.0f;
            float sum10 = 0.0f;
            float sum11 = 0.0f;
            float sum12 = 0.0f;
            float sum13 = 0.0f;
            float sum14 = 0.0f;
            float sum15 = 0.0f;
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0 + arena[p + 48 * row + j + 16];
                sum1 = sum1 + arena[p + 48 * row + j + 17];
                sum2 = sum2 + arena[p + 48 * row + j + 18];
                sum3 = sum3 + arena[p + 48 * row + j + 19];
                sum4 = sum4 + arena[p + 48 * row + j + 20];
                sum5 = sum5 + arena[p + 48 * row + j + 21];
                sum6 = sum6 + arena[p + 48 * row + j + 22];
                sum7 = sum7 + arena[p + 48 * row + j + 23];
                sum8 = sum8 + arena[p + 48 * row + j + 24];
                sum9 = sum9 + arena[p + 48 * row + j + 25];
                sum10 = sum10 + arena[p + 48 * row + j + 26];
                sum11 = sum11 + arena[p + 48 * row + j + 27];
                sum12 = sum12 + arena[p + 48 * row + j + 28];
                sum13 = sum13 + arena[p + 48 * row + j + 29];
                sum14 = sum14 + arena[p + 48 * row + j + 30];
                sum15 = sum15 + arena[p + 48 * row + j + 31];
            }
            sum0 = sum0 + sum8;
            sum1 = sum1 + sum9;
            sum2 = sum2 + sum10;
            sum3 = sum3 + sum11;
            sum4 = sum4 + sum12;
            sum5 = sum5 + sum13;
            sum6 = sum6 + sum14;
            sum7 = sum7 + sum15;
            sum0 = sum0 + sum4;
            sum1 = sum1 + sum5;
            sum2 = sum2 + sum6;
            sum3 = sum3 + sum7;
            sum0 = sum0 + sum2;
            sum1 = sum1 + sum3;
            sum0 = sum0 + sum1;
            float sum = sum0;
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 48 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,16) on 1 row of 4
     */
    private static void attention2x16From96Mix1x4(float[] arena, int vh, int p, int inverse, int y,
            int length, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int j = 0; j < length; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a = arena[p + j + 16];
            c0 = Math.fma(a, b0, c0);
            c1 = Math.fma(a, b1, c1);
            c2 = Math.fma(a, b2, c2);
            c3 = Math.fma(a, b3, c3);
        }

        float scale = arena[inverse];
        arena[y + 32 * start + 32 * i + 16 * h + d] = c0 * scale;
        arena[y + 32 * start + 32 * i + 16 * h + d + 1] = c1 * scale;
        arena[y + 32 * start + 32 * i + 16 * h + d + 2] = c2 * scale;
        arena[y + 32 * start + 32 * i + 16 * h + d + 3] = c3 * scale;
    }

    /**
     * Step 3.3: y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32)
     */
    private static void linear32x32Add(Frame frame, Worker worker, int x, long w, long bias, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int biasFetched = frame.scratch(worker);
        int wFetched = biasFetched + 16;
        int beginCount = (T + 95) / 96;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear32x32AddPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32) on one panel and rows begin to end
     */
    private static void linear32x32AddPanel(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int r, int n, int H, int begin,
            int end) {
        fetch(weights, bias + n, arena, biasFetched, 16);
        fetch(weights, w + 32L * n, arena, wFetched, 512);
        int K = 32;
        int xRow = 32;
        int yRow = 32;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product3x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product2x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product1x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
            }
        }
        linear32x32AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear32x32AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 32 * t + n + lane] = arena[y + 32 * t + n + lane]
                        + arena[r + 32 * t + n + lane];
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,32), w (32,32), r (T,32) -> y (T,32) on rows begin to end
     */
    private static void linear32x32AddRows(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int r, int H, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear32x32AddPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, r, n, H, begin, end);
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
        int H = frame.narrowPanels();
        int biasFetched = frame.scratch(worker);
        int wFetched = biasFetched + 16;
        int beginCount = (T + 95) / 96;
        int tasks = 4 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear32x64GeluPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,32), w (64,32) -> y (T,64) on one panel and rows begin to end
     */
    private static void linear32x64GeluPanel(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, bias + n, arena, biasFetched, 16);
        fetch(weights, w + 32L * n, arena, wFetched, 512);
        int K = 32;
        int xRow = 32;
        int yRow = 64;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product3x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product2x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 31 * H * (column & -8);
                        product1x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
            }
        }
        linear32x64GeluFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = gelu(y) on rows of 16
     */
    private static void linear32x64GeluFinishx16(float[] arena, int y, int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 64 * t + n + lane] = gelu(arena[y + 64 * t + n + lane]);
            }
        }
    }

    /**
     * y = gelu(x w^T + bias)      x (T,32), w (64,32) -> y (T,64) on rows begin to end
     */
    private static void linear32x64GeluRows(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 64; n += 16) {
            linear32x64GeluPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
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
        int H = frame.narrowPanels();
        int biasFetched = frame.scratch(worker);
        int wFetched = biasFetched + 16;
        int beginCount = (T + 95) / 96;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear64x32AddPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (32,64), r (T,32) -> y (T,32) on one panel and rows begin to end
     */
    private static void linear64x32AddPanel(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int r, int n, int H, int begin,
            int end) {
        fetch(weights, bias + n, arena, biasFetched, 16);
        fetch(weights, w + 64L * n, arena, wFetched, 1024);
        int K = 64;
        int xRow = 64;
        int yRow = 32;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 63 * H * (column & -8);
                        product3x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 63 * H * (column & -8);
                        product2x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 63 * H * (column & -8);
                        product1x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
            }
        }
        linear64x32AddFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear64x32AddFinishx16(float[] arena, int y, int r, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 32 * t + n + lane] = arena[y + 32 * t + n + lane]
                        + arena[r + 32 * t + n + lane];
            }
        }
    }

    /**
     * y = x w^T + bias + r      x (T,64), w (32,64), r (T,32) -> y (T,32) on rows begin to end
     */
    private static void linear64x32AddRows(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int r, int H, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear64x32AddPanel(arena, weights, bias, biasFetched, w, wFetched, x, y, r, n, H, begin, end);
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
            for (; c + 4 <= 32; c += 4) {
                float a0 = 0.0f;
                float a1 = 0.0f;
                float a2 = 0.0f;
                float a3 = 0.0f;
                for (int i = 0; i < length; i++) {
                    a0 = a0 + arena[x + 32 * start + 32 * i + c];
                    a1 = a1 + arena[x + 32 * start + 32 * i + c + 1];
                    a2 = a2 + arena[x + 32 * start + 32 * i + c + 2];
                    a3 = a3 + arena[x + 32 * start + 32 * i + c + 3];
                }
                arena[y + 32 * s + c] = a0 / (float) length;
                arena[y + 32 * s + c + 1] = a1 / (float) length;
                arena[y + 32 * s + c + 2] = a2 / (float) length;
                arena[y + 32 * s + c + 3] = a3 / (float) length;
            }
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
            float squares0 = 0.0f;
            float squares1 = 0.0f;
            float squares2 = 0.0f;
            float squares3 = 0.0f;
            float squares4 = 0.0f;
            float squares5 = 0.0f;
            float squares6 = 0.0f;
            float squares7 = 0.0f;
            float squares8 = 0.0f;
            float squares9 = 0.0f;
            float squares10 = 0.0f;
            float squares11 = 0.0f;
            float squares12 = 0.0f;
            float squares13 = 0.0f;
            float squares14 = 0.0f;
            float squares15 = 0.0f;
            for (int c = 0; c < 32; c += 16) {
                squares0 = squares0 + arena[x + 32 * t + c] * arena[x + 32 * t + c];
                squares1 = squares1 + arena[x + 32 * t + c + 1] * arena[x + 32 * t + c + 1];
                squares2 = squares2 + arena[x + 32 * t + c + 2] * arena[x + 32 * t + c + 2];
                squares3 = squares3 + arena[x + 32 * t + c + 3] * arena[x + 32 * t + c + 3];
                squares4 = squares4 + arena[x + 32 * t + c + 4] * arena[x + 32 * t + c + 4];
                squares5 = squares5 + arena[x + 32 * t + c + 5] * arena[x + 32 * t + c + 5];
                squares6 = squares6 + arena[x + 32 * t + c + 6] * arena[x + 32 * t + c + 6];
                squares7 = squares7 + arena[x + 32 * t + c + 7] * arena[x + 32 * t + c + 7];
                squares8 = squares8 + arena[x + 32 * t + c + 8] * arena[x + 32 * t + c + 8];
                squares9 = squares9 + arena[x + 32 * t + c + 9] * arena[x + 32 * t + c + 9];
                squares10 = squares10 + arena[x + 32 * t + c + 10] * arena[x + 32 * t + c + 10];
                squares11 = squares11 + arena[x + 32 * t + c + 11] * arena[x + 32 * t + c + 11];
                squares12 = squares12 + arena[x + 32 * t + c + 12] * arena[x + 32 * t + c + 12];
                squares13 = squares13 + arena[x + 32 * t + c + 13] * arena[x + 32 * t + c + 13];
                squares14 = squares14 + arena[x + 32 * t + c + 14] * arena[x + 32 * t + c + 14];
                squares15 = squares15 + arena[x + 32 * t + c + 15] * arena[x + 32 * t + c + 15];
            }
            squares0 = squares0 + squares8;
            squares1 = squares1 + squares9;
            squares2 = squares2 + squares10;
            squares3 = squares3 + squares11;
            squares4 = squares4 + squares12;
            squares5 = squares5 + squares13;
            squares6 = squares6 + squares14;
            squares7 = squares7 + squares15;
            squares0 = squares0 + squares4;
            squares1 = squares1 + squares5;
            squares2 = squares2 + squares6;
            squares3 = squares3 + squares7;
            squares0 = squares0 + squares2;
            squares1 = squares1 + squares3;
            squares0 = squares0 + squares1;
            float squares = squares0;
            float length = Math.max((float) Math.sqrt(squares), 1.0E-12f);
            for (int c = 0; c < 32; c++) {
                arena[y + 32 * t + c] = arena[x + 32 * t + c] / length;
            }
        }
    }

    /**
     * 2 to the x for x below 127, within 0.9 ulp; 0 below -126.
     */
    private static float twoTo(float x) {
        float shifted = x + 1.2582912E7f;
        float n = shifted - 1.2582912E7f;
        float r = x - n;
        float p5 = Math.fma(1.5353362E-4f, r, 0.0013398874f);
        float p4 = Math.fma(p5, r, 0.009618445f);
        float p3 = Math.fma(p4, r, 0.055503357f);
        float p2 = Math.fma(p3, r, 0.24022645f);
        float p1 = Math.fma(p2, r, 0.6931472f);
        float p0 = Math.fma(p1, r, 1.0f);
        float scaled = Float.intBitsToFloat(Float.floatToRawIntBits(p0)
                + (Float.floatToRawIntBits(shifted) << 23));
        return (x < -126.0f ? 0.0f : scaled);
    }

    /**
     * The error function, within 1.2e-7.
     */
    private static float erf(float x) {
        float low = (4.0f < x ? 4.0f : x);
        float c = (low < -4.0f ? -4.0f : low);
        float s = c * c;
        float p4 = Math.fma(7.181957E-9f, s, 2.2571896E-7f);
        float p3 = Math.fma(p4, s, -3.5967827E-5f);
        float p2 = Math.fma(p3, s, 0.0014058498f);
        float p1 = Math.fma(p2, s, -0.030526511f);
        float p0 = Math.fma(p1, s, 0.50150186f);
        float z = c * p0;
        float v = Math.fma(0.5f * z, Math.fma(-z, z, 1.0f), z);
        return Math.fma(0.5f * v, Math.fma(-v, v, 1.0f), v);
    }

    /**
     * x (1 + erf(x / sqrt(2))) / 2.
     */
    private static float gelu(float x) {
        float e = erf(x * 0.70710677f);
        float half = x * 0.5f;
        return Math.fma(half, e, half);
    }

    /**
     * Copies floats of the packed weights into the arena, where plain code reads them fast.
     */
    private static void fetch(MemorySegment weights, long from, float[] arena, int to, int count) {
        MemorySegment.copy(weights, ValueLayout.JAVA_FLOAT, from << 2, arena, to, count);
    }
}
