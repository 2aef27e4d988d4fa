package dev.attar.compiler.loops;

/**
 * What a model keeps from call to call, in blocks of {@link #SLOTS} tokens that lie anywhere: each has every cache of every layer, in
 * which a head lies together. A block belongs to tokens of sequences or to tokens of a source; all are equally long.
 *
 * <pre>
 *   keys of a head      channel 0 of tokens 0 … 15, channel 1 of tokens 0 … 15, …    as the queries are multiplied with them
 *   values of a head    token 0, token 1, …                                          as they are mixed
 * </pre>
 *
 * @param perSlot floats for each token
 * @param window how many tokens back what is kept is read; 0: as far back as there is anything
 * @param perSourceSlot floats for each token of a source
 */
public record StatePlan(long perSlot, int window, long perSourceSlot) {
    /** Tokens of a block: as many as sums are taken over side by side. */
    public static final int SLOTS = 16;

    /** Nothing is kept. */
    public static final StatePlan NONE = new StatePlan(0, 0, 0);

    /** Whether nothing is kept. */
    public boolean isEmpty() {
        return perSlot == 0 && perSourceSlot == 0;
    }

    /** Floats of a block. */
    public long blockFloats() {
        return Math.multiplyExact(SLOTS, Math.max(perSlot, perSourceSlot));
    }
}
