package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.List;

/**
 * How the weights of products lie in panels, and how tiles read them: one record for each {@link Storage}. A panel has the weights of
 * some columns of the product, those of one term side by side; panels follow one another.
 */
sealed interface Panels permits Panels.Fp32, Panels.Bf16, Int8Panels {
    /** Columns of a panel where there is no reason for another number; rows are padded to as many, so every panel is whole. */
    int COLUMNS = 16;

    /** Those of one storage as a schedule for register tiles wants them. */
    static Panels of(Storage storage, Schedule schedule) {
        return switch (storage) {
            case Storage.Fp32 _ -> new Fp32(schedule.floatPanel());
            case Storage.Bf16 _ ->
                schedule.forJava()
                        ? new Bf16(
                                Math.max(COLUMNS, schedule.tile().width()), schedule.inPairs() ? schedule.lanes() : 1)
                        : new Bf16(COLUMNS, 1);
            case Storage.Int8 int8 -> new Int8Panels(int8);
        };
    }

    /** Those of one storage for groups, which bring them near before they multiply. */
    static Panels forGroups(Storage storage) {
        return switch (storage) {
            case Storage.Fp32 _ -> new Fp32(COLUMNS);
            case Storage.Bf16 _ -> new Bf16(COLUMNS, 1);
            case Storage.Int8 int8 -> new Int8Panels(int8);
        };
    }

    /** The storage of a product that is not scheduled yet. */
    static Storage storage(Statement product) {
        return Reads.of(product).buffers().stream()
                .filter(Panels::isMatrix)
                .findFirst()
                .map(b -> Storage.of(b.element()))
                .orElse(Storage.FP32);
    }

    /** Whether a buffer is the matrix of a product that is not scheduled yet. */
    static boolean isMatrix(Buffer buffer) {
        return buffer.space() == Space.WEIGHT && buffer.strides().size() == 2;
    }

    Storage storage();

    /** Columns of a panel. */
    int width();

    /** Lanes of the vectors that share their words; 1 where none do. */
    int lanes();

    /** Whether vectors take registers to make floats of what they load. */
    default boolean isWidened() {
        return true;
    }

    /** Whether plain code makes floats in working memory of a panel before it multiplies; else it widens where it reads. */
    default boolean isFetched() {
        return true;
    }

    /** How a matrix lies then. */
    default Layout.Product layout(Layout.Product plain) {
        return new Layout.Product(width(), plain.totalRows(), plain.columns(), storage(), lanes());
    }

    /** Where the panel of 16 columns begins that has column {@code n} first. */
    default Access begin(Buffer matrix, Index n) {
        return new Access(matrix, List.of(n, Index.ZERO));
    }

    /**
     * The chain of one column, reading panels.
     *
     * @param chain reads the matrix at (column, term)
     * @param panel the column that the panel begins with
     * @param lane the column within the panel
     * @param columns of the panel, which is narrower than others where it is the last
     */
    default Statement chain(Statement chain, Index panel, Index lane, int columns) {
        return Substitution.access(access -> isMatrix(access.buffer())
                        ? place(access.buffer(), panel, access.indices().getLast(), lane, columns)
                        : access)
                .apply(chain);
    }

    /** One weight: that of a term for a column of a panel. */
    default Expr weight(Buffer matrix, Index panel, Index term, Index lane) {
        Access place = place(matrix, panel, term, lane, width());
        return new Expr.Load(place.buffer(), place.indices(), 1);
    }

    /** A tile whose reads of neighbours are one where the layout allows it. */
    default Statement joined(Statement tile) {
        return tile;
    }

    /** Where a number is in panels of the transposed matrix. */
    private static Access place(Buffer matrix, Index panel, Index term, Index lane, int columns) {
        List<Index> strides = List.of(matrix.strides().getFirst(), Index.of(columns), Index.of(1));
        return new Access(matrix.withStrides(strides), List.of(panel, term, lane));
    }

    /** Floats. */
    record Fp32(int width) implements Panels {
        @Override
        public Storage storage() {
            return Storage.FP32;
        }

        @Override
        public boolean isWidened() {
            return false;
        }

        @Override
        public int lanes() {
            return 1;
        }
    }

    /** bfloat16, those of two neighbouring vectors of {@code lanes} in the same words. */
    record Bf16(int width, int lanes) implements Panels {
        @Override
        public Storage storage() {
            return Storage.BF16;
        }

        @Override
        public boolean isFetched() {
            return false;
        }

        @Override
        public Statement joined(Statement tile) {
            return lanes > 1 ? Pairs.apply(tile) : tile;
        }
    }
}
