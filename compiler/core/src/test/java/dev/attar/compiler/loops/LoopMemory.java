package dev.attar.compiler.loops;

import java.util.Arrays;

/**
 * The memory of a run, which watches over what kernels promise: every access stays inside; what was never written is NaN; within
 * a step no task touches what another one writes; scratch memory keeps nothing from task to task.
 */
final class LoopMemory {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final float[] weights;
    private final float[] arena;
    private final int scratchFrom;
    private final int[] writer;
    private final int[] reader;
    private int task;

    /** @param scratchFrom first float of the scratch memory, which is the arena's last part */
    LoopMemory(float[] weights, int scratchFrom, int scratchFloats) {
        this.weights = weights;
        this.scratchFrom = scratchFrom;
        this.arena = new float[scratchFrom + scratchFloats];
        this.writer = new int[scratchFrom];
        this.reader = new int[scratchFrom];
        Arrays.fill(arena, Float.NaN);
        nextStep();
    }

    /** A barrier: what was written is everyone's from here on. */
    void nextStep() {
        Arrays.fill(writer, NONE);
        Arrays.fill(reader, NONE);
        nextTask();
    }

    void nextTask() {
        task++;
        Arrays.fill(arena, scratchFrom, arena.length, Float.NaN);
    }

    float load(Space space, long at) {
        switch (space) {
            case WEIGHT, WINDOW -> {
                inside(space, at, 0, weights.length);
                return weights[(int) at];
            }
            case SCRATCH, LOCAL -> inside(space, at, scratchFrom, arena.length);
            case PARAMETER -> throw new IllegalStateException("no trainer is there");
            case ACTIVATION -> {
                inside(space, at, 0, scratchFrom);
                int i = (int) at;
                if (writer[i] != NONE && writer[i] != task)
                    throw new IllegalStateException("a task reads float " + at + " that another one writes");
                reader[i] = reader[i] == NONE || reader[i] == task ? task : SEVERAL;
            }
        }
        return arena[(int) at];
    }

    /** The bfloat16 at this place of the weights, counted in such, as a float. */
    float loadBfloat16(long at) {
        return half(at % 2 == 0 ? Expr.HalfOf.LOWER : Expr.HalfOf.UPPER, load(Space.WEIGHT, at / 2));
    }

    /** The signed integer of 8 bits at this byte of the weights. */
    float loadInteger(long at) {
        int word = Float.floatToRawIntBits(load(Space.WEIGHT, at / 4));
        return (byte) (word >> 8 * (at % 4));
    }

    /** Term k of a column of the panel that begins at this byte: integer times scale. */
    float loadGrouped(long panel, int column, int k) {
        long group = panel + 544L * (k / 32);
        return loadInteger(group + 32 + 16L * (k % 32) + column) * loadBfloat16(group / 2 + column);
    }

    /** The bits of two of them, the first at this place. */
    float loadPair(long at) {
        if (at % 2 != 0) throw new IllegalStateException("a pair that is none begins at " + at);
        return load(Space.WEIGHT, at / 2);
    }

    static float half(Expr.HalfOf half, float pair) {
        int word = Float.floatToRawIntBits(pair);
        return switch (half) {
            case LOWER -> Float.intBitsToFloat(word << 16);
            case UPPER -> Float.intBitsToFloat(word & 0xffff0000);
        };
    }

    void store(Space space, long at, float value) {
        switch (space) {
            case WEIGHT, WINDOW -> throw new IllegalStateException("a kernel writes into the weights at " + at);
            case SCRATCH, LOCAL -> inside(space, at, scratchFrom, arena.length);
            case PARAMETER -> throw new IllegalStateException("no trainer is there");
            case ACTIVATION -> {
                inside(space, at, 0, scratchFrom);
                int i = (int) at;
                if (writer[i] != NONE && writer[i] != task)
                    throw new IllegalStateException("two tasks write float " + at);
                if (reader[i] != NONE && reader[i] != task)
                    throw new IllegalStateException("a task writes float " + at + " that another one reads");
                writer[i] = task;
            }
        }
        arena[(int) at] = value;
    }

    float[] copy(int from, int count) {
        return Arrays.copyOfRange(arena, from, from + count);
    }

    private static void inside(Space space, long at, int from, int to) {
        if (at < from || at >= to)
            throw new IllegalStateException(space + " float " + at + " is not in [" + from + ", " + to + ")");
    }
}
