package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;

/**
 * What each of the 16 x 16 items of a group keeps in registers of a product, and so what the group computes together:
 *
 * <pre>
 * 8 rows x 2 vectors of 4 floats                    per k: 2 loads of b, 2 of a (4 rows each), 16 fma of 4 floats
 *                16 * 4 columns   16 * 4 columns
 *              +----------------+----------------+
 *   item 0, 0  | c00      …     | c01      …     |    an item's vectors are 64 columns apart, so that neighbours read
 *   8 rows     | …              | …              |    neighbouring vectors of b; its rows lie together, so that four of
 *              | c70            | c71            |    a are one load
 *              +----------------+----------------+
 *   item 0, 1  …       a group: 128 rows of 128 columns
 * </pre>
 *
 * @param rows rows of an item
 * @param vectors vectors of an item
 * @param lanes floats in a vector
 * @param terms terms of the chains that are brought near at a time, a multiple of 16
 * @param ahead whether the next terms are on their way while the present ones are multiplied
 */
public record GroupTile(int rows, int vectors, int lanes, int terms, boolean ahead) {
    /** Items of a group across, and down. */
    static final int SIDE = 16;

    static final Group GROUP = new Group(SIDE, SIDE);

    public GroupTile {
        if (rows < 1 || rows > 8 || vectors < 1 || vectors > 8 || lanes < 1 || lanes > 4 || lanes == 3)
            throw new IllegalArgumentException("tile of an item: " + rows + "x" + vectors + "x" + lanes);
        if (terms < SIDE || terms % SIDE != 0)
            throw new IllegalArgumentException("terms come near in sixteens, not " + terms);
    }

    /** Rows of a group. */
    int groupRows() {
        return SIDE * rows;
    }

    /** Columns of a group. */
    int width() {
        return SIDE * vectors * lanes;
    }

    /** This tile for a product of so many columns: narrower where half of it would do, with vectors that end where they end. */
    GroupTile forColumns(Index columns) {
        int vectors = this.vectors;
        int lanes = this.lanes;
        while (!columns.isMultipleOf(lanes)) lanes /= 2;
        if (columns.isConstant()) {
            while (vectors > 1 && SIDE * lanes * (vectors / 2) >= columns.constant()) vectors /= 2;
            while (vectors == 1 && lanes > 1 && SIDE * (lanes / 2) >= columns.constant()) lanes /= 2;
        }
        return new GroupTile(rows, vectors, lanes, terms, ahead);
    }

    /** Terms that come near at a time, of so many: all blocks are as long as each other where the number of terms is known. */
    int terms(Index all) {
        int terms = this.terms;
        if (all.isConstant()) while (Math.ceilDiv(all.constant(), SIDE) * SIDE % terms != 0) terms -= SIDE;
        return terms;
    }

    @Override
    public String toString() {
        return rows + "x" + vectors + "x" + lanes;
    }
}
