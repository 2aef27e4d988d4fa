package dev.attar.compiler.schedule;

/**
 * What one pass of a product's inner loop keeps in registers.
 *
 * <pre>
 * 5 x 4 vectors, 32 registers            per k: 4 loads of b, 5 broadcasts of a, 20 fma
 *              b0     b1     b2     b3
 *           +------+------+------+------+     20 accumulators
 *   a0  -&gt;  | c00  | c01  | c02  | c03  |   +  4 of b
 *   ...     | ...  | ...  | ...  | ...  |   +  5 of a: C2 loads those of all rows first
 *   a4  -&gt;  | c40  | c41  | c42  | c43  |   = 29 of 32
 *           +------+------+------+------+
 * </pre>
 *
 * @param rows rows of a
 * @param vectors vectors of b
 * @param lanes floats in a vector
 */
public record Tile(int rows, int vectors, int lanes) {
    public Tile {
        if (rows < 1 || rows > 9 || vectors < 1 || vectors > 9)
            throw new IllegalArgumentException("tile " + rows + "x" + vectors);
    }

    /** Floats of b in one tile. */
    public int width() {
        return vectors * lanes;
    }

    @Override
    public String toString() {
        return rows + "x" + vectors;
    }
}
