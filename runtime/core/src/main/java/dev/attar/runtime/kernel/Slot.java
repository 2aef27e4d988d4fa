package dev.attar.runtime.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The place of one parameter in the packed weights.
 *
 * @param parameter canonical name as in the weight file; for a parameter of repeated layers it holds one {@code *}, which
 *     stands for the layer's number: {@code encoder.*.attention.query.weight}
 * @param shape its shape in the weight file: (columns) or (rows, columns)
 * @param layers which layers it is repeated over; empty when the model has it once
 * @param layout how its values are arranged
 * @param offset first float of the packed block it belongs to (of the first layer); a float is 4 bytes, whatever lies there
 * @param layerStride floats from one layer's block to the next one's; 0 when there are no layers
 * @param source where its values come from
 */
public record Slot(
        String parameter,
        List<Integer> shape,
        Optional<Layers> layers,
        Layout layout,
        long offset,
        long layerStride,
        Source source) {
    public Slot {
        shape = List.copyOf(shape);
    }

    /** A copy of this slot whose values are arranged by another layout. */
    Slot withLayout(Layout other) {
        return new Slot(parameter, shape, layers, other, offset, layerStride, source);
    }

    /** The layers {@code first, first + step, …}, {@code count} of them. */
    public record Layers(int first, int step, int count) {}

    /** Where the values of a slot come from. */
    public sealed interface Source {
        Source WEIGHTS = new Weights();
        Source SINUSOIDAL_POSITIONS = new Sinusoidal(false, false);
        Source SINUSOIDAL_HALVES = new Sinusoidal(true, false);
        Source SINUSOIDAL_POSITIONS_INCLUSIVE = new Sinusoidal(false, true);
        Source SINUSOIDAL_HALVES_INCLUSIVE = new Sinusoidal(true, true);

        /** The weight file. */
        record Weights() implements Source {}

        /**
         * Computed at load, rounded once from double: position p, channel 2i is sin(p / 10000^(2i/C)), channel 2i + 1 is
         * cos of the same, C columns. Uses {@link StrictMath}, so it is the same on every machine.
         *
         * <p>Source: Vaswani et al. 2017, section 3.5; inclusive: Vaswani et al. 2018 (tensor2tensor).
         *
         * @param halves the sines are in the first half of the channels, and the cosines in the second
         * @param inclusive frequencies are from 1 to 1 / 10000, both included: 10000^(2i/(C - 2)) in place of 10000^(2i/C)
         */
        record Sinusoidal(boolean halves, boolean inclusive) implements Source {}

        /**
         * Computed at load, rounded once from double: position p, channel i is cos(p * f(i)) for each of the n frequencies f, channel
         * n + i is sin of the same.
         *
         * <p>Source: Su et al. 2021, section 3.2.2.
         */
        record Turns(List<Double> frequencies) implements Source {
            public Turns {
                frequencies = List.copyOf(frequencies);
            }
        }

        /**
         * Computed at load, rounded once from double: row h, column c is {@code -slopes(h) |c - middle|}.
         *
         * <p>Source: Press, Smith and Lewis 2021, section 3.
         */
        record Alibi(List<Double> slopes, int middle) implements Source {
            public Alibi {
                slopes = List.copyOf(slopes);
            }
        }
    }

    /** How a matrix is arranged in the packed block. Places that no value goes to hold 0. */
    public sealed interface Layout {
        /** Row r, column c at float {@code r * stride + c}; the block is as long as its rows. */
        record Rows(int stride) implements Layout {}

        /**
         * Panels of the transposed matrix, for products that read {@code width} outputs at once. The block is a matrix of
         * {@code totalRows} rows (a multiple of 16 or of width) that several parameters can share; this parameter's row 0
         * is row {@code firstRow} of it. With {@code columns} of the shape called K: block row n, column k is at float
         * {@code p * width * K + k * w + (n - p * width)} where {@code p = n / width} and {@code w}, the width of panel p,
         * is {@code min(width, totalRows - p * width)}.
         */
        record Panels(int width, int firstRow, int totalRows) implements Layout {}

        /**
         * Panels like {@link Panels}, each value rounded to bfloat16 (nearest, ties to even), 2 bytes: block row n, column k is one of
         * the w shorts from short {@code p * width * K + k * w} of the block on. In these, columns lie in groups of
         * {@code 2 * lanes}, which are {@code lanes} words of 4 bytes: word i has column i of the group in its lower half and
         * column {@code lanes + i} in its upper half, so that one load brings two vectors. What is left of a panel that is no
         * multiple of a group lies in order. The block begins at the slot's offset, which counts floats of 4 bytes.
         */
        record Bfloat16Panels(int width, int lanes, int firstRow, int totalRows) implements Layout {}

        /**
         * As {@link Panels}, each value an integer from -127 to 127 times the scale of its group: {@code group} columns of the shape
         * from a multiple of it on, or as many as are left. The scale is the largest absolute value of the group divided by 127, as a
         * bfloat16; the integer is the nearest to value / scale, ties to even. A panel of w columns is, for each group in turn, w
         * scales of 2 bytes and then w integers of 1 byte for each column of the shape.
         */
        record Int8Panels(int width, int group, int firstRow, int totalRows) implements Layout {
            /** Bytes of a row of so many columns, scales included. */
            public long rowBytes(int columns) {
                return columns + Short.BYTES * Math.ceilDiv((long) columns, group);
            }
        }

        /**
         * A table (buckets, heads) by distance, for biases of attention: row h of the block has {@code columns} floats, of which
         * number {@code middle + d} is the parameter's for head h and the bucket of a key d places after the query; then one for each
         * bucket, in order. Rows are {@code stride} floats apart.
         *
         * @param begins the nearest distance of each bucket of one way, never falling; of two equal ones the first is empty
         * @param bothWays as many buckets again are for keys after the query; otherwise those have distance 0
         */
        record Distances(int stride, int middle, int columns, List<Integer> begins, boolean bothWays)
                implements Layout {
            public Distances {
                begins = List.copyOf(begins);
            }
        }
    }
}
