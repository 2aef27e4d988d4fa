package dev.attar.runtime.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything the runtime must know to load weights for a program and to run it.
 *
 * @param model the name of the model, for messages
 * @param lanes floats in one vector of this program: 16, 8, 4, or 1 for scalar code
 * @param limits the inputs it accepts
 * @param slots where each parameter lies in the packed weights
 * @param weightFloats length of the packed weights, in floats of 4 bytes, whatever lies there
 * @param arena how much working memory a call needs
 * @param outputs what can be computed, in execution order
 */
public record ProgramPlan(
        String model,
        int lanes,
        InputLimits limits,
        List<Slot> slots,
        long weightFloats,
        ArenaPlan arena,
        List<Output> outputs) {
    private static final int HALF = 8;

    public ProgramPlan {
        slots = List.copyOf(slots);
        outputs = List.copyOf(outputs);
    }

    /**
     * The vectors that the weights are packed for: bfloat16 for those of the program, floats in panels of 8 columns for 8 lanes;
     * 0 for floats as all other widths read them.
     */
    public int packedLanes() {
        for (Slot slot : slots) {
            if (slot.layout() instanceof Slot.Layout.Bfloat16Panels) {
                return lanes;
            }
        }
        return halved() * HALF;
    }

    /** 1 where floats lie in panels of 8 columns, half as wide as usual; 0 where they do not. */
    public int halved() {
        for (Slot slot : slots) {
            if (slot.layout() instanceof Slot.Layout.Panels(int width, int _, int _) && width == HALF) {
                return 1;
            }
        }
        return 0;
    }

    /** The plan with its panels of floats as wide as this; all else is the same, and lies where it lay. */
    public ProgramPlan withPanels(int width) {
        List<Slot> others = new ArrayList<>();
        for (Slot slot : slots) {
            others.add(
                    slot.layout() instanceof Slot.Layout.Panels(int _, int firstRow, int totalRows)
                            ? slot.withLayout(new Slot.Layout.Panels(width, firstRow, totalRows))
                            : slot);
        }
        return new ProgramPlan(model, lanes, limits, others, weightFloats, arena, outputs);
    }

    /**
     * Which token sequences the model accepts.
     *
     * @param vocabulary token ids are 0 to vocabulary - 1
     * @param context longest sequence, in tokens
     * @param segments segment ids are 0 to segments - 1; 0 when the model has no segments
     */
    public record InputLimits(int vocabulary, int context, int segments) {}

    /**
     * The working memory of one call, in floats: {@code tokens * floatsPerToken} for the activations of the whole batch,
     * then for each worker {@code scratchFixed + scratchPerPosition * L} where {@code L} is the longest sequence of the
     * batch in tokens, rounded up to a multiple of 16. Every part begins at a multiple of 16 floats. A call whose arena
     * would pass 2^31 - 8 floats is refused.
     */
    public record ArenaPlan(long floatsPerToken, long scratchFixed, long scratchPerPosition) {}

    /**
     * One result: rows of {@code columns} floats, {@code stride} floats apart, the first at float
     * {@code tokens * floatsPerTokenBefore} of the arena.
     */
    public record Output(String name, Rows rows, int columns, int stride, long floatsPerTokenBefore) {}

    /** What the rows of an output stand for. */
    public enum Rows {
        /** One row for each token of the batch. */
        TOKENS,
        /** One row for each sequence of the batch. */
        SEQUENCES
    }
}
