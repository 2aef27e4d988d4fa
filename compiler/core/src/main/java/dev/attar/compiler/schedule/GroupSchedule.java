package dev.attar.compiler.schedule;

/**
 * How a program is run by groups of items: on GPUs.
 *
 * @param name for the header of generated code
 * @param product the tile of products with weights
 * @param fine the tile of such products when there are so few rows that units would be left without work
 * @param few the tile of such products of {@link #FEW} rows or fewer, which are bound by reading weights
 * @param attention the tile of scores and of mixes; a group does so many rows of a head
 * @param fewQueries the same where no sequence has more than {@link #FEW} rows
 */
public record GroupSchedule(
        String name, GroupTile product, GroupTile fine, GroupTile few, GroupTile attention, GroupTile fewQueries) {
    /** As many rows as a group has items down. */
    public static final int FEW = GroupTile.SIDE;

    /**
     * GPUs; measured on one (ADR 17). An item of the large tile has 64 accumulators and 16 floats on their way, so two groups fit into
     * 64 Ki registers. Where there are few rows, items wait for memory rather than for multipliers, so more comes near at a time. In
     * attention the rows of a head are few and the scores of a block are to stay in the cache. For the rows of a step a group takes one
     * panel of weights, 192 terms of it at a time, and an item one number of the result (ADR 37). No kernel needs more than 30 KB of
     * local memory, of which every device has 32 at the least.
     */
    public static final GroupSchedule OPENCL_GPU = new GroupSchedule(
            "opencl-gpu",
            new GroupTile(8, 2, 4, 16, true),
            new GroupTile(2, 1, 4, 64, true),
            new GroupTile(1, 1, 1, 192, true),
            new GroupTile(2, 1, 4, 32, true),
            new GroupTile(1, 1, 4, 64, true));

    public GroupSchedule {
        if (few.groupRows() != FEW || fewQueries.groupRows() != FEW)
            throw new IllegalArgumentException("few rows are " + FEW + ", not those of " + few + " and " + fewQueries);
    }

    /** Name and tiles, for the header of generated code. */
    public String describe() {
        return name + ", items " + GroupTile.GROUP + ", tiles " + product + ", " + fine + " and " + few;
    }
}
