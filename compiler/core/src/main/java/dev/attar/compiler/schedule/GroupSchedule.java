package dev.attar.compiler.schedule;

/**
 * How a program is run by groups of items: on GPUs.
 *
 * @param name for the header of generated code
 * @param product the tile of products with weights
 * @param fine the tile of such products when there are so few rows that units would be left without work
 * @param attention the tile of scores and of mixes; a group does so many rows of a head
 */
public record GroupSchedule(String name, GroupTile product, GroupTile fine, GroupTile attention) {
    /**
     * GPUs; measured on one (ADR 17). An item of the large tile has 64 accumulators and 16 floats on their way, so two groups fit into
     * 64 Ki registers. Where there are few rows, items wait for memory rather than for multipliers, so more comes near at a time. In
     * attention the rows of a head are few and the scores of a block are to stay in the cache. No kernel needs more than 27 KB of
     * local memory, of which every device has 32 at the least.
     */
    public static final GroupSchedule OPENCL_GPU = new GroupSchedule(
            "opencl-gpu",
            new GroupTile(8, 2, 4, 16, true),
            new GroupTile(2, 1, 4, 64, true),
            new GroupTile(2, 1, 4, 32, true));

    /** Name and tiles, for the header of generated code. */
    public String describe() {
        return name + ", items " + GroupTile.GROUP + ", tiles " + product + " and " + fine;
    }
}
