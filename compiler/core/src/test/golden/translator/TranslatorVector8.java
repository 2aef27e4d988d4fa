// Generated from model.attar (spec a29601a4, compiler 0.1.0, java-vector/256, tile 6x2). Do not edit.
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
 * Translator on vectors of 8 floats (java-vector/256, tile 6x2), in execution order:
 *
 * <pre>
 *       entry forward
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
 * 5     head.tokens (T,19)                              linear16x19NoBias
 *       output "head"
 *       entry encode
 * 1     encoder.embeddings.tokens (R,16)                embed16IdsOfSource
 * 2     1 layer
 * 2.1   encoder.layer.attention.norm (R,16)             rmsNorm16OfSource
 * 2.2   encoder.layer.attention.query+key+value (R,48)  linear16x48NoBiasOfSource
 * 2.3   encoder.layer.attention.mixed (R,16)            attention2x8RelativeFrom48OfSource
 * 2.4   encoder.layer.attention.sum (R,16)              linear16x16AddNoBiasOfSource
 * 2.5   encoder.layer.feedforward.norm (R,16)           rmsNorm16OfSource
 * 2.6   encoder.layer.feedforward.active (R,24)         linear16x24ReluNoBiasOfSource
 * 2.7   encoder.layer.feedforward.sum (R,16)            linear24x16AddNoBiasOfSource
 * 3     1 layer
 * 3.1   decoder.layer.cross.key+value (R,32)            linear16x32NoBiasOfSource
 * 3.2   decoder.layer.cross.key.kept (R,16)             keep2x8OfSourceFrom32OfSource
 * 3.3   decoder.layer.cross.value.kept (R,16)           keep2x8OfSourceFrom32OfSource
 * 4     encoder.kept (R,16)                             copy16OfSource
 *       output "encoder"
 *       entry step
 * 1     decoder.embeddings.tokens (T,16)                embed16Ids
 * 2     1 layer
 * 2.1   decoder.layer.attention.norm (T,16)             rmsNorm16
 * 2.2   decoder.layer.attention.query+key+value (T,48)  linear16x48NoBias
 * 2.3   decoder.layer.attention.key.kept (T,16)         keep2x8From48
 * 2.4   decoder.layer.attention.value.kept (T,16)       keep2x8From48
 * 2.5   decoder.layer.attention.mixed (T,16)            attention2x8CausalRelativeToKeptFrom48
 * 2.6   decoder.layer.attention.sum (T,16)              linear16x16AddNoBias
 * 2.7   decoder.layer.cross.norm (T,16)                 rmsNorm16
 * 2.8   decoder.layer.cross.query (T,16)                linear16x16NoBias
 * 2.9   decoder.layer.cross.mixed (T,16)                attention2x8ToKeptSource
 * 2.10  decoder.layer.cross.sum (T,16)                  linear16x16AddNoBias
 * 2.11  decoder.layer.feedforward.norm (T,16)           rmsNorm16
 * 2.12  decoder.layer.feedforward.active (T,24)         linear16x24ReluNoBias
 * 2.13  decoder.layer.feedforward.sum (T,16)            linear24x16AddNoBias
 * 3     decoder.out.last (B,16)                         poolLast16
 * 4     head.tokens (B,19)                              linear16x19NoBiasPerSequence
 *       output "next"
 *       entry extend
 * 1     decoder.embeddings.tokens (T,16)                embed16Ids
 * 2     1 layer
 * 2.1   decoder.layer.attention.norm (T,16)             rmsNorm16
 * 2.2   decoder.layer.attention.query+key+value (T,48)  linear16x48NoBias
 * 2.3   decoder.layer.attention.key.kept (T,16)         keep2x8From48
 * 2.4   decoder.layer.attention.value.kept (T,16)       keep2x8From48
 * 2.5   decoder.layer.attention.mixed (T,16)            attention2x8CausalRelativeToKeptFrom48
 * 2.6   decoder.layer.attention.sum (T,16)              linear16x16AddNoBias
 * 2.7   decoder.layer.cross.norm (T,16)                 rmsNorm16
 * 2.8   decoder.layer.cross.query (T,16)                linear16x16NoBias
 * 2.9   decoder.layer.cross.mixed (T,16)                attention2x8ToKeptSource
 * 2.10  decoder.layer.cross.sum (T,16)                  linear16x16AddNoBias
 * 2.11  decoder.layer.feedforward.norm (T,16)           rmsNorm16
 * 2.12  decoder.layer.feedforward.active (T,24)         linear16x24ReluNoBias
 * 2.13  decoder.layer.feedforward.sum (T,16)            linear24x16AddNoBias
 * 3     head.tokens (T,19)                              linear16x19NoBias
 *       output "head"
 * </pre>
 *
 * <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
 * input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
 * begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
 * products in panels, so that the inner loops read them straight through.
 */
final class TranslatorVector8 implements Program {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

    private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.iota(FLOATS, 4, 1, true);

    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.iota(FLOATS, 2, 1, true);

    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

    /**
     * The axis of sourceTokens.
     */
    private static final int SOURCE_TOKENS = 0;

    /**
     * The axis of tokens.
     */
    private static final int TOKENS = 1;

    /**
     * The axis of keptTokens.
     */
    private static final int KEPT_TOKENS = 2;

    /**
     * The axis of keptSourceTokens.
     */
    private static final int KEPT_SOURCE_TOKENS = 3;

    /**
     * The input of source token ids.
     */
    private static final int SOURCE_IDS = 0;

    /**
     * The input of token ids.
     */
    private static final int IDS = 1;

    /**
     * The input of slot of a sources.
     */
    private static final int SOURCE_SLOTS = 2;

    /**
     * The input of places.
     */
    private static final int TOKEN_PLACES = 3;

    /**
     * The input of slots.
     */
    private static final int SLOTS = 4;

    /**
     * The input of slot of a tokens.
     */
    private static final int KEPT = 5;

    /**
     * The input of slot of a source tokens.
     */
    private static final int SOURCE_KEPT = 6;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Translator",
            8,
            List.of(
                    new ProgramPlan.Axis("sourceTokens", 33),
                    new ProgramPlan.Axis("tokens", 20),
                    new ProgramPlan.Axis("keptTokens", 20),
                    new ProgramPlan.Axis("keptSourceTokens", 33)),
            List.of(
                    new ProgramPlan.Input("source.ids", "source token id", SOURCE_TOKENS, 19),
                    new ProgramPlan.Input("ids", "token id", TOKENS, 19),
                    new ProgramPlan.Input("source.slots", "slot of a source", SOURCE_TOKENS, ProgramPlan.Input.SOURCE_SLOTS),
                    new ProgramPlan.Input("token.places", "place", TOKENS, 20),
                    new ProgramPlan.Input("slots", "slot", TOKENS, ProgramPlan.Input.SLOTS),
                    new ProgramPlan.Input("kept", "slot of a token", KEPT_TOKENS, ProgramPlan.Input.SLOTS),
                    new ProgramPlan.Input("source.kept", "slot of a source token", KEPT_SOURCE_TOKENS, ProgramPlan.Input.SOURCE_SLOTS)),
            List.of(
                    new Slot("embeddings.tokens.weight", List.of(19, 16), Optional.empty(),
                            new Slot.Layout.Rows(16), 0L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.attention.relative.weight", List.of(8, 2), Optional.empty(),
                            new Slot.Layout.Distances(96, 32, 80, List.of(0, 1, 2, 5), true), 304L,
                            0L, Slot.Source.WEIGHTS),
                    new Slot("decoder.attention.relative.weight", List.of(8, 2), Optional.empty(),
                            new Slot.Layout.Distances(64, 19, 54, List.of(0, 1, 2, 3, 4, 6, 7,
                            10), false), 496L, 0L, Slot.Source.WEIGHTS),
                    new Slot("embeddings.tokens.weight", List.of(19, 16), Optional.empty(),
                            new Slot.Layout.Panels(8, 0, 32), 624L, 0L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 1136L,
                            1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 48),
                            1152L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 16, 48), 1152L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 32, 48), 1152L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            1920L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 2176L,
                            1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.up.weight", List.of(24, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 32),
                            2192L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("encoder.*.feedforward.down.weight", List.of(16, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            2704L, 1952L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 3088L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 48),
                            3104L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 16, 48), 3104L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 32, 48), 3104L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.attention.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            3872L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 4128L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.query.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            4144L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.key.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 32),
                            4400L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.value.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)),
                            new Slot.Layout.Panels(8, 16, 32), 4400L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.cross.output.weight", List.of(16, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            4912L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.norm.weight", List.of(16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Rows(16), 5168L,
                            2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.up.weight", List.of(24, 16),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 32),
                            5184L, 2992L, Slot.Source.WEIGHTS),
                    new Slot("decoder.*.feedforward.down.weight", List.of(16, 24),
                            Optional.of(new Slot.Layers(0, 1, 1)), new Slot.Layout.Panels(8, 0, 16),
                            5696L, 2992L, Slot.Source.WEIGHTS)),
            6080L,
            new ProgramPlan.State(32L, 8, 0, 32L, 8),
            List.of(
                    new EntryPlan(
                            "forward",
                            List.of(SOURCE_TOKENS, TOKENS),
                            List.of(SOURCE_IDS, IDS),
                            new SizeFormula(0,
                                    List.of(new SizeFormula.Term(80, SizeFormula.Size.ROWS, SOURCE_TOKENS),
                                    new SizeFormula.Term(112, SizeFormula.Size.ROWS, TOKENS))),
                            new SizeFormula(496,
                                    List.of(new SizeFormula.Term(24, SizeFormula.Size.LONGEST, SOURCE_TOKENS),
                                    new SizeFormula.Term(24, SizeFormula.Size.LONGEST, TOKENS))),
                            true,
                            List.of(
                                    new EntryPlan.Output("encoder",
                                            EntryPlan.Rows.ofAxis(SOURCE_TOKENS), 16, 16,
                                            new SizeFormula(0)),
                                    new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(TOKENS),
                                            16, 16, SizeFormula.perRow(80, SOURCE_TOKENS)),
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 19,
                                            32, new SizeFormula(0,
                                            List.of(new SizeFormula.Term(80, SizeFormula.Size.ROWS, SOURCE_TOKENS),
                                            new SizeFormula.Term(16, SizeFormula.Size.ROWS, TOKENS)))))),
                    new EntryPlan(
                            "encode",
                            List.of(SOURCE_TOKENS),
                            List.of(SOURCE_IDS, SOURCE_SLOTS),
                            SizeFormula.perRow(80, SOURCE_TOKENS),
                            new SizeFormula(496,
                                    List.of(new SizeFormula.Term(24, SizeFormula.Size.LONGEST, SOURCE_TOKENS))),
                            false,
                            List.of(
                                    new EntryPlan.Output("encoder",
                                            EntryPlan.Rows.ofAxis(SOURCE_TOKENS), 16, 16,
                                            SizeFormula.perRow(16, SOURCE_TOKENS)))),
                    new EntryPlan(
                            "step",
                            List.of(TOKENS, KEPT_TOKENS, KEPT_SOURCE_TOKENS),
                            List.of(IDS, TOKEN_PLACES, SLOTS, KEPT, SOURCE_KEPT),
                            new SizeFormula(0,
                                    List.of(new SizeFormula.Term(112, SizeFormula.Size.ROWS, TOKENS))),
                            new SizeFormula(496,
                                    List.of(new SizeFormula.Term(8, SizeFormula.Size.LONGEST, KEPT_TOKENS),
                                    new SizeFormula.Term(8, SizeFormula.Size.LONGEST, KEPT_SOURCE_TOKENS))),
                            false,
                            List.of(
                                    new EntryPlan.Output("next", EntryPlan.Rows.PER_SEQUENCE, 19,
                                            32, new SizeFormula(0,
                                            List.of(new SizeFormula.Term(32, SizeFormula.Size.ROWS, TOKENS)))))),
                    new EntryPlan(
                            "extend",
                            List.of(TOKENS, KEPT_TOKENS, KEPT_SOURCE_TOKENS),
                            List.of(IDS, TOKEN_PLACES, SLOTS, KEPT, SOURCE_KEPT),
                            new SizeFormula(0,
                                    List.of(new SizeFormula.Term(112, SizeFormula.Size.ROWS, TOKENS))),
                            new SizeFormula(496,
                                    List.of(new SizeFormula.Term(8, SizeFormula.Size.LONGEST, KEPT_TOKENS),
                                    new SizeFormula.Term(8, SizeFormula.Size.LONGEST, KEPT_SOURCE_TOKENS))),
                            false,
                            List.of(
                                    new EntryPlan.Output("head", EntryPlan.Rows.ofAxis(TOKENS), 19,
                                            32, new SizeFormula(0,
                                            List.of(new SizeFormula.Term(16, SizeFormula.Size.ROWS, TOKENS))))))));

    @Override
    public ProgramPlan plan() {
        return PLAN;
    }

    @Override
    public void run(Frame frame, Worker worker) {
        switch (frame.entry()) {
            case 0 -> forward(frame, worker);
            case 1 -> encode(frame, worker);
            case 2 -> step(frame, worker);
            case 3 -> extend(frame, worker);
            default -> throw new IllegalArgumentException("no entry point " + frame.entry());
        }
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
        int R = frame.rows(SOURCE_TOKENS);
        int T = frame.rows(TOKENS);
        int blocks = blocks(T, worker.members());
        // 1  encoder.embeddings.tokens (R,16)
        embed16IdsOfSource(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 1952L;
            // 2.1  encoder.layer.attention.norm (R,16)
            rmsNorm16OfSource(frame, worker, 0, 1136L + at, 16 * R);
            worker.barrier();
            // 2.2  encoder.layer.attention.query+key+value (R,48)
            linear16x48NoBiasOfSource(frame, worker, 16 * R, 1152L + at, 32 * R);
            worker.barrier();
            // 2.3  encoder.layer.attention.mixed (R,16)
            attention2x8RelativeFrom48OfSource(frame, worker, 32 * R, 32 * R + 16, 32 * R + 32,
                    304L, 16 * R);
            worker.barrier();
            // 2.4  encoder.layer.attention.sum (R,16)
            linear16x16AddNoBiasOfSource(frame, worker, 16 * R, 1920L + at, 0, 32 * R);
            worker.barrier();
            // 2.5  encoder.layer.feedforward.norm (R,16)
            rmsNorm16OfSource(frame, worker, 32 * R, 2176L + at, 16 * R);
            worker.barrier();
            // 2.6  encoder.layer.feedforward.active (R,24)
            linear16x24ReluNoBiasOfSource(frame, worker, 16 * R, 2192L + at, 48 * R);
            worker.barrier();
            // 2.7  encoder.layer.feedforward.sum (R,16)
            linear24x16AddNoBiasOfSource(frame, worker, 48 * R, 2704L + at, 32 * R, 0);
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
                rmsNorm16(frame, worker, 80 * R, 3088L + at, 80 * R + 16 * T);
                worker.barrier();
                // 4.2  decoder.layer.attention.query+key+value (T,48)
                linear16x48NoBias(frame, worker, 80 * R + 16 * T, 3104L + at, 80 * R + 32 * T);
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
                linear16x16AddNoBias(frame, worker, 80 * R + 16 * T, 3872L + at, 80 * R,
                        80 * R + 32 * T);
                worker.barrier();
                // 4.5  decoder.layer.cross.norm (T,16)
                rmsNorm16(frame, worker, 80 * R + 32 * T, 4128L + at, 80 * R + 48 * T);
                worker.barrier();
                // 4.6  decoder.layer.cross.query (T,16)
                linear16x16NoBias(frame, worker, 80 * R + 48 * T, 4144L + at, 80 * R + 16 * T);
                worker.barrier();
            }
            // 4.7  decoder.layer.cross.key+value (R,32)
            linear16x32NoBiasOfSource(frame, worker, 0, 4400L + at, 16 * R);
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
                linear16x16AddNoBias(frame, worker, 80 * R + 48 * T, 4912L + at, 80 * R + 32 * T,
                        80 * R + 16 * T);
                worker.barrier();
                // 4.10  decoder.layer.feedforward.norm (T,16)
                rmsNorm16(frame, worker, 80 * R + 16 * T, 5168L + at, 80 * R + 64 * T);
                worker.barrier();
                // 4.11  decoder.layer.feedforward.active (T,24)
                linear16x24ReluNoBias(frame, worker, 80 * R + 64 * T, 5184L + at, 80 * R + 80 * T);
                worker.barrier();
                // 4.12  decoder.layer.feedforward.sum (T,16)
                linear24x16AddNoBias(frame, worker, 80 * R + 80 * T, 5696L + at, 80 * R + 16 * T,
                        80 * R);
                worker.barrier();
            }
        }
        if (frame.output() == 1) return;
        if (blocks > 0) {
            forwardRows5(frame, worker, blocks);
        } else {
            // 5  head.tokens (T,19)
            linear16x19NoBias(frame, worker, 80 * R, 624L, 80 * R + 16 * T);
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
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.1  decoder.layer.attention.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R, 80 * R + 16 * T + 16 * own, 3088L + at, begin,
                    end);
            // 4.2  decoder.layer.attention.query+key+value (T,48)
            linear16x48NoBiasRows(arena, weights, 3104L + at, 80 * R + 16 * T + 16 * own,
                    80 * R + 32 * T, begin, end);
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
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.4  decoder.layer.attention.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 3872L + at, 80 * R + 16 * T, 80 * R + 32 * T,
                    80 * R, begin, end);
            // 4.5  decoder.layer.cross.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R + 32 * T, 80 * R + 48 * T + 16 * own, 4128L + at,
                    begin, end);
            // 4.6  decoder.layer.cross.query (T,16)
            linear16x16NoBiasRows(arena, weights, 4144L + at, 80 * R + 48 * T + 16 * own,
                    80 * R + 16 * T, begin, end);
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
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 4.9  decoder.layer.cross.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 4912L + at, 80 * R + 48 * T,
                    80 * R + 16 * T + 16 * own, 80 * R + 32 * T, begin, end);
            // 4.10  decoder.layer.feedforward.norm (T,16)
            rmsNorm16Rows(arena, weights, 80 * R + 16 * T + 16 * own, 80 * R + 64 * T + 16 * own,
                    5168L + at, begin, end);
            // 4.11  decoder.layer.feedforward.active (T,24)
            linear16x24ReluNoBiasRows(arena, weights, 5184L + at, 80 * R + 64 * T + 16 * own,
                    80 * R + 80 * T + 32 * own, begin, end);
            // 4.12  decoder.layer.feedforward.sum (T,16)
            linear24x16AddNoBiasRows(arena, weights, 5696L + at, 80 * R + 80 * T + 32 * own, 80 * R,
                    80 * R + 16 * T + 16 * own, begin, end);
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
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 5  head.tokens (T,19)
            linear16x19NoBiasRows(arena, weights, 624L, 80 * R, 80 * R + 16 * T, begin, end);
        }
    }

    /**
     * All steps of the entry point encode.
     */
    private static void encode(Frame frame, Worker worker) {
        int R = frame.rows(SOURCE_TOKENS);
        int S = frame.slots();
        int SS = frame.sourceSlots();
        // 1  encoder.embeddings.tokens (R,16)
        embed16IdsOfSource(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 1952L;
            // 2.1  encoder.layer.attention.norm (R,16)
            rmsNorm16OfSource(frame, worker, 0, 1136L + at, 16 * R);
            worker.barrier();
            // 2.2  encoder.layer.attention.query+key+value (R,48)
            linear16x48NoBiasOfSource(frame, worker, 16 * R, 1152L + at, 32 * R);
            worker.barrier();
            // 2.3  encoder.layer.attention.mixed (R,16)
            attention2x8RelativeFrom48OfSource(frame, worker, 32 * R, 32 * R + 16, 32 * R + 32,
                    304L, 16 * R);
            worker.barrier();
            // 2.4  encoder.layer.attention.sum (R,16)
            linear16x16AddNoBiasOfSource(frame, worker, 16 * R, 1920L + at, 0, 32 * R);
            worker.barrier();
            // 2.5  encoder.layer.feedforward.norm (R,16)
            rmsNorm16OfSource(frame, worker, 32 * R, 2176L + at, 16 * R);
            worker.barrier();
            // 2.6  encoder.layer.feedforward.active (R,24)
            linear16x24ReluNoBiasOfSource(frame, worker, 16 * R, 2192L + at, 48 * R);
            worker.barrier();
            // 2.7  encoder.layer.feedforward.sum (R,16)
            linear24x16AddNoBiasOfSource(frame, worker, 48 * R, 2704L + at, 32 * R, 0);
            worker.barrier();
        }
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 2992L;
            int at2 = layer * 16 * SS;
            // 3.1  decoder.layer.cross.key+value (R,32)
            linear16x32NoBiasOfSource(frame, worker, 0, 4400L + at, 16 * R);
            worker.barrier();
            // 3.2  decoder.layer.cross.key.kept (R,16)
            keep2x8OfSourceFrom32OfSource(frame, worker, 16 * R, 32 * S + at2);
            worker.barrier();
            // 3.3  decoder.layer.cross.value.kept (R,16)
            keep2x8OfSourceFrom32OfSource(frame, worker, 16 * R + 16, 16 * SS + 32 * S + at2);
            worker.barrier();
        }
        // 4  encoder.kept (R,16)
        copy16OfSource(frame, worker, 0, 16 * R);
    }

    /**
     * All steps of the entry point step.
     */
    private static void step(Frame frame, Worker worker) {
        int T = frame.rows(TOKENS);
        int S = frame.slots();
        int SS = frame.sourceSlots();
        int blocks = blocks(T, worker.members());
        // 1  decoder.embeddings.tokens (T,16)
        embed16Ids(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 2992L;
            int at2 = layer * 16 * S;
            int at3 = layer * 16 * SS;
            if (blocks > 0) {
                stepRows2_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.1  decoder.layer.attention.norm (T,16)
                rmsNorm16(frame, worker, 0, 3088L + at, 16 * T);
                worker.barrier();
                // 2.2  decoder.layer.attention.query+key+value (T,48)
                linear16x48NoBias(frame, worker, 16 * T, 3104L + at, 32 * T);
                worker.barrier();
                // 2.3  decoder.layer.attention.key.kept (T,16)
                keep2x8From48(frame, worker, 32 * T + 16, at2);
                worker.barrier();
                // 2.4  decoder.layer.attention.value.kept (T,16)
                keep2x8From48(frame, worker, 32 * T + 32, 16 * S + at2);
                worker.barrier();
            }
            // 2.5  decoder.layer.attention.mixed (T,16)
            attention2x8CausalRelativeToKeptFrom48(frame, worker, 32 * T, at2, 16 * S + at2, 496L,
                    16 * T);
            worker.barrier();
            if (blocks > 0) {
                stepRows2_6(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.6  decoder.layer.attention.sum (T,16)
                linear16x16AddNoBias(frame, worker, 16 * T, 3872L + at, 0, 32 * T);
                worker.barrier();
                // 2.7  decoder.layer.cross.norm (T,16)
                rmsNorm16(frame, worker, 32 * T, 4128L + at, 48 * T);
                worker.barrier();
                // 2.8  decoder.layer.cross.query (T,16)
                linear16x16NoBias(frame, worker, 48 * T, 4144L + at, 16 * T);
                worker.barrier();
            }
            // 2.9  decoder.layer.cross.mixed (T,16)
            attention2x8ToKeptSource(frame, worker, 16 * T, 32 * S + at3, 16 * SS + 32 * S + at3,
                    48 * T);
            worker.barrier();
            if (blocks > 0) {
                stepRows2_10(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.10  decoder.layer.cross.sum (T,16)
                linear16x16AddNoBias(frame, worker, 48 * T, 4912L + at, 32 * T, 16 * T);
                worker.barrier();
                // 2.11  decoder.layer.feedforward.norm (T,16)
                rmsNorm16(frame, worker, 16 * T, 5168L + at, 64 * T);
                worker.barrier();
                // 2.12  decoder.layer.feedforward.active (T,24)
                linear16x24ReluNoBias(frame, worker, 64 * T, 5184L + at, 80 * T);
                worker.barrier();
                // 2.13  decoder.layer.feedforward.sum (T,16)
                linear24x16AddNoBias(frame, worker, 80 * T, 5696L + at, 16 * T, 0);
                worker.barrier();
            }
        }
        // 3  decoder.out.last (B,16)
        poolLast16(frame, worker, 0, 16 * T);
        worker.barrier();
        // 4  head.tokens (B,19)
        linear16x19NoBiasPerSequence(frame, worker, 16 * T, 624L, 32 * T);
    }

    /**
     * Steps 2.1 to 2.4, a block of tokens at a time.
     */
    private static void stepRows2_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int S = frame.slots();
        int[] slots = frame.indices(SLOTS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        int at2 = layer * 16 * S;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.1  decoder.layer.attention.norm (T,16)
            rmsNorm16Rows(arena, weights, 0, 16 * T + 16 * own, 3088L + at, begin, end);
            // 2.2  decoder.layer.attention.query+key+value (T,48)
            linear16x48NoBiasRows(arena, weights, 3104L + at, 16 * T + 16 * own, 32 * T, begin,
                    end);
            // 2.3  decoder.layer.attention.key.kept (T,16)
            keep2x8From48Rows(arena, state, at2, 32 * T + 16, begin, end, S, slots);
            // 2.4  decoder.layer.attention.value.kept (T,16)
            keep2x8From48Rows(arena, state, 16 * S + at2, 32 * T + 32, begin, end, S, slots);
        }
    }

    /**
     * Steps 2.6 to 2.8, a block of tokens at a time.
     */
    private static void stepRows2_6(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.6  decoder.layer.attention.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 3872L + at, 16 * T, 32 * T, 0, begin, end);
            // 2.7  decoder.layer.cross.norm (T,16)
            rmsNorm16Rows(arena, weights, 32 * T, 48 * T + 16 * own, 4128L + at, begin, end);
            // 2.8  decoder.layer.cross.query (T,16)
            linear16x16NoBiasRows(arena, weights, 4144L + at, 48 * T + 16 * own, 16 * T, begin,
                    end);
        }
    }

    /**
     * Steps 2.10 to 2.13, a block of tokens at a time.
     */
    private static void stepRows2_10(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.10  decoder.layer.cross.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 4912L + at, 48 * T, 16 * T + 16 * own, 32 * T,
                    begin, end);
            // 2.11  decoder.layer.feedforward.norm (T,16)
            rmsNorm16Rows(arena, weights, 16 * T + 16 * own, 64 * T + 16 * own, 5168L + at, begin,
                    end);
            // 2.12  decoder.layer.feedforward.active (T,24)
            linear16x24ReluNoBiasRows(arena, weights, 5184L + at, 64 * T + 16 * own,
                    80 * T + 32 * own, begin, end);
            // 2.13  decoder.layer.feedforward.sum (T,16)
            linear24x16AddNoBiasRows(arena, weights, 5696L + at, 80 * T + 32 * own, 0,
                    16 * T + 16 * own, begin, end);
        }
    }

    /**
     * All steps of the entry point extend.
     */
    private static void extend(Frame frame, Worker worker) {
        int T = frame.rows(TOKENS);
        int S = frame.slots();
        int SS = frame.sourceSlots();
        int blocks = blocks(T, worker.members());
        // 1  decoder.embeddings.tokens (T,16)
        embed16Ids(frame, worker, 0L, 0);
        worker.barrier();
        for (int layer = 0; layer < 1; layer++) {
            long at = layer * 2992L;
            int at2 = layer * 16 * S;
            int at3 = layer * 16 * SS;
            if (blocks > 0) {
                extendRows2_1(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.1  decoder.layer.attention.norm (T,16)
                rmsNorm16(frame, worker, 0, 3088L + at, 16 * T);
                worker.barrier();
                // 2.2  decoder.layer.attention.query+key+value (T,48)
                linear16x48NoBias(frame, worker, 16 * T, 3104L + at, 32 * T);
                worker.barrier();
                // 2.3  decoder.layer.attention.key.kept (T,16)
                keep2x8From48(frame, worker, 32 * T + 16, at2);
                worker.barrier();
                // 2.4  decoder.layer.attention.value.kept (T,16)
                keep2x8From48(frame, worker, 32 * T + 32, 16 * S + at2);
                worker.barrier();
            }
            // 2.5  decoder.layer.attention.mixed (T,16)
            attention2x8CausalRelativeToKeptFrom48(frame, worker, 32 * T, at2, 16 * S + at2, 496L,
                    16 * T);
            worker.barrier();
            if (blocks > 0) {
                extendRows2_6(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.6  decoder.layer.attention.sum (T,16)
                linear16x16AddNoBias(frame, worker, 16 * T, 3872L + at, 0, 32 * T);
                worker.barrier();
                // 2.7  decoder.layer.cross.norm (T,16)
                rmsNorm16(frame, worker, 32 * T, 4128L + at, 48 * T);
                worker.barrier();
                // 2.8  decoder.layer.cross.query (T,16)
                linear16x16NoBias(frame, worker, 48 * T, 4144L + at, 16 * T);
                worker.barrier();
            }
            // 2.9  decoder.layer.cross.mixed (T,16)
            attention2x8ToKeptSource(frame, worker, 16 * T, 32 * S + at3, 16 * SS + 32 * S + at3,
                    48 * T);
            worker.barrier();
            if (blocks > 0) {
                extendRows2_10(frame, worker, blocks, layer);
                worker.barrier();
            } else {
                // 2.10  decoder.layer.cross.sum (T,16)
                linear16x16AddNoBias(frame, worker, 48 * T, 4912L + at, 32 * T, 16 * T);
                worker.barrier();
                // 2.11  decoder.layer.feedforward.norm (T,16)
                rmsNorm16(frame, worker, 16 * T, 5168L + at, 64 * T);
                worker.barrier();
                // 2.12  decoder.layer.feedforward.active (T,24)
                linear16x24ReluNoBias(frame, worker, 64 * T, 5184L + at, 80 * T);
                worker.barrier();
                // 2.13  decoder.layer.feedforward.sum (T,16)
                linear24x16AddNoBias(frame, worker, 80 * T, 5696L + at, 16 * T, 0);
                worker.barrier();
            }
        }
        if (blocks > 0) {
            extendRows3(frame, worker, blocks);
        } else {
            // 3  head.tokens (T,19)
            linear16x19NoBias(frame, worker, 0, 624L, 16 * T);
        }
    }

    /**
     * Steps 2.1 to 2.4, a block of tokens at a time.
     */
    private static void extendRows2_1(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int S = frame.slots();
        int[] slots = frame.indices(SLOTS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        int at2 = layer * 16 * S;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.1  decoder.layer.attention.norm (T,16)
            rmsNorm16Rows(arena, weights, 0, 16 * T + 16 * own, 3088L + at, begin, end);
            // 2.2  decoder.layer.attention.query+key+value (T,48)
            linear16x48NoBiasRows(arena, weights, 3104L + at, 16 * T + 16 * own, 32 * T, begin,
                    end);
            // 2.3  decoder.layer.attention.key.kept (T,16)
            keep2x8From48Rows(arena, state, at2, 32 * T + 16, begin, end, S, slots);
            // 2.4  decoder.layer.attention.value.kept (T,16)
            keep2x8From48Rows(arena, state, 16 * S + at2, 32 * T + 32, begin, end, S, slots);
        }
    }

    /**
     * Steps 2.6 to 2.8, a block of tokens at a time.
     */
    private static void extendRows2_6(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.6  decoder.layer.attention.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 3872L + at, 16 * T, 32 * T, 0, begin, end);
            // 2.7  decoder.layer.cross.norm (T,16)
            rmsNorm16Rows(arena, weights, 32 * T, 48 * T + 16 * own, 4128L + at, begin, end);
            // 2.8  decoder.layer.cross.query (T,16)
            linear16x16NoBiasRows(arena, weights, 4144L + at, 48 * T + 16 * own, 16 * T, begin,
                    end);
        }
    }

    /**
     * Steps 2.10 to 2.13, a block of tokens at a time.
     */
    private static void extendRows2_10(Frame frame, Worker worker, int blocks, int layer) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int most = Math.ceilDiv(T, blocks);
        long at = layer * 2992L;
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // rows that only this block needs lie where this worker had those of its last one: in the cache
            int own = blocks > worker.members() ? worker.index() * most - begin : 0;
            // 2.10  decoder.layer.cross.sum (T,16)
            linear16x16AddNoBiasRows(arena, weights, 4912L + at, 48 * T, 16 * T + 16 * own, 32 * T,
                    begin, end);
            // 2.11  decoder.layer.feedforward.norm (T,16)
            rmsNorm16Rows(arena, weights, 16 * T + 16 * own, 64 * T + 16 * own, 5168L + at, begin,
                    end);
            // 2.12  decoder.layer.feedforward.active (T,24)
            linear16x24ReluNoBiasRows(arena, weights, 5184L + at, 64 * T + 16 * own,
                    80 * T + 32 * own, begin, end);
            // 2.13  decoder.layer.feedforward.sum (T,16)
            linear24x16AddNoBiasRows(arena, weights, 5696L + at, 80 * T + 32 * own, 0,
                    16 * T + 16 * own, begin, end);
        }
    }

    /**
     * Step 3, a block of tokens at a time.
     */
    private static void extendRows3(Frame frame, Worker worker, int blocks) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        for (int task = worker.claim(); task < blocks; task = worker.claim()) {
            int begin = (int) ((long) T * task / blocks);
            int end = (int) ((long) T * (task + 1) / blocks);
            // 3  head.tokens (T,19)
            linear16x19NoBiasRows(arena, weights, 624L, 0, 16 * T, begin, end);
        }
    }

    /**
     * Steps forward 1, encode 1: y = tokens[ids]      -> y (R,16)
     */
    private static void embed16IdsOfSource(Frame frame, Worker worker, long tokens, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int[] sourceTokenIds = frame.indices(SOURCE_IDS);
        int[] sourceStarts = frame.starts(SOURCE_TOKENS);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = sourceStarts[s];
            int length = sourceStarts[s + 1] - start;
            for (int i = 0; i < length; i++) {
                int t = start + i;
                int idsRow = sourceTokenIds[t];
                for (int c = 0; c < 16; c += 8) {
                    vector(weights, tokens + 16L * idsRow + c).intoArray(arena, y + 16 * t + c);
                }
            }
        }
    }

    /**
     * Steps forward 2.1, forward 2.5, encode 2.1, encode 2.5: y = x / sqrt(mean(x^2) + epsilon) * gamma      x (R,16) -> y (R,16)
     */
    private static void rmsNorm16OfSource(Frame frame, Worker worker, int x, long gamma, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int tasks = (R + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, R);
            rmsNorm16OfSourceRows(arena, weights, x, y, gamma, begin, end);
        }
    }

    /**
     * y = x / sqrt(mean(x^2) + epsilon) * gamma      x (R,16) -> y (R,16) on rows begin to end
     */
    private static void rmsNorm16OfSourceRows(float[] arena, MemorySegment weights, int x, int y,
            long gamma, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0.add(vector(arena, x + 16 * t + c)
                        .mul(vector(arena, x + 16 * t + c)));
                squares1 = squares1.add(vector(arena, x + 16 * t + c + 8)
                        .mul(vector(arena, x + 16 * t + c + 8)));
            }
            squares0 = squares0.add(squares1);
            float squares = sumOf(squares0);
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-6f);
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * t + c).mul(FloatVector.broadcast(FLOATS, scale))
                        .mul(vector(weights, gamma + c)).intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * Steps forward 2.2, encode 2.2: y = x w^T      x (R,16), w (16+16+16,16) -> y (R,48)
     */
    private static void linear16x48NoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int beginCount = (R + 127) / 128;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, R);
            linear16x48NoBiasOfSourcePanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (R,16), w (16+16+16,16) -> y (R,48) on one panel and rows begin to end
     */
    private static void linear16x48NoBiasOfSourcePanel(float[] arena, MemorySegment weights, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x48NoBiasOfSourceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x48NoBiasOfSourceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x48NoBiasOfSourceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x48NoBiasOfSourceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x48NoBiasOfSourceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x48NoBiasOfSourceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48NoBiasOfSourceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48NoBiasOfSourceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x48NoBiasOfSourceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x48NoBiasOfSourceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x48NoBiasOfSourceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x48NoBiasOfSourceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * Steps forward 2.3, encode 2.3: y = softmax(q k^T * 1.0 + bias of head and distance) v, 2 heads      q, k, v (R,16) -> y (R,16)
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
        int inverse = p + 384;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = sourceStarts[s];
            int length = sourceStarts[s + 1] - start;
            attention2x8RelativeFrom48OfSourceTurn(arena, kt, k, length, h, start);
            attention2x8RelativeFrom48OfSourceGather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8RelativeFrom48OfSourceRows6(arena, weights, kt, q, p, bias, parts, inverse, vh, y, length, h, i, start);
                    case 5 -> attention2x8RelativeFrom48OfSourceRows5(arena, weights, kt, q, p, bias, parts, inverse, vh, y, length, h, i, start);
                    case 4 -> attention2x8RelativeFrom48OfSourceRows4(arena, weights, kt, q, p, bias, parts, inverse, vh, y, length, h, i, start);
                    case 3 -> attention2x8RelativeFrom48OfSourceRows3(arena, weights, kt, q, p, bias, parts, inverse, vh, y, length, h, i, start);
                    case 2 -> attention2x8RelativeFrom48OfSourceRows2(arena, weights, kt, q, p, bias, parts, inverse, vh, y, length, h, i, start);
                    default -> attention2x8RelativeFrom48OfSourceRows1(arena, weights, kt, q, p, bias, inverse, vh, y, length, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention2x8RelativeFrom48OfSourceTurn(float[] arena, int kt, int k,
            int length, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention2x8RelativeFrom48OfSourceGather(float[] arena, int vh, int v,
            int length, int h, int start) {
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
    private static void attention2x8RelativeFrom48OfSourceRows6(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores6x16(arena, weights, kt, q, p, bias, j, h, i, start, 0f, 0f);
        }
        attention2x8RelativeFrom48OfSourceSoftmaxLargest6(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromLargest6(arena, parts, p, length);
        attention2x8RelativeFrom48OfSourceSoftmaxSum6(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromSum6(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix6x8(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8RelativeFrom48OfSourceScores6x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            float held0, float held1) {
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

        c00.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 96L * h + j + 31 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 96L * h + j + 39 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 96L * h + j + 30 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 96L * h + j + 38 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 96L * h + j + 29 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 96L * h + j + 37 - i)).intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 96L * h + j + 28 - i)).intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 96L * h + j + 36 - i)).intoArray(arena, p + j + 280);
        c50.add(vector(weights, bias + 96L * h + j + 27 - i)).intoArray(arena, p + j + 336);
        c51.add(vector(weights, bias + 96L * h + j + 35 - i)).intoArray(arena, p + j + 344);
        return held0 + held1;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxLargest6(float[] arena, int p,
            int parts, int length) {
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
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next50 = vector(arena, p + j + 336);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 344);
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromLargest6(float[] arena,
            int parts, int p, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxSum6(float[] arena, int p,
            int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
            sum50 = sum50.add(vector(arena, p + j + 336));
            sum51 = sum51.add(vector(arena, p + j + 344));
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromSum6(float[] arena, int parts,
            int p, int inverse, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8RelativeFrom48OfSourceMix6x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start, float held0,
            float held1) {
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
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 336]);
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
    private static void attention2x8RelativeFrom48OfSourceRows5(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores5x16(arena, weights, kt, q, p, bias, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8RelativeFrom48OfSourceSoftmaxLargest5(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromLargest5(arena, parts, p, length);
        attention2x8RelativeFrom48OfSourceSoftmaxSum5(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromSum5(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix5x8(arena, vh, p, inverse, y, length, d, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8RelativeFrom48OfSourceScores5x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            float held0, float held1, float held2, float held3, float held4, float held5) {
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

        c00.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 96L * h + j + 31 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 96L * h + j + 39 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 96L * h + j + 30 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 96L * h + j + 38 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 96L * h + j + 29 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 96L * h + j + 37 - i)).intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 96L * h + j + 28 - i)).intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 96L * h + j + 36 - i)).intoArray(arena, p + j + 280);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxLargest5(float[] arena, int p,
            int parts, int length) {
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
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromLargest5(float[] arena,
            int parts, int p, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxSum5(float[] arena, int p,
            int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromSum5(float[] arena, int parts,
            int p, int inverse, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8RelativeFrom48OfSourceMix5x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start, float held0,
            float held1, float held2, float held3, float held4, float held5) {
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
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
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
    private static void attention2x8RelativeFrom48OfSourceRows4(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores4x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmaxLargest4(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromLargest4(arena, parts, p, length);
        attention2x8RelativeFrom48OfSourceSoftmaxSum4(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromSum4(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix4x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 4 rows of 16
     */
    private static void attention2x8RelativeFrom48OfSourceScores4x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 96L * h + j + 31 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 96L * h + j + 39 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 96L * h + j + 30 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 96L * h + j + 38 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 96L * h + j + 29 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 96L * h + j + 37 - i)).intoArray(arena, p + j + 216);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxLargest4(float[] arena, int p,
            int parts, int length) {
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
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromLargest4(float[] arena,
            int parts, int p, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxSum4(float[] arena, int p,
            int parts, int length) {
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
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromSum4(float[] arena, int parts,
            int p, int inverse, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8RelativeFrom48OfSourceMix4x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
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
    private static void attention2x8RelativeFrom48OfSourceRows3(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores3x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmaxLargest3(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromLargest3(arena, parts, p, length);
        attention2x8RelativeFrom48OfSourceSoftmaxSum3(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromSum3(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix3x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 3 rows of 16
     */
    private static void attention2x8RelativeFrom48OfSourceScores3x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 96L * h + j + 31 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 96L * h + j + 39 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 96L * h + j + 30 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 96L * h + j + 38 - i)).intoArray(arena, p + j + 152);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxLargest3(float[] arena, int p,
            int parts, int length) {
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
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
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
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromLargest3(float[] arena,
            int parts, int p, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxSum3(float[] arena, int p,
            int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromSum3(float[] arena, int parts,
            int p, int inverse, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8RelativeFrom48OfSourceMix3x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
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
    private static void attention2x8RelativeFrom48OfSourceRows2(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int vh,
            int y, int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores2x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmaxLargest2(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromLargest2(arena, parts, p, length);
        attention2x8RelativeFrom48OfSourceSoftmaxSum2(arena, p, parts, length);
        attention2x8RelativeFrom48OfSourceSoftmaxFromSum2(arena, parts, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix2x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 2 rows of 16
     */
    private static void attention2x8RelativeFrom48OfSourceScores2x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 96L * h + j + 31 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 96L * h + j + 39 - i)).intoArray(arena, p + j + 88);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxLargest2(float[] arena, int p,
            int parts, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (length & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromLargest2(float[] arena,
            int parts, int p, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxSum2(float[] arena, int p,
            int parts, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (length & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmaxFromSum2(float[] arena, int parts,
            int p, int inverse, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8RelativeFrom48OfSourceMix2x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < length; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
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
    private static void attention2x8RelativeFrom48OfSourceRows1(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int vh, int y,
            int length, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((length + 15) & -16); j += 16) {
            attention2x8RelativeFrom48OfSourceScores1x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8RelativeFrom48OfSourceSoftmax1(arena, p, inverse, length);
        int d = 0;
        attention2x8RelativeFrom48OfSourceMix1x8(arena, vh, p, inverse, y, length, d, h, i, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 1 row of 16
     */
    private static void attention2x8RelativeFrom48OfSourceScores1x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c0.add(vector(weights, bias + 96L * h + j + 32 - i)).intoArray(arena, p + j + 16);
        c1.add(vector(weights, bias + 96L * h + j + 40 - i)).intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8RelativeFrom48OfSourceSoftmax1(float[] arena, int p,
            int inverse, int length) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (length & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 64 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 64 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (length & -16); j < length; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((length + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (length & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 64 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 64 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8RelativeFrom48OfSourceMix1x8(float[] arena, int vh, int p,
            int inverse, int y, int length, int d, int h, int i, int start) {
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
     * Steps forward 2.4, encode 2.4: y = x w^T + r      x (R,16), w (16,16), r (R,16) -> y (R,16)
     */
    private static void linear16x16AddNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int r, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int tasks = (R + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, R);
            linear16x16AddNoBiasOfSourcePanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + r      x (R,16), w (16,16), r (R,16) -> y (R,16) on one panel and rows begin to end
     */
    private static void linear16x16AddNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16AddNoBiasOfSourceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16AddNoBiasOfSourceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16AddNoBiasOfSourceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x16AddNoBiasOfSourceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x16AddNoBiasOfSourceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x16AddNoBiasOfSourceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear16x16AddNoBiasOfSourceFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddNoBiasOfSourceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddNoBiasOfSourceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x16AddNoBiasOfSourceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x16AddNoBiasOfSourceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x16AddNoBiasOfSourceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x16AddNoBiasOfSourceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
    private static void linear16x16AddNoBiasOfSourceFinishx16(float[] arena, int y, int r,
            int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * Steps forward 2.6, encode 2.6: y = relu(x w^T)      x (R,16), w (24,16) -> y (R,24)
     */
    private static void linear16x24ReluNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int beginCount = (R + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, R);
            linear16x24ReluNoBiasOfSourcePanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = relu(x w^T)      x (R,16), w (24,16) -> y (R,24) on one panel and rows begin to end
     */
    private static void linear16x24ReluNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x24ReluNoBiasOfSourceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x24ReluNoBiasOfSourceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x24ReluNoBiasOfSourceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x24ReluNoBiasOfSourceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x24ReluNoBiasOfSourceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x24ReluNoBiasOfSourceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear16x24ReluNoBiasOfSourceFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x24ReluNoBiasOfSourceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x24ReluNoBiasOfSourceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x24ReluNoBiasOfSourceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x24ReluNoBiasOfSourceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x24ReluNoBiasOfSourceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x24ReluNoBiasOfSourceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * y = relu(y) on rows of 16
     */
    private static void linear16x24ReluNoBiasOfSourceFinishx16(float[] arena, int y, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                relu(vector(arena, y + 32 * t + n + lane)).intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * Steps forward 2.7, encode 2.7: y = x w^T + r      x (R,24), w (16,24), r (R,16) -> y (R,16)
     */
    private static void linear24x16AddNoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int r, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int tasks = (R + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, R);
            linear24x16AddNoBiasOfSourcePanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + r      x (R,24), w (16,24), r (R,16) -> y (R,16) on one panel and rows begin to end
     */
    private static void linear24x16AddNoBiasOfSourcePanel(float[] arena, MemorySegment weights,
            long w, int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear24x16AddNoBiasOfSourceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear24x16AddNoBiasOfSourceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear24x16AddNoBiasOfSourceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear24x16AddNoBiasOfSourceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear24x16AddNoBiasOfSourceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear24x16AddNoBiasOfSourceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear24x16AddNoBiasOfSourceFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear24x16AddNoBiasOfSourceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear24x16AddNoBiasOfSourceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear24x16AddNoBiasOfSourceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear24x16AddNoBiasOfSourceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear24x16AddNoBiasOfSourceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 1 row of 16
     */
    private static void linear24x16AddNoBiasOfSourceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
    private static void linear24x16AddNoBiasOfSourceFinishx16(float[] arena, int y, int r,
            int begin, int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * Steps forward 3, step 1, extend 1: y = tokens[ids]      -> y (T,16)
     */
    private static void embed16Ids(Frame frame, Worker worker, long tokens, int y) {
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
                for (int c = 0; c < 16; c += 8) {
                    vector(weights, tokens + 16L * idsRow + c).intoArray(arena, y + 16 * t + c);
                }
            }
        }
    }

    /**
     * Steps forward 4.1, forward 4.5, forward 4.10, step 2.1, step 2.7, step 2.11, extend 2.1, extend 2.7, extend 2.11: y = x / sqrt(mean(x^2) + epsilon) * gamma      x (T,16) -> y (T,16)
     */
    private static void rmsNorm16(Frame frame, Worker worker, int x, long gamma, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            rmsNorm16Rows(arena, weights, x, y, gamma, begin, end);
        }
    }

    /**
     * y = x / sqrt(mean(x^2) + epsilon) * gamma      x (T,16) -> y (T,16) on rows begin to end
     */
    private static void rmsNorm16Rows(float[] arena, MemorySegment weights, int x, int y,
            long gamma, int begin, int end) {
        for (int t = begin; t < end; t++) {
            FloatVector squares0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector squares1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int c = 0; c < 16; c += 16) {
                squares0 = squares0.add(vector(arena, x + 16 * t + c)
                        .mul(vector(arena, x + 16 * t + c)));
                squares1 = squares1.add(vector(arena, x + 16 * t + c + 8)
                        .mul(vector(arena, x + 16 * t + c + 8)));
            }
            squares0 = squares0.add(squares1);
            float squares = sumOf(squares0);
            float scale = 1.0f / (float) Math.sqrt(squares / 16.0f + 1.0E-6f);
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * t + c).mul(FloatVector.broadcast(FLOATS, scale))
                        .mul(vector(weights, gamma + c)).intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * Steps forward 4.2, step 2.2, extend 2.2: y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48)
     */
    private static void linear16x48NoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 3 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x48NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48) on one panel and rows begin to end
     */
    private static void linear16x48NoBiasPanel(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x48NoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x48NoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x48NoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x48NoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x48NoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x48NoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48NoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x48NoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x48NoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x48NoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x48NoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x48NoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * y = x w^T      x (T,16), w (16+16+16,16) -> y (T,48) on rows begin to end
     */
    private static void linear16x48NoBiasRows(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end) {
        for (int n = 0; n < 48; n += 16) {
            linear16x48NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * Step forward 4.3: y = softmax(q k^T * 1.0 + bias of head and distance) v, 2 heads, causal      q, k, v (T,16) -> y (T,16)
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
        int inverse = p + 384;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            attention2x8CausalRelativeFrom48Turn(arena, kt, k, length, h, start);
            attention2x8CausalRelativeFrom48Gather(arena, vh, v, length, h, start);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8CausalRelativeFrom48Rows6(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, h, start, length);
                    case 5 -> attention2x8CausalRelativeFrom48Rows5(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, h, start, length);
                    case 4 -> attention2x8CausalRelativeFrom48Rows4(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, h, start, length);
                    case 3 -> attention2x8CausalRelativeFrom48Rows3(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, h, start, length);
                    case 2 -> attention2x8CausalRelativeFrom48Rows2(arena, weights, kt, q, p, bias, parts, inverse, vh, y, i, h, start, length);
                    default -> attention2x8CausalRelativeFrom48Rows1(arena, weights, kt, q, p, bias, inverse, vh, y, i, h, start, length);
                }
            }
        }
    }

    /**
     * kt = k^T      k (length,8) -> kt (8,length)
     */
    private static void attention2x8CausalRelativeFrom48Turn(float[] arena, int kt, int k,
            int length, int h, int start) {
        for (int j = 0; j < length; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (length,8) -> vh (length,8)
     */
    private static void attention2x8CausalRelativeFrom48Gather(float[] arena, int vh, int v,
            int length, int h, int start) {
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
    private static void attention2x8CausalRelativeFrom48Rows6(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int parts, int inverse, int vh, int y, int i, int h,
            int start, int length) {
        int j = 0;
        for (; j + 16 <= ((i + 21) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores6x16(arena, weights, kt, q, p, bias, j, h, i, start, 0f, 0f);
        }
        attention2x8CausalRelativeFrom48SoftmaxFrom6(arena, p, i);
        attention2x8CausalRelativeFrom48SoftmaxLargest6(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromLargest6(arena, parts, p, i);
        attention2x8CausalRelativeFrom48SoftmaxSum6(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromSum6(arena, parts, inverse, p, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix6x8(arena, vh, p, inverse, y, i, d, h, start, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeFrom48Scores6x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            float held0, float held1) {
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

        c00.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + 18 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + 26 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + 17 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + 25 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + 16 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + 24 - i)).intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 64L * h + j + 15 - i)).intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 64L * h + j + 23 - i)).intoArray(arena, p + j + 280);
        c50.add(vector(weights, bias + 64L * h + j + 14 - i)).intoArray(arena, p + j + 336);
        c51.add(vector(weights, bias + 64L * h + j + 22 - i)).intoArray(arena, p + j + 344);
        return held0 + held1;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 6 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFrom6(float[] arena, int p, int i) {
        for (int row = 0; row < 6; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxLargest6(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 20) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
        }

        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
        FloatVector largest50 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest51 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 21) & -16); j += 16) {
            FloatVector next50 = vector(arena, p + j + 336);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 344);
            largest51 = largest51.blend(next51, largest51.compare(VectorOperators.LT, next51));
        }

        largest50.intoArray(arena, parts + 80);
        largest51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromLargest6(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxSum6(float[] arena, int p, int parts,
            int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 20) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
        }

        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
        FloatVector sum50 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum51 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 21) & -16); j += 16) {
            sum50 = sum50.add(vector(arena, p + j + 336));
            sum51 = sum51.add(vector(arena, p + j + 344));
        }

        sum50.intoArray(arena, parts + 80);
        sum51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromSum6(float[] arena, int parts,
            int inverse, int p, int i, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeFrom48Mix6x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int j = 0; j < i + 6; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 336]);
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
    private static void attention2x8CausalRelativeFrom48Rows5(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int parts, int inverse, int vh, int y, int i, int h,
            int start, int length) {
        int j = 0;
        for (; j + 16 <= ((i + 20) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores5x16(arena, weights, kt, q, p, bias, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8CausalRelativeFrom48SoftmaxFrom5(arena, p, i);
        attention2x8CausalRelativeFrom48SoftmaxLargest5(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromLargest5(arena, parts, p, i);
        attention2x8CausalRelativeFrom48SoftmaxSum5(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromSum5(arena, parts, inverse, p, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix5x8(arena, vh, p, inverse, y, i, d, h, start, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeFrom48Scores5x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            float held0, float held1, float held2, float held3, float held4, float held5) {
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

        c00.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + 18 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + 26 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + 17 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + 25 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + 16 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + 24 - i)).intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 64L * h + j + 15 - i)).intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 64L * h + j + 23 - i)).intoArray(arena, p + j + 280);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 5 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFrom5(float[] arena, int p, int i) {
        for (int row = 0; row < 5; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxLargest5(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 20) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
        }

        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromLargest5(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxSum5(float[] arena, int p, int parts,
            int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 20) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
        }

        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromSum5(float[] arena, int parts,
            int inverse, int p, int i, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeFrom48Mix5x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start, float held0, float held1,
            float held2, float held3, float held4, float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int j = 0; j < i + 5; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
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
    private static void attention2x8CausalRelativeFrom48Rows4(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int parts, int inverse, int vh, int y, int i, int h,
            int start, int length) {
        int j = 0;
        for (; j + 16 <= ((i + 19) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores4x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48SoftmaxFrom4(arena, p, i);
        attention2x8CausalRelativeFrom48SoftmaxLargest4(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromLargest4(arena, parts, p, i);
        attention2x8CausalRelativeFrom48SoftmaxSum4(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromSum4(arena, parts, inverse, p, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix4x8(arena, vh, p, inverse, y, i, d, h, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 4 rows of 16
     */
    private static void attention2x8CausalRelativeFrom48Scores4x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + 18 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + 26 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + 17 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + 25 - i)).intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + 16 - i)).intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + 24 - i)).intoArray(arena, p + j + 216);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 4 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFrom4(float[] arena, int p, int i) {
        for (int row = 0; row < 4; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxLargest4(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromLargest4(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxSum4(float[] arena, int p, int parts,
            int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 19) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromSum4(float[] arena, int parts,
            int inverse, int p, int i, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8CausalRelativeFrom48Mix4x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < i + 4; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
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
    private static void attention2x8CausalRelativeFrom48Rows3(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int parts, int inverse, int vh, int y, int i, int h,
            int start, int length) {
        int j = 0;
        for (; j + 16 <= ((i + 18) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores3x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48SoftmaxFrom3(arena, p, i);
        attention2x8CausalRelativeFrom48SoftmaxLargest3(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromLargest3(arena, parts, p, i);
        attention2x8CausalRelativeFrom48SoftmaxSum3(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromSum3(arena, parts, inverse, p, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix3x8(arena, vh, p, inverse, y, i, d, h, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 3 rows of 16
     */
    private static void attention2x8CausalRelativeFrom48Scores3x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + 18 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + 26 - i)).intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + 17 - i)).intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + 25 - i)).intoArray(arena, p + j + 152);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFrom3(float[] arena, int p, int i) {
        for (int row = 0; row < 3; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxLargest3(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromLargest3(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxSum3(float[] arena, int p, int parts,
            int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 18) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromSum3(float[] arena, int parts,
            int inverse, int p, int i, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8CausalRelativeFrom48Mix3x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < i + 3; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
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
    private static void attention2x8CausalRelativeFrom48Rows2(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int parts, int inverse, int vh, int y, int i, int h,
            int start, int length) {
        int j = 0;
        for (; j + 16 <= ((i + 17) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores2x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48SoftmaxFrom2(arena, p, i);
        attention2x8CausalRelativeFrom48SoftmaxLargest2(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromLargest2(arena, parts, p, i);
        attention2x8CausalRelativeFrom48SoftmaxSum2(arena, p, parts, i);
        attention2x8CausalRelativeFrom48SoftmaxFromSum2(arena, parts, inverse, p, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix2x8(arena, vh, p, inverse, y, i, d, h, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 2 rows of 16
     */
    private static void attention2x8CausalRelativeFrom48Scores2x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c00.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + 18 - i)).intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + 26 - i)).intoArray(arena, p + j + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFrom2(float[] arena, int p, int i) {
        for (int row = 0; row < 2; row++) {
            for (int j = i + row + 1; j < ((i + row + 16) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxLargest2(float[] arena, int p,
            int parts, int i) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromLargest2(float[] arena,
            int parts, int p, int i) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxSum2(float[] arena, int p, int parts,
            int i) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 16) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + 17) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8CausalRelativeFrom48SoftmaxFromSum2(float[] arena, int parts,
            int inverse, int p, int i, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8CausalRelativeFrom48Mix2x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < i + 2; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
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
    private static void attention2x8CausalRelativeFrom48Rows1(float[] arena, MemorySegment weights,
            int kt, int q, int p, long bias, int inverse, int vh, int y, int i, int h, int start,
            int length) {
        int j = 0;
        for (; j + 16 <= ((i + 16) & -16); j += 16) {
            attention2x8CausalRelativeFrom48Scores1x16(arena, weights, kt, q, p, bias, j, h, i, start);
        }
        attention2x8CausalRelativeFrom48Softmax1(arena, p, inverse, i, length);
        int d = 0;
        attention2x8CausalRelativeFrom48Mix1x8(arena, vh, p, inverse, y, i, d, h, start);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,length) on 1 row of 16
     */
    private static void attention2x8CausalRelativeFrom48Scores1x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i,
            int start) {
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

        c0.add(vector(weights, bias + 64L * h + j + 19 - i)).intoArray(arena, p + j + 16);
        c1.add(vector(weights, bias + 64L * h + j + 27 - i)).intoArray(arena, p + j + 24);
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
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 64 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 64 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < ((i + row + 16) & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 64 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 64 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + 16) & -16); j < ((length + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8CausalRelativeFrom48Mix1x8(float[] arena, int vh, int p,
            int inverse, int y, int i, int d, int h, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < i + 1; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
    }

    /**
     * Steps forward 4.4, forward 4.9, step 2.6, step 2.10, extend 2.6, extend 2.10: y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16)
     */
    private static void linear16x16AddNoBias(Frame frame, Worker worker, int x, long w, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear16x16AddNoBiasPanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16AddNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16AddNoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16AddNoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16AddNoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x16AddNoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x16AddNoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x16AddNoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear16x16AddNoBiasFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddNoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16AddNoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x16AddNoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x16AddNoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x16AddNoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x16AddNoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
    private static void linear16x16AddNoBiasFinishx16(float[] arena, int y, int r, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16AddNoBiasRows(float[] arena, MemorySegment weights, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16AddNoBiasPanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Steps forward 4.6, step 2.8, extend 2.8: y = x w^T      x (T,16), w (16,16) -> y (T,16)
     */
    private static void linear16x16NoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear16x16NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (T,16), w (16,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear16x16NoBiasPanel(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x16NoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x16NoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x16NoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x16NoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x16NoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x16NoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16NoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x16NoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x16NoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x16NoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x16NoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x16NoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * y = x w^T      x (T,16), w (16,16) -> y (T,16) on rows begin to end
     */
    private static void linear16x16NoBiasRows(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear16x16NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * Steps forward 4.7, encode 3.1: y = x w^T      x (R,16), w (16+16,16) -> y (R,32)
     */
    private static void linear16x32NoBiasOfSource(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int R = frame.rows(SOURCE_TOKENS);
        int beginCount = (R + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, R);
            linear16x32NoBiasOfSourcePanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (R,16), w (16+16,16) -> y (R,32) on one panel and rows begin to end
     */
    private static void linear16x32NoBiasOfSourcePanel(float[] arena, MemorySegment weights, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x32NoBiasOfSourceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x32NoBiasOfSourceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x32NoBiasOfSourceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x32NoBiasOfSourceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x32NoBiasOfSourceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x32NoBiasOfSourceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x32NoBiasOfSourceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x32NoBiasOfSourceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x32NoBiasOfSourceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x32NoBiasOfSourceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x32NoBiasOfSourceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x32NoBiasOfSourceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * Step forward 4.8: y = softmax(q k^T * 1.0) v, 2 heads      q (T,16), k, v (R,16) -> y (T,16)
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
        int inverse = p + 384;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            int keyStart = sourceStarts[s];
            int keys = sourceStarts[s + 1] - keyStart;
            attention2x8ToSourceTurn(arena, kt, k, keys, h, keyStart);
            attention2x8ToSourceGather(arena, vh, v, keys, h, keyStart);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8ToSourceRows6(arena, kt, q, p, parts, inverse, vh, y, keys, h, i, start);
                    case 5 -> attention2x8ToSourceRows5(arena, kt, q, p, parts, inverse, vh, y, keys, h, i, start);
                    case 4 -> attention2x8ToSourceRows4(arena, kt, q, p, parts, inverse, vh, y, keys, h, i, start);
                    case 3 -> attention2x8ToSourceRows3(arena, kt, q, p, parts, inverse, vh, y, keys, h, i, start);
                    case 2 -> attention2x8ToSourceRows2(arena, kt, q, p, parts, inverse, vh, y, keys, h, i, start);
                    default -> attention2x8ToSourceRows1(arena, kt, q, p, inverse, vh, y, keys, h, i, start);
                }
            }
        }
    }

    /**
     * kt = k^T      k (keys,8) -> kt (8,keys)
     */
    private static void attention2x8ToSourceTurn(float[] arena, int kt, int k, int keys, int h,
            int keyStart) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 32 * keyStart + 32 * j + 8 * h + d];
            }
        }
    }

    /**
     * vh = v      v (keys,8) -> vh (keys,8)
     */
    private static void attention2x8ToSourceGather(float[] arena, int vh, int v, int keys, int h,
            int keyStart) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d += 8) {
                vector(arena, v + 32 * keyStart + 32 * j + 8 * h + d)
                        .intoArray(arena, vh + 16 * j + d);
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention2x8ToSourceRows6(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores6x16(arena, kt, q, p, j, h, i, start, 0f, 0f);
        }
        attention2x8ToSourceSoftmaxLargest6(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromLargest6(arena, parts, p, keys);
        attention2x8ToSourceSoftmaxSum6(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromSum6(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix6x8(arena, vh, p, inverse, y, keys, d, h, i, start, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,keys) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToSourceScores6x16(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
        c40.intoArray(arena, p + j + 272);
        c41.intoArray(arena, p + j + 280);
        c50.intoArray(arena, p + j + 336);
        c51.intoArray(arena, p + j + 344);
        return held0 + held1;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8ToSourceSoftmaxLargest6(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next50 = vector(arena, p + j + 336);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 344);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8ToSourceSoftmaxFromLargest6(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8ToSourceSoftmaxSum6(float[] arena, int p, int parts, int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
            sum50 = sum50.add(vector(arena, p + j + 336));
            sum51 = sum51.add(vector(arena, p + j + 344));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8ToSourceSoftmaxFromSum6(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToSourceMix6x8(float[] arena, int vh, int p, int inverse,
            int y, int keys, int d, int h, int i, int start, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 336]);
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
    private static void attention2x8ToSourceRows5(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores5x16(arena, kt, q, p, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8ToSourceSoftmaxLargest5(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromLargest5(arena, parts, p, keys);
        attention2x8ToSourceSoftmaxSum5(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromSum5(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix5x8(arena, vh, p, inverse, y, keys, d, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,keys) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToSourceScores5x16(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
        c40.intoArray(arena, p + j + 272);
        c41.intoArray(arena, p + j + 280);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8ToSourceSoftmaxLargest5(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8ToSourceSoftmaxFromLargest5(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8ToSourceSoftmaxSum5(float[] arena, int p, int parts, int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8ToSourceSoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToSourceMix5x8(float[] arena, int vh, int p, int inverse,
            int y, int keys, int d, int h, int i, int start, float held0, float held1, float held2,
            float held3, float held4, float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
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
    private static void attention2x8ToSourceRows4(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToSourceSoftmaxLargest4(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromLargest4(arena, parts, p, keys);
        attention2x8ToSourceSoftmaxSum4(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromSum4(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix4x8(arena, vh, p, inverse, y, keys, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,keys) on 4 rows of 16
     */
    private static void attention2x8ToSourceScores4x16(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8ToSourceSoftmaxLargest4(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8ToSourceSoftmaxFromLargest4(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8ToSourceSoftmaxSum4(float[] arena, int p, int parts, int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8ToSourceSoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8ToSourceMix4x8(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
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
    private static void attention2x8ToSourceRows3(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToSourceSoftmaxLargest3(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromLargest3(arena, parts, p, keys);
        attention2x8ToSourceSoftmaxSum3(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromSum3(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix3x8(arena, vh, p, inverse, y, keys, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,keys) on 3 rows of 16
     */
    private static void attention2x8ToSourceScores3x16(float[] arena, int kt, int q, int p, int j,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8ToSourceSoftmaxLargest3(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8ToSourceSoftmaxFromLargest3(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8ToSourceSoftmaxSum3(float[] arena, int p, int parts, int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8ToSourceSoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8ToSourceMix3x8(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
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
    private static void attention2x8ToSourceRows2(float[] arena, int kt, int q, int p, int parts,
            int inverse, int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToSourceSoftmaxLargest2(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromLargest2(arena, parts, p, keys);
        attention2x8ToSourceSoftmaxSum2(arena, p, parts, keys);
        attention2x8ToSourceSoftmaxFromSum2(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix2x8(arena, vh, p, inverse, y, keys, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,keys) on 2 rows of 16
     */
    private static void attention2x8ToSourceScores2x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8ToSourceSoftmaxLargest2(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8ToSourceSoftmaxFromLargest2(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8ToSourceSoftmaxSum2(float[] arena, int p, int parts, int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8ToSourceSoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8ToSourceMix2x8(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
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
    private static void attention2x8ToSourceRows1(float[] arena, int kt, int q, int p, int inverse,
            int vh, int y, int keys, int h, int i, int start) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToSourceScores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToSourceSoftmax1(arena, p, inverse, keys);
        int d = 0;
        attention2x8ToSourceMix1x8(arena, vh, p, inverse, y, keys, d, h, i, start);
    }

    /**
     * p = q kt      -> p (rows,keys) on 1 row of 16
     */
    private static void attention2x8ToSourceScores1x16(float[] arena, int kt, int q, int p, int j,
            int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8ToSourceSoftmax1(float[] arena, int p, int inverse, int keys) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (keys & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 64 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 64 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (keys & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 64 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 64 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p vh * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8ToSourceMix1x8(float[] arena, int vh, int p, int inverse, int y,
            int keys, int d, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(arena, vh + 16 * j + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
    }

    /**
     * Steps forward 4.11, step 2.12, extend 2.12: y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24)
     */
    private static void linear16x24ReluNoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x24ReluNoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24) on one panel and rows begin to end
     */
    private static void linear16x24ReluNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x24ReluNoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x24ReluNoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x24ReluNoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x24ReluNoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x24ReluNoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x24ReluNoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear16x24ReluNoBiasFinishx16(arena, y, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x24ReluNoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x24ReluNoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x24ReluNoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x24ReluNoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x24ReluNoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x24ReluNoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * y = relu(y) on rows of 16
     */
    private static void linear16x24ReluNoBiasFinishx16(float[] arena, int y, int begin, int end,
            int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                relu(vector(arena, y + 32 * t + n + lane)).intoArray(arena, y + 32 * t + n + lane);
            }
        }
    }

    /**
     * y = relu(x w^T)      x (T,16), w (24,16) -> y (T,24) on rows begin to end
     */
    private static void linear16x24ReluNoBiasRows(float[] arena, MemorySegment weights, long w,
            int x, int y, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear16x24ReluNoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * Steps forward 4.12, step 2.13, extend 2.13: y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16)
     */
    private static void linear24x16AddNoBias(Frame frame, Worker worker, int x, long w, int r,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int tasks = (T + 127) / 128;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = 0;
            int begin = task * 128;
            int end = Math.min(begin + 128, T);
            linear24x16AddNoBiasPanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16) on one panel and rows begin to end
     */
    private static void linear24x16AddNoBiasPanel(float[] arena, MemorySegment weights, long w,
            int x, int y, int r, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear24x16AddNoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear24x16AddNoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear24x16AddNoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear24x16AddNoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear24x16AddNoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear24x16AddNoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
        linear24x16AddNoBiasFinishx16(arena, y, r, begin, end, n);
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear24x16AddNoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear24x16AddNoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear24x16AddNoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear24x16AddNoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear24x16AddNoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
     * y = x w^T on 1 row of 16
     */
    private static void linear24x16AddNoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        MemorySegment panel = weights.asSlice(4 * (w + 24L * n), 1536, 1);

        for (int k = 0; k < 24; k++) {
            FloatVector b0 = vector(panel, 8L * k);
            FloatVector b1 = vector(panel, 8L * k + 192);
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
    private static void linear24x16AddNoBiasFinishx16(float[] arena, int y, int r, int begin,
            int end, int n) {
        for (int t = begin; t < end; t++) {
            for (int lane = 0; lane < 16; lane += 8) {
                vector(arena, y + 16 * t + n + lane).add(vector(arena, r + 16 * t + n + lane))
                        .intoArray(arena, y + 16 * t + n + lane);
            }
        }
    }

    /**
     * y = x w^T + r      x (T,24), w (16,24), r (T,16) -> y (T,16) on rows begin to end
     */
    private static void linear24x16AddNoBiasRows(float[] arena, MemorySegment weights, long w,
            int x, int y, int r, int begin, int end) {
        for (int n = 0; n < 16; n += 16) {
            linear24x16AddNoBiasPanel(arena, weights, w, x, y, r, begin, end, n);
        }
    }

    /**
     * Steps forward 5, extend 3: y = x w^T      x (T,16), w (19,16) -> y (T,19)
     */
    private static void linear16x19NoBias(Frame frame, Worker worker, int x, long w, int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int T = frame.rows(TOKENS);
        int beginCount = (T + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, T);
            linear16x19NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (T,16), w (19,16) -> y (T,19) on one panel and rows begin to end
     */
    private static void linear16x19NoBiasPanel(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x19NoBiasTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x19NoBiasTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x19NoBiasTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x19NoBiasTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x19NoBiasTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x19NoBiasTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x19NoBiasTile6x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x19NoBiasTile5x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x19NoBiasTile4x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x19NoBiasTile3x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x19NoBiasTile2x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x19NoBiasTile1x16(float[] arena, MemorySegment weights, long w,
            int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
     * y = x w^T      x (T,16), w (19,16) -> y (T,19) on rows begin to end
     */
    private static void linear16x19NoBiasRows(float[] arena, MemorySegment weights, long w, int x,
            int y, int begin, int end) {
        for (int n = 0; n < 32; n += 16) {
            linear16x19NoBiasPanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * Steps encode 3.2, encode 3.3: kept[slot of each token] = x      x (R,16)
     */
    private static void keep2x8OfSourceFrom32OfSource(Frame frame, Worker worker, int x, int kept) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        int R = frame.rows(SOURCE_TOKENS);
        int SS = frame.sourceSlots();
        int[] sourceSlots = frame.indices(SOURCE_SLOTS);
        int tasks = (R + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, R);
            keep2x8OfSourceFrom32OfSourceRows(arena, state, kept, x, begin, end, SS, sourceSlots);
        }
    }

    /**
     * kept[slot of each token] = x      x (R,16) on rows begin to end
     */
    private static void keep2x8OfSourceFrom32OfSourceRows(float[] arena, float[] state, int kept,
            int x, int begin, int end, int SS, int[] sourceSlots) {
        for (int t = begin; t < end; t++) {
            int slot = sourceSlots[t];
            for (int h = 0; h < 2; h++) {
                for (int d = 0; d < 8; d += 8) {
                    vector(arena, x + 32 * t + 8 * h + d)
                            .intoArray(state, kept + 8 * SS * h + 8 * slot + d);
                }
            }
        }
    }

    /**
     * Step encode 4: y = x      x (R,16) -> y (R,16)
     */
    private static void copy16OfSource(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int R = frame.rows(SOURCE_TOKENS);
        int tasks = (R + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, R);
            copy16OfSourceRows(arena, y, x, begin, end);
        }
    }

    /**
     * y = x      x (R,16) -> y (R,16) on rows begin to end
     */
    private static void copy16OfSourceRows(float[] arena, int y, int x, int begin, int end) {
        for (int t = begin; t < end; t++) {
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * t + c).intoArray(arena, y + 16 * t + c);
            }
        }
    }

    /**
     * Steps step 2.3, step 2.4, extend 2.3, extend 2.4: kept[slot of each token] = x      x (T,16)
     */
    private static void keep2x8From48(Frame frame, Worker worker, int x, int kept) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        int T = frame.rows(TOKENS);
        int S = frame.slots();
        int[] slots = frame.indices(SLOTS);
        int tasks = (T + 15) / 16;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int begin = task * 16;
            int end = Math.min(begin + 16, T);
            keep2x8From48Rows(arena, state, kept, x, begin, end, S, slots);
        }
    }

    /**
     * kept[slot of each token] = x      x (T,16) on rows begin to end
     */
    private static void keep2x8From48Rows(float[] arena, float[] state, int kept, int x, int begin,
            int end, int S, int[] slots) {
        for (int t = begin; t < end; t++) {
            int slot = slots[t];
            for (int h = 0; h < 2; h++) {
                for (int d = 0; d < 8; d += 8) {
                    vector(arena, x + 48 * t + 8 * h + d)
                            .intoArray(state, kept + 8 * S * h + 8 * slot + d);
                }
            }
        }
    }

    /**
     * Steps step 2.5, extend 2.5: y = softmax(q k^T * 1.0 + bias of head and distance) v, 2 heads, causal      q (T,16), k, v (K,16) -> y (T,16)
     */
    private static void attention2x8CausalRelativeToKeptFrom48(Frame frame, Worker worker, int q,
            int k, int v, long bias, int y) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int N = frame.longest(KEPT_TOKENS);
        int S = frame.slots();
        int[] kept = frame.indices(KEPT);
        int[] starts = frame.starts(TOKENS);
        int[] keptStarts = frame.starts(KEPT_TOKENS);
        int kt = frame.scratch(worker);
        int p = kt + 8 * N;
        int inverse = p + 384;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            int keyStart = keptStarts[s];
            int keys = keptStarts[s + 1] - keyStart;
            attention2x8CausalRelativeToKeptFrom48Turn(arena, state, kt, k, keys, S, h, keyStart, kept);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8CausalRelativeToKeptFrom48Rows6(arena, state, weights, kt, q, p, bias, parts, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                    case 5 -> attention2x8CausalRelativeToKeptFrom48Rows5(arena, state, weights, kt, q, p, bias, parts, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                    case 4 -> attention2x8CausalRelativeToKeptFrom48Rows4(arena, state, weights, kt, q, p, bias, parts, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                    case 3 -> attention2x8CausalRelativeToKeptFrom48Rows3(arena, state, weights, kt, q, p, bias, parts, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                    case 2 -> attention2x8CausalRelativeToKeptFrom48Rows2(arena, state, weights, kt, q, p, bias, parts, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                    default -> attention2x8CausalRelativeToKeptFrom48Rows1(arena, state, weights, kt, q, p, bias, inverse, v, y, i, keys, length, h, start, S, keyStart, kept);
                }
            }
        }
    }

    /**
     * kt = k^T      k (keys,8) -> kt (8,keys)
     */
    private static void attention2x8CausalRelativeToKeptFrom48Turn(float[] arena, float[] state,
            int kt, int k, int keys, int S, int h, int keyStart, int[] kept) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = state[k + 8 * S * h + 8 * kept[keyStart + j] + d];
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention2x8CausalRelativeToKeptFrom48Rows6(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int v,
            int y, int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 21 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores6x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length, 0f, 0f);
        }
        attention2x8CausalRelativeToKeptFrom48SoftmaxFrom6(arena, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxLargest6(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest6(arena, parts, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxSum6(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum6(arena, parts, inverse, p, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix6x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeToKeptFrom48Scores6x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length, float held0, float held1) {
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

        c00.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + length + 18 - i - keys))
                .intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + length + 26 - i - keys))
                .intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + length + 17 - i - keys))
                .intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + length + 25 - i - keys))
                .intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + length + 16 - i - keys))
                .intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + length + 24 - i - keys))
                .intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 64L * h + j + length + 15 - i - keys))
                .intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 64L * h + j + length + 23 - i - keys))
                .intoArray(arena, p + j + 280);
        c50.add(vector(weights, bias + 64L * h + j + length + 14 - i - keys))
                .intoArray(arena, p + j + 336);
        c51.add(vector(weights, bias + 64L * h + j + length + 22 - i - keys))
                .intoArray(arena, p + j + 344);
        return held0 + held1;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 6 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFrom6(float[] arena, int p,
            int i, int keys, int length) {
        for (int row = 0; row < 6; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxLargest6(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 20 - length) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
        }

        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
        FloatVector largest50 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest51 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 21 - length) & -16); j += 16) {
            FloatVector next50 = vector(arena, p + j + 336);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 344);
            largest51 = largest51.blend(next51, largest51.compare(VectorOperators.LT, next51));
        }

        largest50.intoArray(arena, parts + 80);
        largest51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest6(float[] arena,
            int parts, int p, int i, int keys, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxSum6(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 20 - length) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
        }

        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
        FloatVector sum50 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum51 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 21 - length) & -16); j += 16) {
            sum50 = sum50.add(vector(arena, p + j + 336));
            sum51 = sum51.add(vector(arena, p + j + 344));
        }

        sum50.intoArray(arena, parts + 80);
        sum51.intoArray(arena, parts + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum6(float[] arena,
            int parts, int inverse, int p, int i, int keys, int length) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeToKeptFrom48Mix6x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int j = 0; j < i + keys + 6 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 336]);
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
    private static void attention2x8CausalRelativeToKeptFrom48Rows5(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int v,
            int y, int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 20 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores5x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8CausalRelativeToKeptFrom48SoftmaxFrom5(arena, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxLargest5(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest5(arena, parts, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxSum5(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum5(arena, parts, inverse, p, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix5x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeToKeptFrom48Scores5x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length, float held0, float held1, float held2, float held3, float held4,
            float held5) {
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

        c00.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + length + 18 - i - keys))
                .intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + length + 26 - i - keys))
                .intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + length + 17 - i - keys))
                .intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + length + 25 - i - keys))
                .intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + length + 16 - i - keys))
                .intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + length + 24 - i - keys))
                .intoArray(arena, p + j + 216);
        c40.add(vector(weights, bias + 64L * h + j + length + 15 - i - keys))
                .intoArray(arena, p + j + 272);
        c41.add(vector(weights, bias + 64L * h + j + length + 23 - i - keys))
                .intoArray(arena, p + j + 280);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 5 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFrom5(float[] arena, int p,
            int i, int keys, int length) {
        for (int row = 0; row < 5; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxLargest5(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
        FloatVector largest40 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest41 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 20 - length) & -16); j += 16) {
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
        }

        largest40.intoArray(arena, parts + 64);
        largest41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest5(float[] arena,
            int parts, int p, int i, int keys, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxSum5(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
        FloatVector sum40 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum41 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 20 - length) & -16); j += 16) {
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
        }

        sum40.intoArray(arena, parts + 64);
        sum41.intoArray(arena, parts + 72);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum5(float[] arena,
            int parts, int inverse, int p, int i, int keys, int length) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8CausalRelativeToKeptFrom48Mix5x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept, float held0, float held1, float held2, float held3,
            float held4, float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int j = 0; j < i + keys + 5 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
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
    private static void attention2x8CausalRelativeToKeptFrom48Rows4(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int v,
            int y, int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 19 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores4x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length);
        }
        attention2x8CausalRelativeToKeptFrom48SoftmaxFrom4(arena, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxLargest4(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest4(arena, parts, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxSum4(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum4(arena, parts, inverse, p, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix4x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 4 rows of 16
     */
    private static void attention2x8CausalRelativeToKeptFrom48Scores4x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length) {
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

        c00.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + length + 18 - i - keys))
                .intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + length + 26 - i - keys))
                .intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + length + 17 - i - keys))
                .intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + length + 25 - i - keys))
                .intoArray(arena, p + j + 152);
        c30.add(vector(weights, bias + 64L * h + j + length + 16 - i - keys))
                .intoArray(arena, p + j + 208);
        c31.add(vector(weights, bias + 64L * h + j + length + 24 - i - keys))
                .intoArray(arena, p + j + 216);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 4 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFrom4(float[] arena, int p,
            int i, int keys, int length) {
        for (int row = 0; row < 4; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxLargest4(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
        }

        largest30.intoArray(arena, parts + 48);
        largest31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest4(float[] arena,
            int parts, int p, int i, int keys, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxSum4(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 19 - length) & -16); j += 16) {
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
        }

        sum30.intoArray(arena, parts + 48);
        sum31.intoArray(arena, parts + 56);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum4(float[] arena,
            int parts, int inverse, int p, int i, int keys, int length) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8CausalRelativeToKeptFrom48Mix4x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < i + keys + 4 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
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
    private static void attention2x8CausalRelativeToKeptFrom48Rows3(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int v,
            int y, int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 18 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores3x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length);
        }
        attention2x8CausalRelativeToKeptFrom48SoftmaxFrom3(arena, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxLargest3(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest3(arena, parts, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxSum3(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum3(arena, parts, inverse, p, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix3x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 3 rows of 16
     */
    private static void attention2x8CausalRelativeToKeptFrom48Scores3x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length) {
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

        c00.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + length + 18 - i - keys))
                .intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + length + 26 - i - keys))
                .intoArray(arena, p + j + 88);
        c20.add(vector(weights, bias + 64L * h + j + length + 17 - i - keys))
                .intoArray(arena, p + j + 144);
        c21.add(vector(weights, bias + 64L * h + j + length + 25 - i - keys))
                .intoArray(arena, p + j + 152);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 3 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFrom3(float[] arena, int p,
            int i, int keys, int length) {
        for (int row = 0; row < 3; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxLargest3(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
        }

        largest20.intoArray(arena, parts + 32);
        largest21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest3(float[] arena,
            int parts, int p, int i, int keys, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxSum3(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 18 - length) & -16); j += 16) {
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum3(float[] arena,
            int parts, int inverse, int p, int i, int keys, int length) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8CausalRelativeToKeptFrom48Mix3x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < i + keys + 3 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
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
    private static void attention2x8CausalRelativeToKeptFrom48Rows2(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int parts, int inverse, int v,
            int y, int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 17 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores2x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length);
        }
        attention2x8CausalRelativeToKeptFrom48SoftmaxFrom2(arena, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxLargest2(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest2(arena, parts, p, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxSum2(arena, p, parts, i, keys, length);
        attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum2(arena, parts, inverse, p, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix2x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 2 rows of 16
     */
    private static void attention2x8CausalRelativeToKeptFrom48Scores2x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length) {
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

        c00.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c01.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
        c10.add(vector(weights, bias + 64L * h + j + length + 18 - i - keys))
                .intoArray(arena, p + j + 80);
        c11.add(vector(weights, bias + 64L * h + j + length + 26 - i - keys))
                .intoArray(arena, p + j + 88);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 2 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFrom2(float[] arena, int p,
            int i, int keys, int length) {
        for (int row = 0; row < 2; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxLargest2(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromLargest2(float[] arena,
            int parts, int p, int i, int keys, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxSum2(float[] arena, int p,
            int parts, int i, int keys, int length) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 16 - length) & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < ((i + keys + 17 - length) & -16); j += 16) {
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8CausalRelativeToKeptFrom48SoftmaxFromSum2(float[] arena,
            int parts, int inverse, int p, int i, int keys, int length) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8CausalRelativeToKeptFrom48Mix2x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < i + keys + 2 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
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
    private static void attention2x8CausalRelativeToKeptFrom48Rows1(float[] arena, float[] state,
            MemorySegment weights, int kt, int q, int p, long bias, int inverse, int v, int y,
            int i, int keys, int length, int h, int start, int S, int keyStart, int[] kept) {
        int j = 0;
        for (; j + 16 <= ((i + keys + 16 - length) & -16); j += 16) {
            attention2x8CausalRelativeToKeptFrom48Scores1x16(arena, weights, kt, q, p, bias, j, h, i, start, keys, length);
        }
        attention2x8CausalRelativeToKeptFrom48Softmax1(arena, p, inverse, i, keys, length);
        int d = 0;
        attention2x8CausalRelativeToKeptFrom48Mix1x8(arena, state, v, p, inverse, y, i, keys, length, S, d, h, keyStart, start, kept);
    }

    /**
     * p = q kt * 1.0 + bias of head and distance      -> p (rows,keys) on 1 row of 16
     */
    private static void attention2x8CausalRelativeToKeptFrom48Scores1x16(float[] arena,
            MemorySegment weights, int kt, int q, int p, long bias, int j, int h, int i, int start,
            int keys, int length) {
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

        c0.add(vector(weights, bias + 64L * h + j + length + 19 - i - keys))
                .intoArray(arena, p + j + 16);
        c1.add(vector(weights, bias + 64L * h + j + length + 27 - i - keys))
                .intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p))), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8CausalRelativeToKeptFrom48Softmax1(float[] arena, int p,
            int inverse, int i, int keys, int length) {
        for (int row = 0; row < 1; row++) {
            for (int j = i + row + keys + 1 - length; j < ((i + row + keys + 16 - length) & -16); j++) {
                arena[p + 64 * row + j + 16] = Float.NEGATIVE_INFINITY;
            }
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 64 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 64 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < ((i + row + keys + 16 - length) & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 64 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 64 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            arena[inverse + row] = 1.0f / sum;
            for (int j = ((i + row + keys + 16 - length) & -16); j < ((keys + 15) & -16); j += 8) {
                FloatVector.broadcast(FLOATS, 0.0f).intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8CausalRelativeToKeptFrom48Mix1x8(float[] arena, float[] state,
            int v, int p, int inverse, int y, int i, int keys, int length, int S, int d, int h,
            int keyStart, int start, int[] kept) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < i + keys + 1 - length; j++) {
            FloatVector b = vector(state, v + 8 * S * h + 8 * kept[keyStart + j] + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
    }

    /**
     * Steps step 2.9, extend 2.9: y = softmax(q k^T * 1.0) v, 2 heads      q (T,16), k, v (KS,16) -> y (T,16)
     */
    private static void attention2x8ToKeptSource(Frame frame, Worker worker, int q, int k, int v,
            int y) {
        float[] arena = frame.arena();
        float[] state = frame.state();
        int B = frame.sequences();
        int NS = frame.longest(KEPT_SOURCE_TOKENS);
        int SS = frame.sourceSlots();
        int[] keptSource = frame.indices(SOURCE_KEPT);
        int[] starts = frame.starts(TOKENS);
        int[] keptSourceStarts = frame.starts(KEPT_SOURCE_TOKENS);
        int kt = frame.scratch(worker);
        int p = kt + 8 * NS;
        int inverse = p + 384;
        int parts = inverse + 16;
        int tasks = B * 2;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task / 2;
            int h = task % 2;
            int start = starts[s];
            int length = starts[s + 1] - start;
            int keyStart = keptSourceStarts[s];
            int keys = keptSourceStarts[s + 1] - keyStart;
            attention2x8ToKeptSourceTurn(arena, state, kt, k, keys, SS, h, keyStart, keptSource);
            for (int i = 0, rows; i < length; i += rows) {
                rows = Math.ceilDiv(length - i, Math.ceilDiv(length - i, 6));
                switch (rows) {
                    case 6 -> attention2x8ToKeptSourceRows6(arena, state, kt, q, p, parts, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                    case 5 -> attention2x8ToKeptSourceRows5(arena, state, kt, q, p, parts, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                    case 4 -> attention2x8ToKeptSourceRows4(arena, state, kt, q, p, parts, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                    case 3 -> attention2x8ToKeptSourceRows3(arena, state, kt, q, p, parts, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                    case 2 -> attention2x8ToKeptSourceRows2(arena, state, kt, q, p, parts, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                    default -> attention2x8ToKeptSourceRows1(arena, state, kt, q, p, inverse, v, y, keys, h, i, start, SS, keyStart, keptSource);
                }
            }
        }
    }

    /**
     * kt = k^T      k (keys,8) -> kt (8,keys)
     */
    private static void attention2x8ToKeptSourceTurn(float[] arena, float[] state, int kt, int k,
            int keys, int SS, int h, int keyStart, int[] keptSource) {
        for (int j = 0; j < keys; j++) {
            for (int d = 0; d < 8; d++) {
                arena[kt + 7 * (j & -16) + 16 * d + j] = state[k + 8 * SS * h + 8 * keptSource[keyStart + j] + d];
            }
        }
    }

    /**
     * 6 rows through all phases
     */
    private static void attention2x8ToKeptSourceRows6(float[] arena, float[] state, int kt, int q,
            int p, int parts, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores6x16(arena, kt, q, p, j, h, i, start, 0f, 0f);
        }
        attention2x8ToKeptSourceSoftmaxLargest6(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromLargest6(arena, parts, p, keys);
        attention2x8ToKeptSourceSoftmaxSum6(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromSum6(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix6x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,keys) on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToKeptSourceScores6x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start, float held0, float held1) {
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 80]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
        c40.intoArray(arena, p + j + 272);
        c41.intoArray(arena, p + j + 280);
        c50.intoArray(arena, p + j + 336);
        c51.intoArray(arena, p + j + 344);
        return held0 + held1;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxLargest6(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
            largest41 = largest41.blend(next41, largest41.compare(VectorOperators.LT, next41));
            FloatVector next50 = vector(arena, p + j + 336);
            largest50 = largest50.blend(next50, largest50.compare(VectorOperators.LT, next50));
            FloatVector next51 = vector(arena, p + j + 344);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 6 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromLargest6(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 6; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 6 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxSum6(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
            sum50 = sum50.add(vector(arena, p + j + 336));
            sum51 = sum51.add(vector(arena, p + j + 344));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 6 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromSum6(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 6; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 6 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToKeptSourceMix6x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource, float held0, float held1) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;
        FloatVector c5 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
            c4 = a4.fma(b, c4);
            FloatVector a5 = FloatVector.broadcast(FLOATS, arena[p + j + 336]);
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
    private static void attention2x8ToKeptSourceRows5(float[] arena, float[] state, int kt, int q,
            int p, int parts, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores5x16(arena, kt, q, p, j, h, i, start, 0f, 0f, 0f, 0f, 0f, 0f);
        }
        attention2x8ToKeptSourceSoftmaxLargest5(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromLargest5(arena, parts, p, keys);
        attention2x8ToKeptSourceSoftmaxSum5(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromSum5(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix5x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource, 0f, 0f, 0f, 0f, 0f, 0f);
    }

    /**
     * p = q kt      -> p (rows,keys) on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToKeptSourceScores5x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start, float held0, float held1, float held2, float held3,
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 64]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
        c40.intoArray(arena, p + j + 272);
        c41.intoArray(arena, p + j + 280);
        return held0 + held1 + held2 + held3 + held4 + held5;
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxLargest5(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
            largest31 = largest31.blend(next31, largest31.compare(VectorOperators.LT, next31));
            FloatVector next40 = vector(arena, p + j + 272);
            largest40 = largest40.blend(next40, largest40.compare(VectorOperators.LT, next40));
            FloatVector next41 = vector(arena, p + j + 280);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 5 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromLargest5(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 5; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 5 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxSum5(float[] arena, int p, int parts,
            int keys) {
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

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
            sum40 = sum40.add(vector(arena, p + j + 272));
            sum41 = sum41.add(vector(arena, p + j + 280));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 5 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromSum5(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 5; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 5 rows of 8
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float attention2x8ToKeptSourceMix5x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource, float held0, float held1, float held2, float held3, float held4,
            float held5) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;
        FloatVector c4 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
            c3 = a3.fma(b, c3);
            FloatVector a4 = FloatVector.broadcast(FLOATS, arena[p + j + 272]);
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
    private static void attention2x8ToKeptSourceRows4(float[] arena, float[] state, int kt, int q,
            int p, int parts, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores4x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToKeptSourceSoftmaxLargest4(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromLargest4(arena, parts, p, keys);
        attention2x8ToKeptSourceSoftmaxSum4(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromSum4(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix4x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource);
    }

    /**
     * p = q kt      -> p (rows,keys) on 4 rows of 16
     */
    private static void attention2x8ToKeptSourceScores4x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start) {
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 48]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
        c30.intoArray(arena, p + j + 208);
        c31.intoArray(arena, p + j + 216);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxLargest4(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest30 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest31 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
            largest21 = largest21.blend(next21, largest21.compare(VectorOperators.LT, next21));
            FloatVector next30 = vector(arena, p + j + 208);
            largest30 = largest30.blend(next30, largest30.compare(VectorOperators.LT, next30));
            FloatVector next31 = vector(arena, p + j + 216);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 4 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromLargest4(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 4; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 4 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxSum4(float[] arena, int p, int parts,
            int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum30 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum31 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
            sum30 = sum30.add(vector(arena, p + j + 208));
            sum31 = sum31.add(vector(arena, p + j + 216));
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 4 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromSum4(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 4; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 4 rows of 8
     */
    private static void attention2x8ToKeptSourceMix4x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;
        FloatVector c3 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
            c2 = a2.fma(b, c2);
            FloatVector a3 = FloatVector.broadcast(FLOATS, arena[p + j + 208]);
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
    private static void attention2x8ToKeptSourceRows3(float[] arena, float[] state, int kt, int q,
            int p, int parts, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores3x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToKeptSourceSoftmaxLargest3(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromLargest3(arena, parts, p, keys);
        attention2x8ToKeptSourceSoftmaxSum3(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromSum3(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix3x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource);
    }

    /**
     * p = q kt      -> p (rows,keys) on 3 rows of 16
     */
    private static void attention2x8ToKeptSourceScores3x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start) {
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
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 32]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
        c20.intoArray(arena, p + j + 144);
        c21.intoArray(arena, p + j + 152);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxLargest3(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest20 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest21 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
            FloatVector next20 = vector(arena, p + j + 144);
            largest20 = largest20.blend(next20, largest20.compare(VectorOperators.LT, next20));
            FloatVector next21 = vector(arena, p + j + 152);
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
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 3 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromLargest3(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 3; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 3 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxSum3(float[] arena, int p, int parts,
            int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum20 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum21 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
            sum20 = sum20.add(vector(arena, p + j + 144));
            sum21 = sum21.add(vector(arena, p + j + 152));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
        sum20.intoArray(arena, parts + 32);
        sum21.intoArray(arena, parts + 40);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 3 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromSum3(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 3; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 3 rows of 8
     */
    private static void attention2x8ToKeptSourceMix3x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
        FloatVector c2 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
            c1 = a1.fma(b, c1);
            FloatVector a2 = FloatVector.broadcast(FLOATS, arena[p + j + 144]);
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
    private static void attention2x8ToKeptSourceRows2(float[] arena, float[] state, int kt, int q,
            int p, int parts, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores2x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToKeptSourceSoftmaxLargest2(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromLargest2(arena, parts, p, keys);
        attention2x8ToKeptSourceSoftmaxSum2(arena, p, parts, keys);
        attention2x8ToKeptSourceSoftmaxFromSum2(arena, parts, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix2x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource);
    }

    /**
     * p = q kt      -> p (rows,keys) on 2 rows of 16
     */
    private static void attention2x8ToKeptSourceScores2x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d + 16]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
        }

        c00.intoArray(arena, p + j + 16);
        c01.intoArray(arena, p + j + 24);
        c10.intoArray(arena, p + j + 80);
        c11.intoArray(arena, p + j + 88);
    }

    /**
     * parts = partial results of largest      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxLargest2(float[] arena, int p, int parts,
            int keys) {
        FloatVector largest00 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest01 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest10 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector largest11 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);

        for (int j = 0; j < (keys & -16); j += 16) {
            FloatVector next00 = vector(arena, p + j + 16);
            largest00 = largest00.blend(next00, largest00.compare(VectorOperators.LT, next00));
            FloatVector next01 = vector(arena, p + j + 24);
            largest01 = largest01.blend(next01, largest01.compare(VectorOperators.LT, next01));
            FloatVector next10 = vector(arena, p + j + 80);
            largest10 = largest10.blend(next10, largest10.compare(VectorOperators.LT, next10));
            FloatVector next11 = vector(arena, p + j + 88);
            largest11 = largest11.blend(next11, largest11.compare(VectorOperators.LT, next11));
        }

        largest00.intoArray(arena, parts);
        largest01.intoArray(arena, parts + 8);
        largest10.intoArray(arena, parts + 16);
        largest11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from largest on, for 2 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromLargest2(float[] arena, int parts, int p,
            int keys) {
        for (int row = 0; row < 2; row++) {
            FloatVector largest0 = vector(arena, parts + 16 * row);
            FloatVector largest1 = vector(arena, parts + 16 * row + 8);
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
        }
    }

    /**
     * parts = partial results of sum      -> parts (rows,16) for 2 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxSum2(float[] arena, int p, int parts,
            int keys) {
        FloatVector sum00 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum01 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum10 = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector sum11 = FloatVector.broadcast(FLOATS, 0.0f);

        for (int j = 0; j < (keys & -16); j += 16) {
            sum00 = sum00.add(vector(arena, p + j + 16));
            sum01 = sum01.add(vector(arena, p + j + 24));
            sum10 = sum10.add(vector(arena, p + j + 80));
            sum11 = sum11.add(vector(arena, p + j + 88));
        }

        sum00.intoArray(arena, parts);
        sum01.intoArray(arena, parts + 8);
        sum10.intoArray(arena, parts + 16);
        sum11.intoArray(arena, parts + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p), from sum on, for 2 rows
     */
    private static void attention2x8ToKeptSourceSoftmaxFromSum2(float[] arena, int parts, int p,
            int inverse, int keys) {
        for (int row = 0; row < 2; row++) {
            FloatVector sum0 = vector(arena, parts + 16 * row);
            FloatVector sum1 = vector(arena, parts + 16 * row + 8);
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 2 rows of 8
     */
    private static void attention2x8ToKeptSourceMix2x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a0 = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c0 = a0.fma(b, c0);
            FloatVector a1 = FloatVector.broadcast(FLOATS, arena[p + j + 80]);
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
    private static void attention2x8ToKeptSourceRows1(float[] arena, float[] state, int kt, int q,
            int p, int inverse, int v, int y, int keys, int h, int i, int start, int SS,
            int keyStart, int[] keptSource) {
        int j = 0;
        for (; j + 16 <= ((keys + 15) & -16); j += 16) {
            attention2x8ToKeptSourceScores1x16(arena, kt, q, p, j, h, i, start);
        }
        attention2x8ToKeptSourceSoftmax1(arena, p, inverse, keys);
        int d = 0;
        attention2x8ToKeptSourceMix1x8(arena, state, v, p, inverse, y, keys, SS, d, h, keyStart, i, start, keptSource);
    }

    /**
     * p = q kt      -> p (rows,keys) on 1 row of 16
     */
    private static void attention2x8ToKeptSourceScores1x16(float[] arena, int kt, int q, int p,
            int j, int h, int i, int start) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;

        for (int d = 0; d < 8; d++) {
            FloatVector b0 = vector(arena, kt + 8 * j + 16 * d);
            FloatVector b1 = vector(arena, kt + 8 * j + 16 * d + 8);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[q + 16 * start + 16 * i + 8 * h + d]);
            c0 = a.fma(b0, c0);
            c1 = a.fma(b1, c1);
        }

        c0.intoArray(arena, p + j + 16);
        c1.intoArray(arena, p + j + 24);
    }

    /**
     * p = e^((p - max(p)) * 1.0), inverse = 1 / sum(p) for 1 row
     */
    private static void attention2x8ToKeptSourceSoftmax1(float[] arena, int p, int inverse,
            int keys) {
        for (int row = 0; row < 1; row++) {
            FloatVector largest0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            FloatVector largest1 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < (keys & -16); j += 16) {
                FloatVector next0 = vector(arena, p + 64 * row + j + 16);
                largest0 = largest0.blend(next0, largest0.compare(VectorOperators.LT, next0));
                FloatVector next1 = vector(arena, p + 64 * row + j + 24);
                largest1 = largest1.blend(next1, largest1.compare(VectorOperators.LT, next1));
            }
            largest0 = largest0.blend(largest1, largest0.compare(VectorOperators.LT, largest1));
            float largest = largestOf(largest0);
            for (int j = (keys & -16); j < keys; j++) {
                float next = arena[p + 64 * row + j + 16];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 1.442695f);
            for (int j = 0; j < ((keys + 15) & -16); j += 8) {
                twoTo(vector(arena, p + 64 * row + j + 16)
                        .fma(FloatVector.broadcast(FLOATS, 1.442695f),
                        FloatVector.broadcast(FLOATS, shift)))
                        .intoArray(arena, p + 64 * row + j + 16);
            }
            FloatVector sum0 = FloatVector.broadcast(FLOATS, 0.0f);
            FloatVector sum1 = FloatVector.broadcast(FLOATS, 0.0f);
            for (int j = 0; j < (keys & -16); j += 16) {
                sum0 = sum0.add(vector(arena, p + 64 * row + j + 16));
                sum1 = sum1.add(vector(arena, p + 64 * row + j + 24));
            }
            sum0 = sum0.add(sum1);
            float sum = sumOf(sum0);
            for (int j = (keys & -16); j < keys; j++) {
                sum = sum + arena[p + 64 * row + j + 16];
            }
            arena[inverse + row] = 1.0f / sum;
        }
    }

    /**
     * y = p v * inverse      -> y (rows,8) on 1 row of 8
     */
    private static void attention2x8ToKeptSourceMix1x8(float[] arena, float[] state, int v, int p,
            int inverse, int y, int keys, int SS, int d, int h, int keyStart, int i, int start,
            int[] keptSource) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c = initial;

        for (int j = 0; j < keys; j++) {
            FloatVector b = vector(state, v + 8 * SS * h + 8 * keptSource[keyStart + j] + d);
            FloatVector a = FloatVector.broadcast(FLOATS, arena[p + j + 16]);
            c = a.fma(b, c);
        }

        FloatVector scale = FloatVector.broadcast(FLOATS, arena[inverse]);
        c.mul(scale).intoArray(arena, y + 16 * start + 16 * i + 8 * h + d);
    }

    /**
     * Step step 3: y = last of each sequence      x (T,16) -> y (B,16)
     */
    private static void poolLast16(Frame frame, Worker worker, int x, int y) {
        float[] arena = frame.arena();
        int B = frame.sequences();
        int[] starts = frame.starts(TOKENS);
        int tasks = B;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int s = task;
            int start = starts[s];
            int length = starts[s + 1] - start;
            for (int c = 0; c < 16; c += 8) {
                vector(arena, x + 16 * start + 16 * length + c - 16)
                        .intoArray(arena, y + 16 * s + c);
            }
        }
    }

    /**
     * Step step 4: y = x w^T      x (B,16), w (19,16) -> y (B,19)
     */
    private static void linear16x19NoBiasPerSequence(Frame frame, Worker worker, int x, long w,
            int y) {
        float[] arena = frame.arena();
        MemorySegment weights = frame.weights();
        int B = frame.sequences();
        int beginCount = (B + 127) / 128;
        int tasks = 2 * beginCount;
        for (int task = worker.claim(); task < tasks; task = worker.claim()) {
            int n = task / beginCount * 16;
            int begin = task % beginCount * 128;
            int end = Math.min(begin + 128, B);
            linear16x19NoBiasPerSequencePanel(arena, weights, w, x, y, begin, end, n);
        }
    }

    /**
     * y = x w^T      x (B,16), w (19,16) -> y (B,19) on one panel and rows begin to end
     */
    private static void linear16x19NoBiasPerSequencePanel(float[] arena, MemorySegment weights,
            long w, int x, int y, int begin, int end, int n) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = (end - t - 1) % 6 + 1;
            switch (rows) {
                case 6 -> linear16x19NoBiasPerSequenceTile6x16(arena, weights, w, x, y, n, t, 0f, 0f);
                case 5 -> linear16x19NoBiasPerSequenceTile5x16(arena, weights, w, x, y, n, t, 0f, 0f, 0f, 0f, 0f, 0f);
                case 4 -> linear16x19NoBiasPerSequenceTile4x16(arena, weights, w, x, y, n, t);
                case 3 -> linear16x19NoBiasPerSequenceTile3x16(arena, weights, w, x, y, n, t);
                case 2 -> linear16x19NoBiasPerSequenceTile2x16(arena, weights, w, x, y, n, t);
                default -> linear16x19NoBiasPerSequenceTile1x16(arena, weights, w, x, y, n, t);
            }
        }
    }

    /**
     * y = x w^T on 6 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x19NoBiasPerSequenceTile6x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1) {
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
     * y = x w^T on 5 rows of 16
     * (what is held keeps C2 from loading early what it has no registers for)
     */
    private static float linear16x19NoBiasPerSequenceTile5x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t, float held0, float held1, float held2, float held3,
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
     * y = x w^T on 4 rows of 16
     */
    private static void linear16x19NoBiasPerSequenceTile4x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
        FloatVector c30 = initial;
        FloatVector c31 = initial;
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
     * y = x w^T on 3 rows of 16
     */
    private static void linear16x19NoBiasPerSequenceTile3x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
        FloatVector c20 = initial;
        FloatVector c21 = initial;
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
     * y = x w^T on 2 rows of 16
     */
    private static void linear16x19NoBiasPerSequenceTile2x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c00 = initial;
        FloatVector c01 = initial;
        FloatVector c10 = initial;
        FloatVector c11 = initial;
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
     * y = x w^T on 1 row of 16
     */
    private static void linear16x19NoBiasPerSequenceTile1x16(float[] arena, MemorySegment weights,
            long w, int x, int y, int n, int t) {
        FloatVector initial = FloatVector.broadcast(FLOATS, 0.0f);
        FloatVector c0 = initial;
        FloatVector c1 = initial;
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
