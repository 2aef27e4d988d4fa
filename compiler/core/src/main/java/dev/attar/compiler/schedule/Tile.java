package dev.attar.compiler.schedule;

import java.util.Map;

/**
 * What one pass of a product's inner loop keeps in registers.
 *
 * <pre>
 * 6 x 4 vectors, 32 registers            per k: 4 loads of b, 6 broadcasts of a, 24 fma
 *              b0     b1     b2     b3
 *           +------+------+------+------+     24 accumulators
 *   a0  -&gt;  | c00  | c01  | c02  | c03  |   +  2 of b: the next one comes when one is done with
 *   ...     | ...  | ...  | ...  | ...  |   +  6 of a: C2 loads those of all rows first
 *   a5  -&gt;  | c50  | c51  | c52  | c53  |   = 32 of 32
 *           +------+------+------+------+
 * </pre>
 *
 * @param rows rows of a
 * @param vectors vectors of b
 * @param lanes floats in a vector
 * @param held floats that its method is given to hold, for each number of rows that has some; see
 *     {@link dev.attar.compiler.loops.Routine}
 */
public record Tile(int rows, int vectors, int lanes, Map<Integer, Integer> held) {
    /** Holding nothing. */
    public Tile(int rows, int vectors, int lanes) {
        this(rows, vectors, lanes, Map.of());
    }

    public Tile {
        held = Map.copyOf(held);
        if (rows < 1 || rows > 9 || vectors < 1 || vectors > 9)
            throw new IllegalArgumentException("tile " + rows + "x" + vectors);
    }

    /** Floats of b in one tile. */
    public int width() {
        return vectors * lanes;
    }

    /** Floats that a tile of so many of its rows holds. */
    int held(int some) {
        return held.getOrDefault(some, 0);
    }

    @Override
    public String toString() {
        return rows + "x" + vectors;
    }
}
