package dev.attar.compiler.loops;

import java.util.List;
import java.util.Optional;

/**
 * How the packed weights hold the matrix of a product. Arithmetic is fp32 whatever the storage: each number is widened to a float in
 * registers, which loses nothing, so the bits are those of the same program on weights that were rounded before.
 *
 * <p>To add one: a record here, what its panels are and how tiles read them ({@code schedule.Panels}), the layout that the runtime packs
 * ({@code Slot.Layout}), and the reference's rounding.
 */
public sealed interface Storage {
    Storage FP32 = new Fp32();
    Storage BF16 = new Bf16();
    Storage INT8 = new Int8();

    /** Every one, the exact one first. */
    List<Storage> ALL = List.of(FP32, BF16, INT8);

    /** Its name on the command line and in messages. */
    String symbol();

    /** What is read of it; places are counted in this. */
    Element element();

    /** Bytes of a matrix of so many rows, a multiple of 16, and columns. */
    long bytes(int rows, int columns);

    /** What loading does to the numbers, for people: {@code to bfloat16}; empty: nothing. */
    String rounding();

    /** What lies there and what places are counted in, for people who read generated code; empty: floats. */
    String words();

    /** The one of this name, if there is one. */
    static Optional<Storage> named(String symbol) {
        return ALL.stream().filter(s -> s.symbol().equals(symbol)).findFirst();
    }

    /** The one with this element. */
    static Storage of(Element element) {
        return ALL.stream()
                .filter(s -> s.element() == element)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no matrix is stored as " + element));
    }

    /** As they are. */
    record Fp32() implements Storage {
        @Override
        public String symbol() {
            return "fp32";
        }

        @Override
        public Element element() {
            return Element.FP32;
        }

        @Override
        public long bytes(int rows, int columns) {
            return Math.multiplyExact(4L * rows, (long) columns);
        }

        @Override
        public String rounding() {
            return "";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** Each number rounded to bfloat16: nearest, ties to even. */
    record Bf16() implements Storage {
        @Override
        public String symbol() {
            return "bf16";
        }

        @Override
        public Element element() {
            return Element.BF16;
        }

        @Override
        public long bytes(int rows, int columns) {
            return Math.multiplyExact(2L * rows, (long) columns);
        }

        @Override
        public String rounding() {
            return "to bfloat16";
        }

        @Override
        public String words() {
            return "bfloat16\n(the upper half of a float, 2 bytes) and counted in such";
        }
    }

    /**
     * An integer from -127 to 127 for each number and a scale for each group of {@value #GROUP} columns of a row, the last group of a
     * row being shorter where columns are left over: the scale is the largest absolute value of the group divided by 127, in bfloat16;
     * an integer is the number divided by the scale, to the nearest, ties to even. The number that is multiplied by is their product,
     * which is exact: 7 bits times 8.
     *
     * <p>In a panel of {@value #COLUMNS} rows of the matrix (columns of the product), a group is its {@value #COLUMNS} scales and then,
     * for each of its terms, the {@value #COLUMNS} integers; the next group follows at once.
     */
    record Int8() implements Storage {
        /** Terms that share a scale. */
        public static final int GROUP = 32;

        /** Columns of a panel, for whatever reads it. */
        public static final int COLUMNS = 16;

        private static final int SCALE_BYTES = 2;

        @Override
        public String symbol() {
            return "int8";
        }

        @Override
        public Element element() {
            return Element.GROUPED;
        }

        @Override
        public long bytes(int rows, int columns) {
            return Math.multiplyExact((long) rows, rowBytes(columns));
        }

        /** Bytes of a row of so many terms, its scales included. */
        public long rowBytes(long terms) {
            return terms + SCALE_BYTES * Math.ceilDiv(terms, GROUP);
        }

        /** Where the scales of a group are in its panel, in bytes; {@code first} is its first term. */
        public Index scales(Index first) {
            return first.times(COLUMNS * (GROUP + SCALE_BYTES) / GROUP);
        }

        /** Where the integers of the group's term {@code first + term} are in its panel, in bytes. */
        public Index integers(Index first, Index term) {
            return scales(first).plus(COLUMNS * SCALE_BYTES).plus(term.times(COLUMNS));
        }

        @Override
        public String rounding() {
            return "to integers of 8 bits with a scale for each " + GROUP + " numbers of a row";
        }

        @Override
        public String words() {
            return "integers of\n8 bits and counted in bytes: in a panel of " + COLUMNS + " columns, each group of "
                    + GROUP + " terms is " + COLUMNS + " scales (bfloat16),\nthen " + COLUMNS
                    + " integers for each term";
        }
    }
}
