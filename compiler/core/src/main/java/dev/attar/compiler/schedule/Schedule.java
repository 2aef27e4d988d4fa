package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Statement.TiledLoop.SplitPolicy;
import dev.attar.compiler.loops.Storage;
import java.util.Map;

/**
 * How a program is run on one kind of register file.
 *
 * @param name for the header of generated code
 * @param tile the register tile of products
 * @param narrowTile the same for weights of 2 bytes or 1, which take registers to widen; as wide
 * @param rowsPerTask rows of a product that one task takes: as many as stay in the cache beside a panel of weights
 * @param simpleRowsPerTask rows that one task takes of cheap operations
 * @param fewestFusedTokens tokens for each of several workers from which on they go through a band apart; with fewer they share out
 *     each operation, and read the weights once instead of each for itself
 * @param split how the rows of a task are dealt out to tiles
 * @param forJava whether Java is what is printed: 2-byte weights of two neighbouring vectors share their words, see {@link Pairs},
 *     and vectors read the weights through {@link Windows}
 */
public record Schedule(
        String name,
        Tile tile,
        Tile narrowTile,
        int rowsPerTask,
        int simpleRowsPerTask,
        int fewestFusedTokens,
        SplitPolicy split,
        boolean forJava) {
    /** 32 registers of 16 floats: AVX-512. To widen halves takes two of them, so that six rows would go through the stack. */
    public static final Schedule LANES_16 = new Schedule(
            "java-vector/512", new Tile(6, 4, 16), new Tile(5, 4, 16), 120, 16, 32, SplitPolicy.EVENLY, true);

    /**
     * 16 registers of 8 floats: AVX2. Left alone, C2 loads the broadcasts of most rows before it multiplies, so five rows and more
     * spill and are half as fast as four; with floats to hold it loads them when they are needed. Its tasks are small, a panel of 16
     * columns each, so that workers who share out an operation end it together, and one that a neighbour on its core slows down
     * takes fewer of them. The first tile of a panel waits for it to come from memory, as a thin one may.
     */
    public static final Schedule LANES_8 = new Schedule(
            "java-vector/256",
            new Tile(6, 2, 8, Map.of(6, 2, 5, 6)),
            new Tile(5, 2, 8, Map.of(5, 6)),
            128,
            16,
            512,
            SplitPolicy.REST_FIRST,
            true);

    /** 32 registers of 4 floats: NEON. SSE has 16 and spills, but every such machine of today has AVX2. */
    public static final Schedule LANES_4 = new Schedule("java-vector/128", new Tile(5, 4, 4), 120, 16);

    /** 16 registers of one float; of the shapes tried (3x4, 2x4, 4x2, 2x2) this one is twice as fast as the next. */
    public static final Schedule SCALAR = new Schedule("java-scalar", new Tile(3, 4, 1), 96, 16);

    /**
     * Devices that are processors: a work-group is one work-item, whose vectors the driver maps to registers. 12 registers of
     * accumulators fit where there are 16 of them; with 32 the sixteen lanes that a register has are used as two of eight. All
     * devices share one packing.
     */
    public static final Schedule OPENCL_CPU =
            new Schedule("opencl-cpu", new Tile(6, 4, 8), new Tile(6, 4, 8), 120, 16, 32, SplitPolicy.EVENLY, false);

    /** For Java, with one tile for all weights. */
    public Schedule(String name, Tile tile, int rowsPerTask, int simpleRowsPerTask) {
        this(name, tile, tile, rowsPerTask, simpleRowsPerTask, 32, SplitPolicy.EVENLY, true);
    }

    public Schedule {
        if (narrowTile.vectors() != tile.vectors() || narrowTile.lanes() != tile.lanes())
            throw new IllegalArgumentException(
                    "tiles of one packing are as wide as each other, not " + tile + " and " + narrowTile);
        if (16 % tile.width() != 0 && tile.width() % 16 != 0)
            throw new IllegalArgumentException(
                    "a tile is a multiple or a divisor of 16 floats wide, not " + tile.width());
    }

    /**
     * Columns of a panel of floats. A panel of floats is a stream of memory for the processor to fetch ahead, so a tile
     * of two vectors of 8 reads two of 8 columns instead of one of 16.
     */
    int floatPanel() {
        return forJava && lanes() == AnyPanel.HALF ? AnyPanel.HALF : Panels.COLUMNS;
    }

    /** Whether a tile can read two neighbouring vectors of 2-byte weights at once: it has two, and they begin at a place that is known. */
    boolean inPairs() {
        return forJava && tile.vectors() > 1 && tile.width() >= Panels.COLUMNS;
    }

    /** Whether the weights of a tile are read through a window. */
    boolean windows() {
        return forJava && lanes() > 1;
    }

    /**
     * Whether weights are fetched into working memory before loops read them. Vectors read them where they are; plain code reads
     * an array some times faster than a segment, and a hundred times faster as long as nothing is compiled yet.
     */
    public boolean fetches() {
        return lanes() == 1;
    }

    /**
     * Whether all products of a program share their tiles, which are then compiled before the first layer is through. Plain code
     * answers while nothing is compiled. (Vectors would be compiled in half of the time too, and be about 5 % slower for ever.)
     */
    public boolean sharesTiles() {
        return lanes() == 1;
    }

    /** The register tile of products with such weights. */
    Tile tile(Storage weights) {
        Panels panels = Panels.of(weights, this);
        return panels.isWidened() && !(fetches() && panels.isFetched()) ? narrowTile : tile;
    }

    /** Name and tile, for the header of generated code. */
    public String describe(Storage weights) {
        return name + ", tile " + tile(weights);
    }

    public int lanes() {
        return tile.lanes();
    }
}
