package dev.attar.compiler.loops;

/**
 * What a model keeps from call to call: first of the tokens of sequences, then of those of sources. Each cache has its rows for all
 * slots side by side, a head after the other, so that what attention reads of a head lies together.
 *
 * @param perSlot floats for each token that there is room for
 * @param run channels of a head
 * @param window how many tokens back what is kept is read; 0: as far back as there is anything
 * @param perSourceSlot floats for each token of a source
 * @param sourceRun channels of a head
 */
public record StatePlan(long perSlot, int run, int window, long perSourceSlot, int sourceRun) {
    /** Nothing is kept. */
    public static final StatePlan NONE = new StatePlan(0, 0, 0, 0, 0);

    /** Whether nothing is kept. */
    public boolean isEmpty() {
        return perSlot == 0 && perSourceSlot == 0;
    }

    /** All of it: a polynomial over how many tokens there is room for. */
    public Index floats() {
        return Index.name(Sizes.SLOTS)
                .times(perSlot)
                .plus(Index.name(Sizes.SOURCE_SLOTS).times(perSourceSlot));
    }
}
