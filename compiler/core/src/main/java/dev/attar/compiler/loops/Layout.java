package dev.attar.compiler.loops;

import dev.attar.compiler.model.DistanceBuckets;

/** How a weight block is packed. */
public sealed interface Layout {
    /** What places in it are counted in. */
    Element element();

    /** Rows of {@code stride} floats. */
    record Rows(int stride) implements Layout {
        @Override
        public Element element() {
            return Element.FP32;
        }
    }

    /**
     * A table of buckets by distance, a row of {@code stride} floats for each head (or channel): {@code columns} of them by offset, that
     * of offset 0 in column {@code middle}; then the numbers of the buckets as they are.
     */
    record Distances(int stride, int middle, int columns, DistanceBuckets rule) implements Layout {
        @Override
        public Element element() {
            return Element.FP32;
        }
    }

    /**
     * A matrix (N,K) whose product with a vector is wanted. {@code width} 0: not decided yet, row-major; else packed in panels of
     * that many rows, transposed. With {@code lanes} above 0, elements of 2 bytes lie in pairs within the row of one k: those of two
     * neighbouring vectors of that many share their words, the first vector's in the lower halves; a last vector without a neighbour
     * lies as it is.
     */
    record Product(int width, int totalRows, int columns, Storage storage, int lanes) implements Layout {
        @Override
        public Element element() {
            return storage.element();
        }
    }
}
