// Generated from model.attar (spec 5c807b0d, compiler 0.1.0, java-scalar, tile 3x4). Do not edit.
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
 * Translator on plain floats (java-scalar, tile 3x4), in execution order:
 *
 * <pre>
 * 1     encoder.embeddings.tokens (R,16)                embed16IdsOfSource
 * 2     1 layer
 * 2.1   encoder.layer.attention.norm (R,16)             rmsNorm16OfSource
 * 2.2   encoder.layer.attention.query+key+value (R,48)  linear16x48NoBiasOfSource
 * 2.3   encoder.layer.attention.mixed (R,16)            attention2x8RelativeFrom48OfSource
 * 2.4   encoder.layer.attention.sum (R,16)              linear16x16AddNoBiasOfSource
 * 2.5   encoder.layer.feedforward.norm (R,16)           rmsNorm16OfSource
 * 2.6   encoder.layer.feedforward.active (R,24)         linear16x24ReluNoBiasOfSource
 * 2.7   encoder.layer.feedforward.sum (R,16)            linear24x16AddNoBiasOfSource
 *       output "encoder"
 * 3     decoder.embeddings.tokens (T,16)                embed16Ids
 * 4     1 layer
 * 4.1   decoder.layer.attention.norm (T,16)             rmsNorm16
 * 4.2   decoder.layer.attention.query+key+value (T,48)  linear16x48NoBias
 * 4.3   decoder.layer.attention.mixed (T,16)            attention2x8CausalRelativeFrom48
 * 4.4   decoder.layer.attention.sum (T,16)              linear16x16AddNoBias
 * 4.5   decoder.layer.cross.norm (T,16)                 rmsNorm16
 * 4.6   decoder.layer.cross.query (T,16)                linear16x16NoBias
 * 4.7   decoder.layer.cross.key+value (R,32)            linear16x32NoBiasOfSource
 * 4.8   decoder.layer.cross.mixed (T,16)                attention2x8ToSource
 * 4.9   decoder.layer.cross.sum (T,16)                  linear16x16AddNoBias
 * 4.10  decoder.layer.feedforward.norm (T,16)           rmsNorm16
 * 4.11  decoder.layer.feedforward.active (T,24)         linear16x24ReluNoBias
 * 4.12  decoder.layer.feedforward.sum (T,16)            linear24x16AddNoBias
 *       output "hidden"
 * 5     head.classes (T,4)                              linear16x4
 *       output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class TranslatorScalar implements Program {
    /**
     * The axis of sourceTokens.
     */
    private static final int SOURCE_TOKENS = 0;

    /**
     * The axis of tokens.
     */
    private static final int TOKENS = 1;

    /**
     * The input of source token ids.
     */
    private static final int SOURCE_IDS = 0;

    /**
     * The input of token ids.
     */
    private static final int IDS = 1;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Translator",
            1,
            List.of(
                    new ProgramPlan.Axis("sourceTokens", 33),
                    new ProgramPlan.Axis("tokens", 20)),
            List.of(
                    new ProgramPlan.Input("source.ids", "source token id", SOURCE_TOKENS, 19),
                    new ProgramPlan.Input("ids", "token id", TOKENS, 19)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(19, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.attention.relative.weight", List.of(8, 2), Optional.empty(),
                            new Slot.Layout.Distances(96, 32, 80, List.of(0, 1, 2, 5), true), 304L,
                            0L, Slot.Source.WEIGHTS),
                    new Slot("decoder.attention.relative.weight", List.of(8, 2), Optional.empty(),
                            new Slot.Layout.Distances(64, 19, 54, List.of(0, 1, 2, 3, 4, 6, 7,
                            10), false), 496L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.weight", List.of(4, 16), Optional.empty(),
                            new Slot.Layout.Panels(16, 0, 16), 624L, 0L, Slot.Source.WEIGHTS),
                    new Slot("head.classes.bias", List.of(4), Optional.empty(),
                            new Slot.Layout.Rows(16), 880L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 896L,
                            1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 48), 912L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 16, 48), 912L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 32, 48), 912L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 1680L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 1936L,
                            1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(24, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 1952L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(16, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 2464L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 2848L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 48), 2864L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 16, 48), 2864L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 32, 48), 2864L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 3632L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3888L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 3904L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 4160L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 16, 32), 4160L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 4672L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4928L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.up.weight", List.of(24, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 32), 4944L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.down.weight", List.of(16, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(16, 0, 16), 5456L, 2992L, Slot.Source.WEIGHTS)),
            5840L,
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(SOURCE_TOKENS, TOKENS),
                            List.of(SOURCE_IDS, IDS),
                            new SizeFormula(0,
                                    List.of(new SizeFormula.Term(80, SizeFormula.Size.ROWS, SOURCE_TOKENS),
                                    new SizeFormula.Term(112, SizeFormula.Size.ROWS, TOKENS))),
                            new SizeFormula(384,
                                    List.of(new SizeFormula.Term(24, SizeFormula.Size.LONGEST, SOURCE_TOKENS),
                                    new SizeFormula.Term(24, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("encoder",
                                            EntryPlan.Rows.ofAxis(SOURCE_TOKENS), 16, 16,
                                            new SizeFormula(0)),
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            16, 16, SizeFormula.perRow(80, SOURCE_TOKENS)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 4,
                                            16, new SizeFormula(0,
                                            List.of(new SizeFormula.Term(80, SizeFormula.Size.ROWS, SOURCE_TOKENS),
                                            new SizeFormula.Term(16, SizeFormula.Size.ROWS, TOKENS))))))));

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
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int blocks = blocks(T, worker.members());
        // 1  encoder.embeddings.tokens (R,16)
        embed16IdsOfSource(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 1952L;
            // 2.1  encoder.layer.attention.norm (R,16)
            rmsNorm16OfSource(frame, worker, 0, 896L + at, 16 * R);
            worker.barrier();
            // 2.2  encoder.layer.attention.query+key+value (R,48)
            linear16x48NoBiasOfSource(frame, worker, 16 * R, 912L + at, 32 * R);
            worker.barrier();
            // 2.3  encoder.layer.attention.mixed (R,16)
            attention2x8RelativeFrom48OfSource(frame, worker, 32 * R, 32 * R + 16, 32 * R + 32,
                    304L, 16 * R);
            worker.barrier();
            // 2.4  encoder.layer.attention.sum (R,16)
            linear16x16AddNoBiasOfSource(frame, worker, 16 * R, 1680L + at, 0, 32 * R);
            worker.barrier();
            // 2.5  encoder.layer.feedforward.norm (R,16)
            rmsNorm16OfSource(frame, worker, 32 * R, 1936L + at, 16 * R);
            worker.barrier();
            // 2.6  encoder.layer.feedforward.active (R,24)
            linear16x24ReluNoBiasOfSource(frame, worker, 16 * R, 1952L + at, 48 * R);
            worker.barrier();
            // 2.7  encoder.layer.feedforward.sum (R,16)
            linear24x16AddNoBiasOfSource(frame, worker, 48 * R, 2464L + at, 32 * R, 0);
            worker.barrier();
        }
        if (frame.output() == 0) return;
        // 3  decoder.embeddings.tokens (T,16)
        embed16Ids(frame, worker, 0L, 80 * R);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 2992L;
            if (blocks > 0) {
                forwardRows4_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 4.1  decoder.layer.attention.norm (T,16)
                rmsNorm16(frame, worker, 80 * R, 2848L + at, 80 * R + 16 * T);
                worker.barrier();
                // 4.2  decoder.layer.attention.query+key+value (T,48)
                linear16x48NoBias(frame, worker, 80 * R + 16 * T, 2864L + at, 80 * R + 32 * T);
                worker.barrier();
            }
            // 4.3  decoder.layer.attention.mixed (T,16)
            attention2x8CausalRelativeFrom48(frame, worker, 80 * R + 32 * T, 80 * R + 32 * T + 16,
                    80 * R + 32 * T + 32, 496L, 80 * R + 16 * T);
            worker.barrier();
            if (blocks > 0) {
                forwardRows4_4(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 4.4  decoder.layer.attention.sum (T,16)
                linear16x16AddNoBias(frame, worker, 80 * R + 16 * T, 3632L + at, 80 * R,
                        80 * R + 32 * T);
                worker.barrier();
                // 4.5  decoder.layer.cross.norm (T,16)
                rmsNorm16(frame, worker, 80 * R + 32 * T, 3888L + at, 80 * R + 48 * T);
                worker.barrier();
                // 4.6  decoder.layer.cross.query (T,16)
                linear16x16NoBias(frame, worker, 80 * R + 48 * T, 3904L + at, 80 * R + 16 * T);
                worker.barrier();
            }
            // 4.7  decoder.layer.cross.key+value (R,32)
            linear16x32NoBiasOfSource(frame, worker, 0, 4160L + at, 16 * R);
            worker.barrier();
            // 4.8  decoder.layer.cross.mixed (T,16)
            attention2x8ToSource(frame, worker, 80 * R + 16 * T, 16 * R, 16 * R + 16,
                    80 * R + 48 * T);
            worker.barrier();
            if (blocks > 0) {
                forwardRows4_9(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 4.9  decoder.layer.cross.sum (T,16)
                linear16x16AddNoBias(frame, worker, 80 * R + 48 * T, 4672L + at, 80 * R + 32 * T,
                        80 * R + 16 * T);
                worker.barrier();
                // 4.10  decoder.layer.feedforward.norm (T,16)
                rmsNorm16(frame, worker, 80 * R + 16 * T, 4928L + at, 80 * R + 64 * T);
                worker.barrier();
                // 4.11  decoder.layer.feedforward.active (T,24)
                linear16x24ReluNoBias(frame, worker, 80 * R + 64 * T, 4944L + at, 80 * R + 80 * T);
                worker.barrier();
                // 4.12  decoder.layer.feedforward.sum (T,16)
                linear24x16AddNoBias(frame, worker, 80 * R + 80 * T, 5456L + at, 80 * R + 16 * T,
                        80 * R);
                worker.barrier();
            }
        }
        if (frame.output() == 1) return;
        if (blocks > 0) {
            forwardRows5(frame, worker, blocks);
        } else {
            // 5  head.classes (T,4)
            linear16x4(frame, worker, 80 * R, 624L, 880L, 80 * R + 16 * T);
        }
    }

    /**
     * Steps 4.1 to 4.2, a block of tokens at a time.
     */
    private static void forwardRows4_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int most = Math.ceilDiv(T, blocks);
        int scratch = frame.scratch(worker);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.1  decoder.layer.attention.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R, 2848L + at, scratch, 80 * R + 16 * T + 16 * own,
                    begin, end);
            // 4.2  decoder.layer.attention.query+key+value (T,48)
            linear16x48NoBiasRows(arena, weights, 2864L + at, scratch, 80 * R + 16 * T + 16 * own,
                    80 * R + 32 * T, H, begin, end);
        }
    }

    /**
     * Steps 4.4 to 4.6, a block of tokens at a time.
     */
    private static void forwardRows4_4(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int most = Math.ceilDiv(T, blocks);
        int scratch = frame.scratch(worker);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.4  decoder.layer.attention.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 3632L + at, scratch, 80 * R + 16 * T,
                    80 * R + 32 * T, 80 * R, H, begin, end);
            // 4.5  decoder.layer.cross.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R + 32 * T, 3888L + at, scratch,
                    80 * R + 48 * T + 16 * own, begin, end);
            // 4.6  decoder.layer.cross.query (T,16)
            linear16x16NoBiasRows(arena, weights, 3904L + at, scratch, 80 * R + 48 * T + 16 * own,
                    80 * R + 16 * T, H, begin, end);
        }
    }

    /**
     * Steps 4.9 to 4.12, a block of tokens at a time.
     */
    private static void forwardRows4_9(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int most = Math.ceilDiv(T, blocks);
        int scratch = frame.scratch(worker);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.9  decoder.layer.cross.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 4672L + at, scratch, 80 * R + 48 * T,
                    80 * R + 16 * T + 16 * own, 80 * R + 32 * T, H, begin, end);
            // 4.10  decoder.layer.feedforward.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R + 16 * T + 16 * own, 4928L + at, scratch,
                    80 * R + 64 * T + 16 * own, begin, end);
            // 4.11  decoder.layer.feedforward.active (T,24)
            linear16x24ReluNoBiasRows(arena, weights, 4944L + at, scratch,
                    80 * R + 64 * T + 16 * own, 80 * R + 80 * T + 32 * own, H, begin, end);
            // 4.12  decoder.layer.feedforward.sum (T,16)
            linear24x16AddNoBiasRows(arena, weights, 5456L + at, scratch,
                    80 * R + 80 * T + 32 * own, 80 * R, 80 * R + 16 * T + 16 * own, H, begin, end);
        }
    }

    /**
     * Step 5, a block of tokens at a time.
     */
    private static void forwardRows5(Frame frame, Worker worker, int blocks) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int scratch = frame.scratch(worker);
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 5  head.classes (T,4)
            linear16x4Rows(arena, weights, 880L, scratch, 624L, scratch + 16, 80 * R,
                    80 * R + 16 * T, H, begin, end);
        }
    }

    /**
     * Step 1: y = tokens[ids]      -> y (R,16)
     */
    private static void embed16IdsOfSource(Frame frame, Worker worker, long tokens, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int[] sourceTokenIds = frame.indices(SOURCE_IDS);
        int[] sourceStarts = frame.starts(SOURCE_TOKENS);
        int tokensFetched = frame.scratch(worker);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = sourceStarts[s];
            int length = sourceStarts[s + 1] - start;
            for (int i = 0; i < length; i++) {
                int t = start + i;
                int idsRow = sourceTokenIds[t];
                fetch(weights, tokens + 16L * idsRow, arena, tokensFetched, 16);
                for (int c = 0; c < 16; c++) {
                    arena[y + 16 * t + c] = arena[tokensFetched + c];
                }
            }
        }
    }

    /**
     * Steps 2.1, 2.5: y = x / sqrt(mean(x^2) + epsilon) * gamma      x (R,16) -> y (R,16)
     */
    private static void rmsNorm16OfSource(Frame frame, Worker worker, int x, long gamma, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int gammaFetched = frame.scratch(worker);
        int tasks = (R + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, R);
            rmsNorm16OfSourceRows(arena, weights, x, gamma, gammaFetched, y, begin, end);
        }
    }

    /**
     * y = x / sqrt(mean(x^2) + epsilon) * gamma      x (R,16) -> y (R,16) on rows begin to end
     */
    private static void rmsNorm16OfSourceRows(float[] arena, MemorySegment weights, int x,
            long gamma, int gammaFetched, int y, int begin, int end) {
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
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0 + arena[x + 16 * t + c] * arena[x + 16 * t + c];
                squares1 = squares1 + arena[x + 16 * t + c + 1] * arena[x + 16 * t + c + 1];
                squares2 = squares2 + arena[x + 16 * t + c + 2] * arena[x + 16 * t + c + 2];
                squares3 = squares3 + arena[x + 16 * t + c + 3] * arena[x + 16 * t + c + 3];
                squares4 = squares4 + arena[x + 16 * t + c + 4] * arena[x + 16 * t + c + 4];
                squares5 = squares5 + arena[x + 16 * t + c + 5] * arena[x + 16 * t + c + 5];
                squares6 = squares6 + arena[x + 16 * t + c + 6] * arena[x + 16 * t + c + 6];
                squares7 = squares7 + arena[x + 16 * t + c + 7] * arena[x + 16 * t + c + 7];
                squares8 = squares8 + arena[x + 16 * t + c + 8] * arena[x + 16 * t + c + 8];
                squares9 = squares9 + arena[x + 16 * t + c + 9] * arena[x + 16 * t + c + 9];
                squares10 = squares10 + arena[x + 16 * t + c + 10] * arena[x + 16 * t + c + 10];
                squares11 = squares11 + arena[x + 16 * t + c + 11] * arena[x + 16 * t + c + 11];
                squares12 = squares12 + arena[x + 16 * t + c + 12] * arena[x + 16 * t + c + 12];
                squares13 = squares13 + arena[x + 16 * t + c + 13] * arena[x + 16 * t + c + 13];
                squares14 = squares14 + arena[x + 16 * t + c + 14] * arena[x + 16 * t + c + 14];
                squares15 = squares15 + arena[x + 16 * t + c + 15] * arena[x + 16 * t + c + 15];
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
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-6f);
            fetch(weights, gamma, arena, gammaFetched, 16);
            for (int c = 0; c < 16; c++) {
                arena[y + 16 * t + c] = (arena[x + 16 * t + c] * scale) * arena[gammaFetched + c];
            }
        }
    }

    /**
     * Step 2.2: y = x w^T      x (R,16), w (16+16+16,16) -> y (R,48)
     */
    private static void linear16x48NoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int beginCount = (R + 95) / 96;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, R);
            linear16x48NoBiasOfSourcePanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T      x (R,16), w (16+16+16,16) -> y (R,48) on one panel and rows begin to end
     */
    private static void linear16x48NoBiasOfSourcePanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 48;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
    }

    /**
     * y = x w^T on 3 rows of 4
     */
    private static void productNoBias3x4(float[] arena, int wFetched, int x, int y, int K,
            int first, int wRow, int t, int xRow, int column, int n, int yRow) {
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
     * y = x w^T on 2 rows of 4
     */
    private static void productNoBias2x4(float[] arena, int wFetched, int x, int y, int K,
            int first, int wRow, int t, int xRow, int column, int n, int yRow) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

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
     * y = x w^T on 1 row of 4
     */
    private static void productNoBias1x4(float[] arena, int wFetched, int x, int y, int K,
            int first, int wRow, int t, int xRow, int column, int n, int yRow) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

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
     * Step 2.3: y = softmax(q k^T + bias of head and distance) v, 2 heads      q, k, v (R,16) -> y (R,16)
     */
    private static void attention2x8RelativeFrom48OfSource(Frame frame, Worker worker, int q, int k,
            int v, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int M = frame.longest(SOURCE_TOKENS);
        int[] sourceStarts = frame.starts(SOURCE_TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 8 * M;
        int p = vh + 16 * M;
        int inverse = p + 192;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = sourceStarts[s];
            int length = sourceStarts[s + 1] - start;
            attention2x8RelativeFrom48OfSourceTurn(arena, kt, k, length, M, h, start);
            attention2x8RelativeFrom48OfSourceGather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 3));
                switch (rows) {
                    case 3 -> attention2x8RelativeFrom48OfSourceRows3(arena, weights, kt, q, p, bias, inverse, vh, y, length, M, h, i, start);
                    case 2 -> attention2x8RelativeFrom48OfSourceRows2(arena, weights, kt, q, p, bias, inverse, vh, y, length, M, h, i, start);
                    default -> attention2x8RelativeFrom48OfSourceRows1(arena, weights, kt, q, p, bias, inverse, vh, y, length, M, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention2x8RelativeFrom48OfSourceTurn(float[] arena, int kt, int k,
            int length, int M, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + M * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention2x8RelativeFrom48OfSourceGather(float[] arena, int vh, int v,
            int length, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[vh + 16 * j + d] = arena[v + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x8RelativeFrom48OfSourceRows3(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int vh, int y,
            int length, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x8RelativeFrom48OfSourceScores3x4(arena, weights, kt, q, p, bias, M, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmax3(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8RelativeFrom48OfSourceMix3x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 3 rows of 4
     */
    private static void attention2x8RelativeFrom48OfSourceScores3x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int M, int j, int h, int i,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a0 = arena[q + 48 * start + 48 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 48 * start + 48 * i + 8 * h + d + 48];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[q + 48 * start + 48 * i + 8 * h + d + 96];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        arena[p + j + 16] = c00 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 17] = c01 + weight(weights, bias + 96L * h + j + 33 - i);
        arena[p + j + 18] = c02 + weight(weights, bias + 96L * h + j + 34 - i);
        arena[p + j + 19] = c03 + weight(weights, bias + 96L * h + j + 35 - i);
        arena[p + j + 80] = c10 + weight(weights, bias + 96L * h + j + 31 - i);
        arena[p + j + 81] = c11 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 82] = c12 + weight(weights, bias + 96L * h + j + 33 - i);
        arena[p + j + 83] = c13 + weight(weights, bias + 96L * h + j + 34 - i);
        arena[p + j + 144] = c20 + weight(weights, bias + 96L * h + j + 30 - i);
        arena[p + j + 145] = c21 + weight(weights, bias + 96L * h + j + 31 - i);
        arena[p + j + 146] = c22 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 147] = c23 + weight(weights, bias + 96L * h + j + 33 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmax3(float[] arena, int p,
            int inverse, int length) {
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
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 4
     */
    private static void attention2x8RelativeFrom48OfSourceMix3x4(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
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
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[p + j + 144];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 16 * start + 16 * i + 8 * h + d + 32] = c20 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 33] = c21 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 34] = c22 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 35] = c23 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x8RelativeFrom48OfSourceRows2(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int vh, int y,
            int length, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x8RelativeFrom48OfSourceScores2x4(arena, weights, kt, q, p, bias, M, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmax2(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8RelativeFrom48OfSourceMix2x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 2 rows of 4
     */
    private static void attention2x8RelativeFrom48OfSourceScores2x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int M, int j, int h, int i,
            int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a0 = arena[q + 48 * start + 48 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 48 * start + 48 * i + 8 * h + d + 48];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        arena[p + j + 16] = c00 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 17] = c01 + weight(weights, bias + 96L * h + j + 33 - i);
        arena[p + j + 18] = c02 + weight(weights, bias + 96L * h + j + 34 - i);
        arena[p + j + 19] = c03 + weight(weights, bias + 96L * h + j + 35 - i);
        arena[p + j + 80] = c10 + weight(weights, bias + 96L * h + j + 31 - i);
        arena[p + j + 81] = c11 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 82] = c12 + weight(weights, bias + 96L * h + j + 33 - i);
        arena[p + j + 83] = c13 + weight(weights, bias + 96L * h + j + 34 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmax2(float[] arena, int p,
            int inverse, int length) {
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
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 4
     */
    private static void attention2x8RelativeFrom48OfSourceMix2x4(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
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
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x8RelativeFrom48OfSourceRows1(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int vh, int y,
            int length, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((length + 15) & -16); j += 4) {
            attention2x8RelativeFrom48OfSourceScores1x4(arena, weights, kt, q, p, bias, M, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmax1(arena, p, inverse, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8RelativeFrom48OfSourceMix1x4(arena, vh, p, inverse, y, length, d, h, i, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 1 row of 4
     */
    private static void attention2x8RelativeFrom48OfSourceScores1x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int M, int j, int h, int i,
            int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a = arena[q + 48 * start + 48 * i + 8 * h + d];
            c0 = Math.fma(a, b0, c0);
            c1 = Math.fma(a, b1, c1);
            c2 = Math.fma(a, b2, c2);
            c3 = Math.fma(a, b3, c3);
        }

        arena[p + j + 16] = c0 + weight(weights, bias + 96L * h + j + 32 - i);
        arena[p + j + 17] = c1 + weight(weights, bias + 96L * h + j + 33 - i);
        arena[p + j + 18] = c2 + weight(weights, bias + 96L * h + j + 34 - i);
        arena[p + j + 19] = c3 + weight(weights, bias + 96L * h + j + 35 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmax1(float[] arena, int p,
            int inverse, int length) {
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
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 4
     */
    private static void attention2x8RelativeFrom48OfSourceMix1x4(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
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
        arena[y + 16 * start + 16 * i + 8 * h + d] = c0 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c1 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c2 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c3 * scale;
    }

    /**
     * Step 2.4: y = x w^T + r      x (R,16), w (16,16), r (R,16) -> y (R,16)
     */
    private static void linear16x16AddNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int r, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int tasks = (R + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, R);
            linear16x16AddNoBiasOfSourcePanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + r      x (R,16), w (16,16), r (R,16) -> y (R,16) on one panel and rows begin to end
     */
    private static void linear16x16AddNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int wFetched, int x, int y, int r, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear16x16AddNoBiasOfSourceFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear16x16AddNoBiasOfSourceFinishx16(float[] arena, int y, int r,
            int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 16 * t + n + lane] = arena[y + 16 * t + n + lane]
                        + arena[r + 16 * t + n + lane];
            }
        }
    }

    /**
     * Step 2.6: y = relu(x w^T)      x (R,16), w (24,16) -> y (R,24)
     */
    private static void linear16x24ReluNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int beginCount = (R + 95) / 96;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, R);
            linear16x24ReluNoBiasOfSourcePanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = relu(x w^T)      x (R,16), w (24,16) -> y (R,24) on one panel and rows begin to end
     */
    private static void linear16x24ReluNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 32;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear16x24ReluNoBiasOfSourceFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = relu(y) on rows of 16
     */
    private static void linear16x24ReluNoBiasOfSourceFinishx16(float[] arena, int y, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 32 * t + n + lane] = relu(arena[y + 32 * t + n + lane]);
            }
        }
    }

    /**
     * Step 2.7: y = x w^T + r      x (R,24), w (16,24), r (R,16) -> y (R,16)
     */
    private static void linear24x16AddNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int r, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int tasks = (R + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, R);
            linear24x16AddNoBiasOfSourcePanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + r      x (R,24), w (16,24), r (R,16) -> y (R,16) on one panel and rows begin to end
     */
    private static void linear24x16AddNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int wFetched, int x, int y, int r, int n, int H, int begin, int end) {
        fetch(weights, w + 24L * n, arena, wFetched, 384);
        int K = 24;
        int xRow = 32;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear24x16AddNoBiasOfSourceFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear24x16AddNoBiasOfSourceFinishx16(float[] arena, int y, int r,
            int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 16 * t + n + lane] = arena[y + 16 * t + n + lane]
                        + arena[r + 16 * t + n + lane];
            }
        }
    }

    /**
     * Step 3: y = tokens[ids]      -> y (T,16)
     */
    private static void embed16Ids(Frame frame, Worker worker, long tokens, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int[] tokenIds = frame.indices(IDS);
        int[] starts = frame.starts(TOKENS);
        int tokensFetched = frame.scratch(worker);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = starts[s];
            int length = starts[s + 1] - start;
            for (int i = 0; i < length; i++) {
                int t = start + i;
                int idsRow = tokenIds[t];
                fetch(weights, tokens + 16L * idsRow, arena, tokensFetched, 16);
                for (int c = 0; c < 16; c++) {
                    arena[y + 16 * t + c] = arena[tokensFetched + c];
                }
            }
        }
    }

    /**
     * Steps 4.1, 4.5, 4.10: y = x / sqrt(mean(x^2) + epsilon) * gamma      x (T,16) -> y (T,16)
     */
    private static void rmsNorm16(Frame frame, Worker worker, int x, long gamma, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int gammaFetched = frame.scratch(worker);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            rmsNorm16Rows(arena, weights, x, gamma, gammaFetched, y, begin, end);
        }
    }

    /**
     * y = x / sqrt(mean(x^2) + epsilon) * gamma      x (T,16) -> y (T,16) on rows begin to end
     */
    private static void rmsNorm16Rows(float[] arena, MemorySegment weights, int x, long gamma,
            int gammaFetched, int y, int begin, int end) {
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
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0 + arena[x + 16 * t + c] * arena[x + 16 * t + c];
                squares1 = squares1 + arena[x + 16 * t + c + 1] * arena[x + 16 * t + c + 1];
                squares2 = squares2 + arena[x + 16 * t + c + 2] * arena[x + 16 * t + c + 2];
                squares3 = squares3 + arena[x + 16 * t + c + 3] * arena[x + 16 * t + c + 3];
                squares4 = squares4 + arena[x + 16 * t + c + 4] * arena[x + 16 * t + c + 4];
                squares5 = squares5 + arena[x + 16 * t + c + 5] * arena[x + 16 * t + c + 5];
                squares6 = squares6 + arena[x + 16 * t + c + 6] * arena[x + 16 * t + c + 6];
                squares7 = squares7 + arena[x + 16 * t + c + 7] * arena[x + 16 * t + c + 7];
                squares8 = squares8 + arena[x + 16 * t + c + 8] * arena[x + 16 * t + c + 8];
                squares9 = squares9 + arena[x + 16 * t + c + 9] * arena[x + 16 * t + c + 9];
                squares10 = squares10 + arena[x + 16 * t + c + 10] * arena[x + 16 * t + c + 10];
                squares11 = squares11 + arena[x + 16 * t + c + 11] * arena[x + 16 * t + c + 11];
                squares12 = squares12 + arena[x + 16 * t + c + 12] * arena[x + 16 * t + c + 12];
                squares13 = squares13 + arena[x + 16 * t + c + 13] * arena[x + 16 * t + c + 13];
                squares14 = squares14 + arena[x + 16 * t + c + 14] * arena[x + 16 * t + c + 14];
                squares15 = squares15 + arena[x + 16 * t + c + 15] * arena[x + 16 * t + c + 15];
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
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-6f);
            fetch(weights, gamma, arena, gammaFetched, 16);
            for (int c = 0; c < 16; c++) {
                arena[y + 16 * t + c] = (arena[x + 16 * t + c] * scale) * arena[gammaFetched + c];
            }
        }
    }

    /**
     * Step 4.2: y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48)
     */
    private static void linear16x48NoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int beginCount = (T + 95) / 96;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear16x48NoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48) on one panel and rows begin to end
     */
    private static void linear16x48NoBiasPanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 48;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
    }

    /**
     * y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48) on rows begin to end
     */
    private static void linear16x48NoBiasRows(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 48; n += 16) {
            linear16x48NoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * Step 4.3: y = softmax(q k^T + bias of head and distance) v, 2 heads, causal      q, k, v (T,16) -> y (T,16)
     */
    private static void attention2x8CausalRelativeFrom48(Frame frame, Worker worker, int q, int k,
            int v, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int L = frame.longest(TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 8 * L;
        int p = vh + 16 * L;
        int inverse = p + 192;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention2x8CausalRelativeFrom48Turn(arena, kt, k, length, L, h, start);
            attention2x8CausalRelativeFrom48Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 3));
                switch (rows) {
                    case 3 -> attention2x8CausalRelativeFrom48Rows3(arena, weights, kt, q, p, bias, inverse, vh, y, i, L, h, start, length);
                    case 2 -> attention2x8CausalRelativeFrom48Rows2(arena, weights, kt, q, p, bias, inverse, vh, y, i, L, h, start, length);
                    default -> attention2x8CausalRelativeFrom48Rows1(arena, weights, kt, q, p, bias, inverse, vh, y, i, L, h, start, length);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention2x8CausalRelativeFrom48Turn(float[] arena, int kt, int k,
            int length, int L, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + L * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention2x8CausalRelativeFrom48Gather(float[] arena, int vh, int v,
            int length, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[vh + 16 * j + d] = arena[v + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x8CausalRelativeFrom48Rows3(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int inverse, int vh, int y, int i, int L, int h,
            int start, int length) {
        int j = 0;
        for (; j + 4 <= ((i + 18) & -16); j += 4) {
            attention2x8CausalRelativeFrom48Scores3x4(arena, weights, kt, q, p, bias, L, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48Softmax3(arena, p, inverse, i, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8CausalRelativeFrom48Mix3x4(arena, vh, p, inverse, y, i, d, h, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 3 rows of 4
     */
    private static void attention2x8CausalRelativeFrom48Scores3x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int L, int j, int h, int i,
            int start) {
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

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a0 = arena[q + 48 * start + 48 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 48 * start + 48 * i + 8 * h + d + 48];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[q + 48 * start + 48 * i + 8 * h + d + 96];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        arena[p + j + 16] = c00 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 17] = c01 + weight(weights, bias + 64L * h + j + 20 - i);
        arena[p + j + 18] = c02 + weight(weights, bias + 64L * h + j + 21 - i);
        arena[p + j + 19] = c03 + weight(weights, bias + 64L * h + j + 22 - i);
        arena[p + j + 80] = c10 + weight(weights, bias + 64L * h + j + 18 - i);
        arena[p + j + 81] = c11 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 82] = c12 + weight(weights, bias + 64L * h + j + 20 - i);
        arena[p + j + 83] = c13 + weight(weights, bias + 64L * h + j + 21 - i);
        arena[p + j + 144] = c20 + weight(weights, bias + 64L * h + j + 17 - i);
        arena[p + j + 145] = c21 + weight(weights, bias + 64L * h + j + 18 - i);
        arena[p + j + 146] = c22 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 147] = c23 + weight(weights, bias + 64L * h + j + 20 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48Softmax3(float[] arena, int p, int inverse,
            int i, int length) {
        for (int row = 0; row < 3; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = 0.0f;
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 4
     */
    private static void attention2x8CausalRelativeFrom48Mix3x4(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
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

        for (int j = 0; j < i + 3; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[p + j + 144];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 16 * start + 16 * i + 8 * h + d + 32] = c20 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 33] = c21 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 34] = c22 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 35] = c23 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x8CausalRelativeFrom48Rows2(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int inverse, int vh, int y, int i, int L, int h,
            int start, int length) {
        int j = 0;
        for (; j + 4 <= ((i + 17) & -16); j += 4) {
            attention2x8CausalRelativeFrom48Scores2x4(arena, weights, kt, q, p, bias, L, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48Softmax2(arena, p, inverse, i, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8CausalRelativeFrom48Mix2x4(arena, vh, p, inverse, y, i, d, h, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 2 rows of 4
     */
    private static void attention2x8CausalRelativeFrom48Scores2x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int L, int j, int h, int i,
            int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a0 = arena[q + 48 * start + 48 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 48 * start + 48 * i + 8 * h + d + 48];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        arena[p + j + 16] = c00 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 17] = c01 + weight(weights, bias + 64L * h + j + 20 - i);
        arena[p + j + 18] = c02 + weight(weights, bias + 64L * h + j + 21 - i);
        arena[p + j + 19] = c03 + weight(weights, bias + 64L * h + j + 22 - i);
        arena[p + j + 80] = c10 + weight(weights, bias + 64L * h + j + 18 - i);
        arena[p + j + 81] = c11 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 82] = c12 + weight(weights, bias + 64L * h + j + 20 - i);
        arena[p + j + 83] = c13 + weight(weights, bias + 64L * h + j + 21 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48Softmax2(float[] arena, int p, int inverse,
            int i, int length) {
        for (int row = 0; row < 2; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = 0.0f;
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 4
     */
    private static void attention2x8CausalRelativeFrom48Mix2x4(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int j = 0; j < i + 2; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x8CausalRelativeFrom48Rows1(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int inverse, int vh, int y, int i, int L, int h,
            int start, int length) {
        int j = 0;
        for (; j + 4 <= ((i + 16) & -16); j += 4) {
            attention2x8CausalRelativeFrom48Scores1x4(arena, weights, kt, q, p, bias, L, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48Softmax1(arena, p, inverse, i, length);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8CausalRelativeFrom48Mix1x4(arena, vh, p, inverse, y, i, d, h, start);
        }
    }

    /**
     * p = q kt + bias of head and distance      -> p (rows,length) on 1 row of 4
     */
    private static void attention2x8CausalRelativeFrom48Scores1x4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int L, int j, int h, int i,
            int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + L * d + j];
            float b1 = arena[kt + L * d + j + 1];
            float b2 = arena[kt + L * d + j + 2];
            float b3 = arena[kt + L * d + j + 3];
            float a = arena[q + 48 * start + 48 * i + 8 * h + d];
            c0 = Math.fma(a, b0, c0);
            c1 = Math.fma(a, b1, c1);
            c2 = Math.fma(a, b2, c2);
            c3 = Math.fma(a, b3, c3);
        }

        arena[p + j + 16] = c0 + weight(weights, bias + 64L * h + j + 19 - i);
        arena[p + j + 17] = c1 + weight(weights, bias + 64L * h + j + 20 - i);
        arena[p + j + 18] = c2 + weight(weights, bias + 64L * h + j + 21 - i);
        arena[p + j + 19] = c3 + weight(weights, bias + 64L * h + j + 22 - i);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8CausalRelativeFrom48Softmax1(float[] arena, int p, int inverse,
            int i, int length) {
        for (int row = 0; row < 1; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = 0.0f;
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 4
     */
    private static void attention2x8CausalRelativeFrom48Mix1x4(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int j = 0; j < i + 1; j++) {
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
        arena[y + 16 * start + 16 * i + 8 * h + d] = c0 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c1 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c2 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c3 * scale;
    }

    /**
     * Steps 4.4, 4.9: y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16)
     */
    private static void linear16x16AddNoBias(Frame frame, Worker worker, int x, long w, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int tasks = (T + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, T);
            linear16x16AddNoBiasPanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16AddNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int r, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear16x16AddNoBiasFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear16x16AddNoBiasFinishx16(float[] arena, int y, int r, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 16 * t + n + lane] = arena[y + 16 * t + n + lane]
                        + arena[r + 16 * t + n + lane];
            }
        }
    }

    /**
     * y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16AddNoBiasRows(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int r, int H, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16AddNoBiasPanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * Step 4.6: y = x w^T      x (T,16), w (16,16) -> y (T,16)
     */
    private static void linear16x16NoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int tasks = (T + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, T);
            linear16x16NoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T      x (T,16), w (16,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16NoBiasPanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
    }

    /**
     * y = x w^T      x (T,16), w (16,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16NoBiasRows(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16NoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * Step 4.7: y = x w^T      x (R,16), w (16+16,16) -> y (R,32)
     */
    private static void linear16x32NoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int beginCount = (R + 95) / 96;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, R);
            linear16x32NoBiasOfSourcePanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T      x (R,16), w (16+16,16) -> y (R,32) on one panel and rows begin to end
     */
    private static void linear16x32NoBiasOfSourcePanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 32;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
    }

    /**
     * Step 4.8: y = softmax(q k^T) v, 2 heads      q (T,16), k, v (R,16) -> y (T,16)
     */
    private static void attention2x8ToSource(Frame frame, Worker worker, int q, int k, int v,
            int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int M = frame.longest(SOURCE_TOKENS);
        int[] sourceStarts = frame.starts(SOURCE_TOKENS);
        int[] starts = frame.starts(TOKENS);
        int kt = frame.scratch(worker);
        int vh = kt + 8 * M;
        int p = vh + 16 * M;
        int inverse = p + 192;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            int keyStart = sourceStarts[s];
            int keys = sourceStarts[s + 1] - keyStart;
            attention2x8ToSourceTurn(arena, kt, k, keys, M, h, keyStart);
            attention2x8ToSourceGather(arena, vh, v, keys, h, keyStart);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 3));
                switch (rows) {
                    case 3 -> attention2x8ToSourceRows3(arena, kt, q, p, inverse, vh, y, keys, M, h, i, start);
                    case 2 -> attention2x8ToSourceRows2(arena, kt, q, p, inverse, vh, y, keys, M, h, i, start);
                    default -> attention2x8ToSourceRows1(arena, kt, q, p, inverse, vh, y, keys, M, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (keys,8) -> kt (8,keys)
     */
    private static void attention2x8ToSourceTurn(float[] arena, int kt, int k, int keys, int M,
            int h, int keyStart) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + M * d + j] = arena[k + 32 * keyStart + 32 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (keys,8) -> vh (keys,8)
     */
    private static void attention2x8ToSourceGather(float[] arena, int vh, int v, int keys, int h,
            int keyStart) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d++) {
                arena[vh + 16 * j + d] = arena[v + 32 * keyStart + 32 * j + 8 * h + d];
            }
        }
    }

    /**
     * 3 rows through all phases
     */
    private static void attention2x8ToSourceRows3(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int keys, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((keys + 15) & -16); j += 4) {
            attention2x8ToSourceScores3x4(arena, kt, q, p, M, j, h, i, start);
        }
        attention2x8ToSourceSoftmax3(arena, p, inverse, keys);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8ToSourceMix3x4(arena, vh, p, inverse, y, keys, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,keys) on 3 rows of 4
     */
    private static void attention2x8ToSourceScores3x4(float[] arena, int kt, int q, int p, int M,
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

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a0 = arena[q + 16 * start + 16 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 16 * start + 16 * i + 8 * h + d + 16];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[q + 16 * start + 16 * i + 8 * h + d + 32];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        arena[p + j + 16] = c00;
        arena[p + j + 17] = c01;
        arena[p + j + 18] = c02;
        arena[p + j + 19] = c03;
        arena[p + j + 80] = c10;
        arena[p + j + 81] = c11;
        arena[p + j + 82] = c12;
        arena[p + j + 83] = c13;
        arena[p + j + 144] = c20;
        arena[p + j + 145] = c21;
        arena[p + j + 146] = c22;
        arena[p + j + 147] = c23;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x8ToSourceSoftmax3(float[] arena, int p, int inverse, int keys) {
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
            for (int j = 0; j < (keys & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < (keys & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 4
     */
    private static void attention2x8ToSourceMix3x4(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
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

        for (int j = 0; j < keys; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
            float a2 = arena[p + j + 144];
            c20 = Math.fma(a2, b0, c20);
            c21 = Math.fma(a2, b1, c21);
            c22 = Math.fma(a2, b2, c22);
            c23 = Math.fma(a2, b3, c23);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
        float scale2 = arena[inverse + 2];
        arena[y + 16 * start + 16 * i + 8 * h + d + 32] = c20 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 33] = c21 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 34] = c22 * scale2;
        arena[y + 16 * start + 16 * i + 8 * h + d + 35] = c23 * scale2;
    }

    /**
     * 2 rows through all phases
     */
    private static void attention2x8ToSourceRows2(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int keys, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((keys + 15) & -16); j += 4) {
            attention2x8ToSourceScores2x4(arena, kt, q, p, M, j, h, i, start);
        }
        attention2x8ToSourceSoftmax2(arena, p, inverse, keys);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8ToSourceMix2x4(arena, vh, p, inverse, y, keys, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,keys) on 2 rows of 4
     */
    private static void attention2x8ToSourceScores2x4(float[] arena, int kt, int q, int p, int M,
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

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a0 = arena[q + 16 * start + 16 * i + 8 * h + d];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[q + 16 * start + 16 * i + 8 * h + d + 16];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        arena[p + j + 16] = c00;
        arena[p + j + 17] = c01;
        arena[p + j + 18] = c02;
        arena[p + j + 19] = c03;
        arena[p + j + 80] = c10;
        arena[p + j + 81] = c11;
        arena[p + j + 82] = c12;
        arena[p + j + 83] = c13;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x8ToSourceSoftmax2(float[] arena, int p, int inverse, int keys) {
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
            for (int j = 0; j < (keys & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < (keys & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 4
     */
    private static void attention2x8ToSourceMix2x4(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c00 = initial;
        float c01 = initial;
        float c02 = initial;
        float c03 = initial;
        float c10 = initial;
        float c11 = initial;
        float c12 = initial;
        float c13 = initial;

        for (int j = 0; j < keys; j++) {
            float b0 = arena[vh + 16 * j + d];
            float b1 = arena[vh + 16 * j + d + 1];
            float b2 = arena[vh + 16 * j + d + 2];
            float b3 = arena[vh + 16 * j + d + 3];
            float a0 = arena[p + j + 16];
            c00 = Math.fma(a0, b0, c00);
            c01 = Math.fma(a0, b1, c01);
            c02 = Math.fma(a0, b2, c02);
            c03 = Math.fma(a0, b3, c03);
            float a1 = arena[p + j + 80];
            c10 = Math.fma(a1, b0, c10);
            c11 = Math.fma(a1, b1, c11);
            c12 = Math.fma(a1, b2, c12);
            c13 = Math.fma(a1, b3, c13);
        }

        float scale0 = arena[inverse];
        arena[y + 16 * start + 16 * i + 8 * h + d] = c00 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c01 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c02 * scale0;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c03 * scale0;
        float scale1 = arena[inverse + 1];
        arena[y + 16 * start + 16 * i + 8 * h + d + 16] = c10 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 17] = c11 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 18] = c12 * scale1;
        arena[y + 16 * start + 16 * i + 8 * h + d + 19] = c13 * scale1;
    }

    /**
     * 1 row through all phases
     */
    private static void attention2x8ToSourceRows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int keys, int M, int h, int i, int start) {
        int j = 0;
        for (; j + 4 <= ((keys + 15) & -16); j += 4) {
            attention2x8ToSourceScores1x4(arena, kt, q, p, M, j, h, i, start);
        }
        attention2x8ToSourceSoftmax1(arena, p, inverse, keys);
        int d = 0;
        for (; d + 4 <= 8; d += 4) {
            attention2x8ToSourceMix1x4(arena, vh, p, inverse, y, keys, d, h, i, start);
        }
    }

    /**
     * p = q kt      -> p (rows,keys) on 1 row of 4
     */
    private static void attention2x8ToSourceScores1x4(float[] arena, int kt, int q, int p, int M,
            int j, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int d = 0; d < 8; d++) {
            float b0 = arena[kt + M * d + j];
            float b1 = arena[kt + M * d + j + 1];
            float b2 = arena[kt + M * d + j + 2];
            float b3 = arena[kt + M * d + j + 3];
            float a = arena[q + 16 * start + 16 * i + 8 * h + d];
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
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8ToSourceSoftmax1(float[] arena, int p, int inverse, int keys) {
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
            for (int j = 0; j < (keys & -16); j += 16) {
                float next0 = arena[p + 64 * row + j + 16];
                largest0 = (largest0 < next0 ? next0 : largest0);
                float next1 = arena[p + 64 * row + j + 17];
                largest1 = (largest1 < next1 ? next1 : largest1);
                float next2 = arena[p + 64 * row + j + 18];
                largest2 = (largest2 < next2 ? next2 : largest2);
                float next3 = arena[p + 64 * row + j + 19];
                largest3 = (largest3 < next3 ? next3 : largest3);
                float next4 = arena[p + 64 * row + j + 20];
                largest4 = (largest4 < next4 ? next4 : largest4);
                float next5 = arena[p + 64 * row + j + 21];
                largest5 = (largest5 < next5 ? next5 : largest5);
                float next6 = arena[p + 64 * row + j + 22];
                largest6 = (largest6 < next6 ? next6 : largest6);
                float next7 = arena[p + 64 * row + j + 23];
                largest7 = (largest7 < next7 ? next7 : largest7);
                float next8 = arena[p + 64 * row + j + 24];
                largest8 = (largest8 < next8 ? next8 : largest8);
                float next9 = arena[p + 64 * row + j + 25];
                largest9 = (largest9 < next9 ? next9 : largest9);
                float next10 = arena[p + 64 * row + j + 26];
                largest10 = (largest10 < next10 ? next10 : largest10);
                float next11 = arena[p + 64 * row + j + 27];
                largest11 = (largest11 < next11 ? next11 : largest11);
                float next12 = arena[p + 64 * row + j + 28];
                largest12 = (largest12 < next12 ? next12 : largest12);
                float next13 = arena[p + 64 * row + j + 29];
                largest13 = (largest13 < next13 ? next13 : largest13);
                float next14 = arena[p + 64 * row + j + 30];
                largest14 = (largest14 < next14 ? next14 : largest14);
                float next15 = arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j++) {
                arena[p + 64 * row + j + 16] = twoTo(Math.fma(arena[p + 64 * row + j + 16],
                        1.442695f, shift));
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
            for (int j = 0; j < (keys & -16); j += 16) {
                sum0 = sum0 + arena[p + 64 * row + j + 16];
                sum1 = sum1 + arena[p + 64 * row + j + 17];
                sum2 = sum2 + arena[p + 64 * row + j + 18];
                sum3 = sum3 + arena[p + 64 * row + j + 19];
                sum4 = sum4 + arena[p + 64 * row + j + 20];
                sum5 = sum5 + arena[p + 64 * row + j + 21];
                sum6 = sum6 + arena[p + 64 * row + j + 22];
                sum7 = sum7 + arena[p + 64 * row + j + 23];
                sum8 = sum8 + arena[p + 64 * row + j + 24];
                sum9 = sum9 + arena[p + 64 * row + j + 25];
                sum10 = sum10 + arena[p + 64 * row + j + 26];
                sum11 = sum11 + arena[p + 64 * row + j + 27];
                sum12 = sum12 + arena[p + 64 * row + j + 28];
                sum13 = sum13 + arena[p + 64 * row + j + 29];
                sum14 = sum14 + arena[p + 64 * row + j + 30];
                sum15 = sum15 + arena[p + 64 * row + j + 31];
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
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 4
     */
    private static void attention2x8ToSourceMix1x4(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        float initial = 0.0f;
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;

        for (int j = 0; j < keys; j++) {
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
        arena[y + 16 * start + 16 * i + 8 * h + d] = c0 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 1] = c1 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 2] = c2 * scale;
        arena[y + 16 * start + 16 * i + 8 * h + d + 3] = c3 * scale;
    }

    /**
     * Step 4.11: y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24)
     */
    private static void linear16x24ReluNoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int beginCount = (T + 95) / 96;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 96;
            int end = Math.min(begin + 96, T);
            linear16x24ReluNoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24) on one panel and rows begin to end
     */
    private static void linear16x24ReluNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 32;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear16x24ReluNoBiasFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = relu(y) on rows of 16
     */
    private static void linear16x24ReluNoBiasFinishx16(float[] arena, int y, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 32 * t + n + lane] = relu(arena[y + 32 * t + n + lane]);
            }
        }
    }

    /**
     * y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24) on rows begin to end
     */
    private static void linear16x24ReluNoBiasRows(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear16x24ReluNoBiasPanel(arena, weights, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * Step 4.12: y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16)
     */
    private static void linear24x16AddNoBias(Frame frame, Worker worker, int x, long w, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int wFetched = frame.scratch(worker);
        int tasks = (T + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, T);
            linear24x16AddNoBiasPanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear24x16AddNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int r, int n, int H, int begin, int end) {
        fetch(weights, w + 24L * n, arena, wFetched, 384);
        int K = 24;
        int xRow = 32;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias3x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias2x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 23 * H * (column & -8);
                        productNoBias1x4(arena, wFetched, x, y, K, first, wRow, t, xRow, column, n, yRow);
                    }
                }
            }
        }
        linear24x16AddNoBiasFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = y + r on rows of 16
     */
    private static void linear24x16AddNoBiasFinishx16(float[] arena, int y, int r, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane++) {
                arena[y + 16 * t + n + lane] = arena[y + 16 * t + n + lane]
                        + arena[r + 16 * t + n + lane];
            }
        }
    }

    /**
     * y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear24x16AddNoBiasRows(float[] arena, MemorySegment weights, long w,
            int wFetched, int x, int y, int r, int H, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear24x16AddNoBiasPanel(arena, weights, w, wFetched, x, y, r, n, H, begin, end);
        }
    }

    /**
     * Step 5: y = x w^T + bias      x (T,16), w (4,16) -> y (T,4)
     */
    private static void linear16x4(Frame frame, Worker worker, int x, long w, long bias, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int H = frame.narrowPanels();
        int biasFetched = frame.scratch(worker);
        int wFetched = biasFetched + 16;
        int tasks = (T + 95) / 96;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 96;
            int end = Math.min(begin + 96, T);
            linear16x4Panel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
        }
    }

    /**
     * y = x w^T + bias      x (T,16), w (4,16) -> y (T,4) on one panel and rows begin to end
     */
    private static void linear16x4Panel(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int n, int H, int begin, int end) {
        fetch(weights, bias + n, arena, biasFetched, 16);
        fetch(weights, w + 16L * n, arena, wFetched, 256);
        int K = 16;
        int xRow = 16;
        int yRow = 16;
        int wRow = 16 - 8 * H;
        for (int t = begin, rows; t < end; t += rows) {
            rows = Math.ceilDiv(end - t, Math.ceilDiv(end - t, 3));
            switch (rows) {
                case 3 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        product3x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                case 2 -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
                        product2x4(arena, biasFetched, wFetched, x, y, column, K, first, wRow, t, xRow, n, yRow);
                    }
                }
                default -> {
                    for (int column = 0; column < 16; column += 4) {
                        int first = column + 15 * H * (column & -8);
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
     * y = x w^T + bias      x (T,16), w (4,16) -> y (T,4) on rows begin to end
     */
    private static void linear16x4Rows(float[] arena, MemorySegment weights, long bias,
            int biasFetched, long w, int wFetched, int x, int y, int H, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x4Panel(arena, weights, bias, biasFetched, w, wFetched, x, y, n, H, begin, end);
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
     * max(x, 0).
     */
    private static float relu(float x) {
        return (x < 0.0f ? 0.0f : x);
    }

    /**
     * Copies floats of the packed weights into the arena, where plain code reads them fast.
     */
    private static void fetch(MemorySegment weights, long from, float[] arena, int to, int count) {
        MemorySegment.copy(weights, ValueLayout.JAVA_FLOAT, from << 2, arena, to, count);
    }

    /**
     * One float of the packed weights.
     */
    private static float weight(MemorySegment weights, long index) {
        return weights.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
