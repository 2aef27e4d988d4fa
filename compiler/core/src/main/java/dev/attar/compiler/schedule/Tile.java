package dev.attar.compiler.schedule;

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
