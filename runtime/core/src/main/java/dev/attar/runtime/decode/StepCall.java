package dev.attar.runtime.decode;

import dev.attar.runtime.CallInputs;
import dev.attar.runtime.CallState;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;

/** The inputs of one call that extends sequences; used again for a later one, so that a step allocates nothing. */
final class StepCall {
    private final Places places;
    private int[] extensions = new int[8];
    private int[] starts = new int[9];
    private int[] keptStarts = new int[9];
    private int[] sourceStarts = new int[9];
    private int[] ids = new int[64];
    private int[] at = new int[64];
    private int[] slots = new int[64];
    private int[] kept = new int[64];
    private int[] sources = {};
    private int[] zeros = {};
    private float[] rows = {};
    private final CallInputs inputs = new CallInputs(0);
    private int count;

    /** Where a plan has its axes and inputs; -1 where it has none. */
    record Places(
            int tokens, int ids, int segments, int at, int slots, int keptAxis, int kept, int sourceAxis, int sources) {
        static Places of(ProgramPlan plan) {
            int sources = plan.inputNumber("source.kept");
            int kept = plan.inputNumber("kept");
            return new Places(
                    plan.axisNumber("tokens"),
                    plan.inputNumber("ids"),
                    plan.inputNumber("segments"),
                    plan.inputNumber("token.places"),
                    plan.inputNumber("slots"),
                    plan.inputs().get(kept).axis(),
                    kept,
                    sources < 0 ? -1 : plan.inputs().get(sources).axis(),
                    sources);
        }
    }

    StepCall(Places places) {
        this.places = places;
    }

    void clear() {
        count = 0;
        inputs.state(null);
    }

    int count() {
        return count;
    }

    /** The place in the batch of the i-th extension of this call. */
    int extension(int i) {
        return extensions[i];
    }

    int tokens() {
        return starts[count];
    }

    /** Adds an extension of a batch. */
    void add(DecoderBatch batch, int extension, CachedSequence sequence) {
        if (count == extensions.length) {
            extensions = Arrays.copyOf(extensions, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
            keptStarts = Arrays.copyOf(keptStarts, 2 * count + 1);
            sourceStarts = Arrays.copyOf(sourceStarts, 2 * count + 1);
        }
        int first = starts[count];
        int length = batch.length(extension);
        ids = room(ids, first + length);
        at = room(at, first + length);
        slots = room(slots, first + length);
        System.arraycopy(batch.ids(), batch.starts()[extension], ids, first, length);
        for (int i = 0; i < length; i++) {
            at[first + i] = sequence.length() + i;
        }
        extensions[count] = extension;
        starts[count + 1] = first + length;
        count++;
    }

    /**
     * Gives each new token a slot, and lists the slots of all tokens of each sequence.
     *
     * @throws OutOfMemoryError when there is no memory; {@link #giveBack} then lets go of what was taken
     */
    void reserve(CachedDecoder decoder, DecoderBatch batch, StateMemory memory) {
        for (int i = 0; i < count; i++) {
            CachedSequence sequence = CachedSequence.of(decoder, batch.sequence(extensions[i]));
            int length = starts[i + 1] - starts[i];
            sequence.reserve(length, memory);
            int before = keptStarts[i];
            int all = sequence.kept() + length;
            kept = room(kept, before + all);
            for (int t = 0; t < all; t++) {
                kept[before + t] = sequence.slot(t);
            }
            System.arraycopy(kept, before + sequence.kept(), slots, starts[i], length);
            keptStarts[i + 1] = before + all;
            if (places.sources() >= 0) {
                int[] source = sequence.source().slots();
                sources = room(sources, sourceStarts[i] + source.length);
                System.arraycopy(source, 0, sources, sourceStarts[i], source.length);
                sourceStarts[i + 1] = sourceStarts[i] + source.length;
            }
        }
    }

    /** Takes the slots of new tokens back, where nothing came of the call. */
    void giveBack(DecoderBatch batch, StateMemory memory) {
        for (int i = 0; i < count; i++) {
            ((CachedSequence) batch.sequence(extensions[i])).giveBack(memory);
        }
    }

    /** Makes each sequence longer by its new tokens. */
    void append(DecoderBatch batch, int window, StateMemory memory) {
        for (int i = 0; i < count; i++) {
            ((CachedSequence) batch.sequence(extensions[i])).append(starts[i + 1] - starts[i], window, memory);
        }
    }

    /** What the entry point is given, over these blocks. */
    CallInputs inputs(CallState blocks) {
        inputs.again(count)
                .axis(places.tokens(), starts)
                .axis(places.keptAxis(), keptStarts)
                .indices(places.ids(), ids)
                .indices(places.at(), at)
                .indices(places.slots(), slots)
                .indices(places.kept(), kept)
                .state(blocks);
        if (places.segments() >= 0) {
            zeros = room(zeros, tokens());
            inputs.indices(places.segments(), zeros);
        }
        if (places.sources() >= 0) {
            inputs.axis(places.sourceAxis(), sourceStarts).indices(places.sources(), sources);
        }
        return inputs;
    }

    /** Room for so many floats, for logits that are not all asked for. */
    float[] rows(int floats) {
        if (rows.length < floats) {
            rows = new float[floats];
        }
        return rows;
    }

    private static int[] room(int[] array, int length) {
        return length <= array.length ? array : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }
}
